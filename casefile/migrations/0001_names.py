"""Names as they are searched: without accents, capitals and punctuation, with a trigram index over them."""

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
"""
BACKWARD = """
DROP INDEX casefile_name_key_trigrams;
DROP FUNCTION casefile_name_key(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("offenders", "0001_initial"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
