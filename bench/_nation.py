"""The nation that the ranking is measured on: a million people and ten million offences, made by the database itself.

Everything follows from a person's number, so the first hundred thousand are the same as a nation of a hundred
thousand. It is made without the checks between tables (a login that may not leave them out has them) and then asked
once, in sets, whether all that they would have checked holds.
"""

from datetime import date

from django.db import connection

from agencies.models import Agency
from audit.models import Source
from bench import _facts, _people
from bench._people import execute

DAY = date(2019, 3, 31)
# What the ranking reads; the rest of a case file is measured by case_file.py.
STATEMENTS = (
    _people.PERSONS, _facts.ARRESTS, _facts.OFFENCES, _facts.MEMBERS, _facts.CONTACTS, _facts.SPELLS, _facts.TESTS,
    _facts.PATHWAYS, _facts.REPORTS,
)  # fmt: skip
TABLES = (
    "offenders_offender", "offenders_arrest", "offenders_offence", "cohorts_membership", "offenders_contact",
    "offenders_custodyspell", "enforcement_drugtest", "pathways_pathwayassessment", "offenders_intelligencereport",
)  # fmt: skip
FOREIGN_KEYS = """
    SELECT conname, conrelid::regclass::text, a.attname, confrelid::regclass::text, f.attname
    FROM pg_constraint
    JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
    JOIN pg_attribute f ON f.attrelid = confrelid AND f.attnum = confkey[1]
    WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
"""


def found() -> None:
    _people.found_scheme()


def grow(first: int, last: int) -> None:
    """The people after `first` up to `last`, with all of theirs."""
    values = {"first": first + 1, "last": last, "day": DAY, "source": Source.product().pk}
    values |= _people.WORDS | {"probation": Agency.objects.get(code="probation").pk}
    execute("SET synchronous_commit = off")
    _check_keys(False)
    for statement in STATEMENTS:
        execute(statement, values)
    _check_keys(True)


def checked() -> None:
    """Every key of every row leads somewhere."""
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS, {"tables": list(TABLES)})
        for name, table, column, other, key in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} t LEFT JOIN {other} o ON o.{key} = t.{column}"
                f" WHERE t.{column} IS NOT NULL AND o.{key} IS NULL"
            )
            if cursor.fetchone()[0]:
                raise SystemExit(f"The generated nation is not sound: {name}.")


def _check_keys(on: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET session_replication_role = %s", ["origin" if on else "replica"])
