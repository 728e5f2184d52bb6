"""The import's database session: who sends, who acts, and statements that run over a table piece by piece."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from audit.models import Source
from exchange.rules.problems import LISTED, Problems

PAGES_AT_ONCE = 16_384

# A row is the same row when the sender's key is the same. A row entered in the product left with a key of its own
# (32 characters of hexadecimal), so an export that comes back to its own register finds it again.
SAME_ROW = (
    "({t}.source_id = ANY(%(sources)s) AND {t}.ref = {key} "
    "AND ({t}.source_id = %(source)s OR {key} ~ '^[0-9a-f]{{32}}$'))"
)


def same_row(table: str, key: str) -> str:
    return SAME_ROW.format(t=table, key=key)


@dataclass
class Session:
    """One import's cursor and the values that its statements share."""

    cursor: Any
    source: Source
    by_id: int
    number: int
    problems: Problems
    left_out: dict[str, int] = field(default_factory=dict)

    @cached_property
    def values(self) -> dict[str, Any]:
        """What every statement may name."""
        product = Source.product().pk
        return {
            "source": self.source.pk,
            "sources": [self.source.pk, product],
            "by": self.by_id,
            "number": self.number,
        }

    def run(self, sql: str, **more: Any) -> int:
        """Run one statement; returns how many rows it touched."""
        self.cursor.execute(sql, {**self.values, **more})
        return int(self.cursor.rowcount)

    def make(self, table: str, select: str) -> None:
        """A temporary table from a query, with its statistics."""
        self.cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
        self.run(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {select}")
        self.cursor.execute(f"ANALYZE {table}")

    def in_pieces(self, table: str, sql: str) -> int:
        """Run a statement over a temporary table, `{piece}` of its pages (alias r) at a time.

        A deferred check that is asked for at once is kept in the server's memory until its statement ends, so
        no statement takes a whole large file.
        """
        self.cursor.execute("SELECT pg_relation_size(%s::regclass) / 8192", [f"pg_temp.{table}"])
        pages = self.cursor.fetchone()[0]
        touched = 0
        for first in range(0, pages, PAGES_AT_ONCE):
            piece = f"r.ctid >= '({first},0)'::tid AND r.ctid < '({first + PAGES_AT_ONCE},0)'::tid"
            touched += self.run(sql.replace("{piece}", piece))
        return touched

    def report(self, file: str, column: str, found: str) -> int:
        """Problems from a query that gives line, value and what is expected: all counted, the first 1,000 read."""
        self.cursor.execute(
            f"WITH found AS MATERIALIZED ({found}) "
            f"SELECT line, value, expected, count(*) OVER () FROM found ORDER BY line LIMIT {LISTED}",
            self.values,
        )
        rows = self.cursor.fetchall()
        for line, value, expected, _ in rows:
            self.problems.add(file, line, column, value or "", expected)
        total = rows[0][3] if rows else 0
        self.problems.uncounted(file, total - len(rows))
        return int(total)


@contextmanager
def checked_at_once(cursor: Any) -> Iterator[None]:
    """Check foreign keys with each statement, and what is deferred on purpose when the work is done."""
    cursor.execute(
        "SELECT quote_ident(conname) FROM pg_constraint WHERE contype = 'f' AND condeferrable "
        "AND connamespace = current_schema()::regnamespace"
    )
    names = ", ".join(name for (name,) in cursor.fetchall())
    cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
