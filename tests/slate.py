"""What a test that commits leaves behind is taken away: only the tables that it wrote into are put back.

Django would empty all of them and read every code list in again, which takes longer than most tests. Here what stood
after the migrations is kept beside, and so is the demonstration once it has been loaded. A row that was written since
has another place or another transaction (ctid and xmin), so one statement finds the tables that differ, however the
rows came there: by a worker's process, in a thread, in raw SQL. Numbers go on from where they were.
"""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as counts
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

FRESH, DEMO = "fresh", "demo"
# Whoever still writes is waited for; who reads goes on.
WAIT = "LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"
MARK = "SELECT '{table}', count(*), sum(hashtextextended(ctid::text || xmin::text, 0)) FROM {table}"
# Foreign keys, history and the log that is only added to are not asked: the whole is as it stood.
UNASKED = "SET LOCAL session_replication_role = replica"
Mark = tuple[int, int | None]


@dataclass
class World:
    """Each table's mark, the rows of those that have any, and the documents' files."""

    marks: dict[str, Mark]
    rows: dict[str, bytes]
    files: dict[Path, bytes]


class Slate:
    """The tests' database of this process."""

    def __init__(self) -> None:
        self.worlds: dict[str, World] = {}
        self.standing, self.written = FRESH, False

    def begin(self, unblocked: Callable[[], AbstractContextManager[None]]) -> None:
        """Keep what the migrations left. A login that may not put foreign keys off leaves it all to Django."""
        self.unblocked = unblocked
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
            if cursor.fetchone() == (True,):
                self.worlds[FRESH] = _kept()
                TransactionTestCase._fixture_teardown = lambda case: self.write()

    def write(self) -> None:
        """Somebody may have written and committed; what it was is looked at before the next test."""
        self.written = True

    def is_of(self, name: str) -> bool:
        return self.standing == name and not self.written

    def ready(self, name: str) -> None:
        """Before a test begins: the world that it asks for, or where that one is still to be made, the fresh one."""
        name = name if name in self.worlds else FRESH
        if self.worlds and not self.is_of(name):
            with self.unblocked():
                self.bring(name)
                connection.close()

    def made(self, name: str) -> None:
        """What stands now is that world, for every test that asks for it."""
        if self.worlds:
            self.worlds[name], self.standing = _kept(), name

    def bring(self, name: str) -> None:
        """That world as it was kept."""
        world = self.worlds[name]
        with transaction.atomic(), connection.cursor() as cursor:
            changed = [table for table, mark in _marks(cursor, _tables()).items() if mark != world.marks[table]]
            cursor.execute(UNASKED)
            for table in changed:
                _write(cursor, table, world.rows.get(table, b""))
            world.marks |= _marks(cursor, changed)
        for path, content in world.files.items():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(content)
        counts.clear()  # what is counted by the number of an account, which is the same account's again
        self.standing, self.written = name, False


slate = Slate()


def _kept() -> World:
    with transaction.atomic(), connection.cursor() as cursor:
        marks = _marks(cursor, _tables())
        rows = {table: _read(cursor, table) for table, (count, _) in marks.items() if count}
    files = {path: path.read_bytes() for path in Path(settings.DOCUMENT_ROOT).glob("*/*") if path.is_file()}
    return World(marks, rows, files)


@cache
def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [table for (table,) in cursor.fetchall()]


def _marks(cursor: CursorWrapper, tables: list[str]) -> dict[str, Mark]:
    if not tables:
        return {}
    cursor.execute(WAIT.format(tables=", ".join(tables)))
    cursor.execute(" UNION ALL ".join(MARK.format(table=table) for table in tables))
    return {table: (count, mark) for table, count, mark in cursor.fetchall()}


def _read(cursor: CursorWrapper, table: str) -> bytes:
    rows = io.BytesIO()
    cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
    return rows.getvalue()


def _write(cursor: CursorWrapper, table: str, rows: bytes) -> None:
    cursor.execute(f"DELETE FROM {table}")
    if rows:
        cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(rows))
