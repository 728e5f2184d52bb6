"""Names, other names and addresses as they are searched, with a trigram index over each.

The key is without accents, capitals and punctuation.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION casefile_name_key(family text, given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        translate(lower(public.unaccent('public.unaccent'::regdictionary, family || ' ' || given)), '''’`', ''),
        '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE INDEX casefile_name_key_trigrams ON offenders_offender
    USING gin (casefile_name_key(family_name, given_names) public.gin_trgm_ops);
CREATE INDEX casefile_alias_key_trigrams ON offenders_alias
    USING gin (casefile_name_key(family_name, given_names) public.gin_trgm_ops);
CREATE INDEX casefile_address_key_trigrams ON offenders_address
    USING gin (casefile_name_key(lines, postcode) public.gin_trgm_ops);
"""
BACKWARD = """
DROP INDEX casefile_alias_key_trigrams;
DROP INDEX casefile_address_key_trigrams;
DROP INDEX casefile_name_key_trigrams;
DROP FUNCTION casefile_name_key(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("casefile", "0001_initial"), ("offenders", "0001_initial"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
