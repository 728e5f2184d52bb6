"""A row in any table, made from its columns alone, so that a table which is added tomorrow is tested as well."""

from django.db import connection

from offenders.floor.tables import Floored, floored

NOBODY = 999_999_999
SMALL = "(random() * 30000)::int"
VALUES = {
    "boolean": "true",
    "date": "'2019-01-01'",
    "timestamp with time zone": "now()",
    "uuid": "gen_random_uuid()",
    "jsonb": "'{}'",
    "bytea": "''",
    "ARRAY": "'{}'",
    "text": "md5(random()::text)",
    "daterange": "'empty'",
    "smallint": SMALL,
    "integer": SMALL,
    "bigint": f"{NOBODY} + (random() * 1000000000)::bigint",
    "numeric": "1",
    "double precision": "1",
}
# What would change who sees the person, made so that it does not.
QUIET = {"offenders_restriction": {"lifted_at": "now()"}, "offenders_brokenglass": {"ended_at": "now()"}}
BY_NAME = {one.table: one for one in floored()}


def loosen() -> None:
    """Take away what would refuse a row of made-up values; a test's transaction gives it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for one in floored():
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'x')",
                [one.table],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {one.table} DROP CONSTRAINT "{name}"')
            cursor.execute(f"ALTER TABLE {one.table} DISABLE TRIGGER USER")


def insert(one: Floored, person: int) -> int:
    """A row of this table that belongs to the person; its number."""
    given = {column: str(person) for column in one.people}
    if one.table == "offenders_offender":
        return person
    given |= {column: str(insert(BY_NAME[other], person)) for column, other in one.through}
    statement, key = _statement(one.table, given | QUIET.get(one.table, {}))
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} RETURNING {key}")
        return int(cursor.fetchone()[0])


def again(one: Floored, person: int) -> None:
    """Another row of the person's, said as a writer without the right to read it back."""
    given = {column: str(person) for column in one.people}
    given |= {column: str(NOBODY) for column, _ in one.through}
    statement, _ = _statement(one.table, given)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def numbers(one: Floored) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key(one.table)} FROM {one.table}")
        return {row[0] for row in cursor.fetchall()}


def key(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indrelid = %s::regclass AND i.indisprimary",
            [table],
        )
        return str(cursor.fetchone()[0])


def _value(kind: str, length: int | None) -> str:
    return f"left({VALUES['text']}, {length})" if length else VALUES["text" if kind == "character varying" else kind]


def _statement(table: str, given: dict[str, str]) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, character_maximum_length FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = 'public'"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
            [table],
        )
        needed: list[tuple[str, str, int | None]] = cursor.fetchall()
    values = {name: _value(kind, length) for name, kind, length in needed} | given
    columns = ", ".join(f'"{name}"' for name in values)
    words = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(values.values())})"
    return words, key(table)
