"""Writing the folder: all twelve files and scheme.json, as one moment of the register."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction

from agencies.code_lists import command_line
from audit import log
from audit.log import Actor
from exchange.export.left_out import left_out
from exchange.export.queries import ARREST, QUERIES, Query, key, rows
from exchange.export.scheme import NoScheme, scheme_json
from exchange.register.targets import PEOPLE
from exchange.rules.layout import SCHEME
from offenders.models import Offender

LOGGED_AT_ONCE = 5000
CHANNEL = "export_exchange"
COMMAND_LINE = "command line"  # the reason that a command gives

__all__ = ["NoScheme", "write"]


def write(folder: Path, *, by: Actor | None = None, reason: str = COMMAND_LINE) -> dict[str, int]:
    """Write the register into a folder; returns what the format cannot carry, counted.

    Everybody who goes out is logged first, in the same transaction: what cannot be logged is not written.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            _one_moment(cursor)
            scheme = scheme_json()
            _log(by or command_line(), reason)
            _keys(cursor)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _file(folder / SCHEME) as file:
                file.write(scheme.encode())
            for query in QUERIES:
                _write(cursor, folder, query)
        return left_out()


def _one_moment(cursor: Any) -> None:
    """Every file shows the register at one moment, whatever is written meanwhile."""
    if not connection.savepoint_ids:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    cursor.execute("SET LOCAL datestyle = 'ISO'")
    cursor.execute("SET LOCAL work_mem = '128MB'")


def _log(by: Actor, reason: str) -> None:
    people = Offender.objects.on_the_register().order_by("pk").values_list("pk", flat=True).iterator(LOGGED_AT_ONCE)
    while some := list(islice(people, LOGGED_AT_ONCE)):
        log.disclosed(some, by=by, channel=CHANNEL, reason=reason)


def _senders(cursor: Any, table: str) -> int:
    cursor.execute(
        f"SELECT count(*) FROM audit_source s WHERE EXISTS (SELECT 1 FROM {table} t WHERE t.source_id = s.id)"
    )
    return int(cursor.fetchone()[0])


def _keys(cursor: Any) -> None:
    """The keys under which people and arrests go out."""
    person = PEOPLE.table
    made = {
        "exported_people": f"SELECT t.id, {key(_senders(cursor, person))} AS key FROM {person} t WHERE NOT t.withdrawn",
        "exported_arrests": f"SELECT t.id, t.offender_id, t.arrested_on, {key(_senders(cursor, ARREST))} AS key "
        f"FROM {ARREST} t",
    }
    for table, select in made.items():
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
        cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {select}")
        cursor.execute(f"ANALYZE {table}")


def _write(cursor: Any, folder: Path, query: Query) -> None:
    with _file(folder / query.file.name) as file:
        file.write(",".join(query.file.names).encode() + b"\n")
        select = rows(query, key(_senders(cursor, query.target.table)))
        cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv)", file, 1 << 16)


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner may read, put in its place when it is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        yield file
    unfinished.replace(path)
