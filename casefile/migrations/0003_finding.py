"""Other names and addresses as they are searched: with the same key as names, and a trigram index over each."""

from django.db import migrations

FORWARD = """
CREATE INDEX casefile_alias_key_trigrams ON offenders_alias
    USING gin (casefile_name_key(family_name, given_names) public.gin_trgm_ops);
CREATE INDEX casefile_address_key_trigrams ON offenders_address
    USING gin (casefile_name_key(lines, postcode) public.gin_trgm_ops);
"""
BACKWARD = """
DROP INDEX casefile_alias_key_trigrams;
DROP INDEX casefile_address_key_trigrams;
"""


class Migration(migrations.Migration):
    dependencies = [("casefile", "0002_worklist"), ("offenders", "0007_facts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
