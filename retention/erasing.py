"""Erasing a record from every table: what the floor knows as a person's is what goes, its history with it."""

from django.apps import apps
from django.db import connection
from django.db.models import Model

from offenders.floor.tables import Floored, floored
from offenders.models import Offender

PERSON = Offender._meta.db_table
# What lets a closed panel's rows of this one person go (panels.locks): for this transaction alone.
DISPOSING = "SELECT set_config('iom.disposing', 'on', true)"
NO_MORE = "SELECT set_config('iom.disposing', '', true)"


def erase(offender_id: int) -> dict[str, int]:
    """Delete every row of a person and of its history; returns how many, by table. Inside a transaction.

    Keys are checked when the transaction ends, so the order is free, but for two things: rows that hang by another
    row go before it, and history goes last, since a deletion writes history.
    """
    tables = {one.table: one for one in floored()}
    ordered = sorted(tables.values(), key=lambda one: (one.table == PERSON, one.history, -_depth(one, tables)))
    counts: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(DISPOSING)
        for one in [*ordered, *(one for one in ordered if one.history)]:
            cursor.execute(f'DELETE FROM "{one.table}" WHERE {_whose(one, tables)}', {"person": offender_id})
            counts[one.table] = counts.get(one.table, 0) + cursor.rowcount
        cursor.execute(NO_MORE)
    return {table: count for table, count in counts.items() if count}


def _whose(one: Floored, tables: dict[str, Floored]) -> str:
    """Whether a row is the person's: by a column of its own, or by a row that it hangs on."""
    parts = [f'"{column}" = %(person)s' for column in (*one.people, *one.perhaps)]
    parts += [
        f'"{column}" IN (SELECT "{_key(other)}" FROM "{other}" WHERE {_whose(tables[other], tables)})'
        for column, other in one.through
    ]
    return f"({' OR '.join(parts)})"


def _key(table: str) -> str:
    return next(str(m._meta.pk.column) for m in _models() if m._meta.db_table == table)


def _models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def _depth(one: Floored, tables: dict[str, Floored]) -> int:
    """How many rows lie between a table's row and the person."""
    return 1 + max((_depth(tables[other], tables) for _, other in one.through), default=0)
