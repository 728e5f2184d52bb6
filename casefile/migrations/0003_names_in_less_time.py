"""The key of a name is worked out by a function that the database starts in a third of the time; it is the same key.

A function in SQL that calls `unaccent` is not taken apart by the planner, and is begun and ended as a statement for
every name that a search looks at. The indexes over the key stay as they are.
"""

from django.db import migrations

KEY = """btrim(regexp_replace(
        translate(lower(public.unaccent('public.unaccent'::regdictionary, family || ' ' || given)), '''’`', ''),
        '[^[:alnum:]]+', ' ', 'g'))"""
HEAD = "CREATE OR REPLACE FUNCTION casefile_name_key(family text, given text) RETURNS text"
FORWARD = f"{HEAD} LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$ BEGIN RETURN {KEY}; END $$"
BACKWARD = f"{HEAD} LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT {KEY} $$"


class Migration(migrations.Migration):
    dependencies = [("casefile", "0002_names")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
