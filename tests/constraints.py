"""Holding a room's named constraints through raw SQL: one table a room, and no constraint may be missing from it.

Each row makes what it needs, tries the nearest statement that must still be let through, and then the one that the
database has to refuse by that constraint's name: a bound that is too wide and one that is too narrow both show.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction


class Held(NamedTuple):
    """One constraint: by its name, what stands before, what is refused, and what is not."""

    name: str
    make: Callable[[], object]
    refused: str
    allowed: str = ""


def ref_once_a_source(name: str, table: str, make: Callable[[], object]) -> Held:
    """A sender's key is used once; another sender may use the same one."""
    another = "INSERT INTO audit_source (name) VALUES ('another sender') RETURNING id"
    moved = f"UPDATE {table} SET source_id = (SELECT id FROM another) WHERE id = (SELECT max(id) FROM {table})"
    return Held(
        name,
        lambda: (make(), make()),
        refused=f"UPDATE {table} SET ref = 'same', source_id = (SELECT min(source_id) FROM {table})",
        allowed=f"WITH another AS ({another}) {moved}; UPDATE {table} SET ref = 'same'",
    )


def sent_once(name, table, make):
    """Two rows cannot bear one form's key; rows that no form made bear none."""
    key = "'00000000-0000-4000-8000-000000000001'"
    return Held(
        f"{name}_sent_once",
        lambda: (make(), make()),
        refused=f"UPDATE {table} SET request_key = {key}",
        allowed=f"UPDATE {table} SET request_key = {key} WHERE id = (SELECT max(id) FROM {table})",
    )


def hold(row: Held) -> None:
    row.make()
    if row.allowed:
        _run(row.allowed)
    with pytest.raises(IntegrityError, match=f'"{row.name}"'):
        _run(row.refused)


def each(rows: Iterable[Held]) -> Callable:
    """Parametrize a test by the rows of a table."""
    return pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in rows])


def names_of(room: str) -> set[str]:
    """The names of a room's constraints, as its models say them."""
    return {
        constraint.name for model in apps.get_app_config(room).get_models() for constraint in model._meta.constraints
    }


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount, "the statement met no row"
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
