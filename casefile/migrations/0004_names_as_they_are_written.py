"""Names are searched as they are written, and by their key only where the two differ (accents, apostrophes, hyphens).

Trigrams know neither capitals nor punctuation, so that for most names the key says nothing more, and to work it out
for each name that an index leads to took as long as the comparison (offenders.floor.finding).
"""

from django.db import migrations

WRITTEN = "(family_name || ' ' || given_names)"
KEY = "casefile_name_key(family_name, given_names)"
TABLES = {"offenders_offender": "casefile_name", "offenders_alias": "casefile_alias"}
INDEX = "CREATE INDEX {name} ON {table} USING gin ({what} public.gin_trgm_ops)"

FORWARD = ";".join(
    INDEX.format(name=f"{name}_written_trigrams", table=table, what=WRITTEN)
    + f"; DROP INDEX {name}_key_trigrams; "
    + INDEX.format(name=f"{name}_key_trigrams", table=table, what=KEY)
    + f" WHERE {KEY} <> lower{WRITTEN}"
    for table, name in TABLES.items()
)
BACKWARD = ";".join(
    f"DROP INDEX {name}_written_trigrams; DROP INDEX {name}_key_trigrams; "
    + INDEX.format(name=f"{name}_key_trigrams", table=table, what=KEY)
    for table, name in TABLES.items()
)


class Migration(migrations.Migration):
    dependencies = [("casefile", "0003_names_in_less_time")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
