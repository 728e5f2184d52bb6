"""One temporary table for each file, filled with COPY: the line, whether the row is bad, and its cells."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper
from itertools import repeat
from typing import Any

from exchange.rules.layout import DELETED, Column, File
from exchange.rules.rows import Batch

TYPES = {"day": "date", "number": "integer", "source_grade": "smallint", "key": 'text COLLATE "C"'}


def staged_table(file: File) -> str:
    return f"staged_{file.stem}"


def staged_type(column: Column) -> str:
    return TYPES.get(column.kind, "text")


class Staging:
    """Takes batches of one file into its table. A bad row is kept by its keys alone, so that what refers to it
    is not called missing as well."""

    def __init__(self, cursor: Any, file: File) -> None:
        self.cursor, self.file = cursor, file
        self.table = staged_table(file)
        self.rows = 0
        self._create()

    def _create(self) -> None:
        columns = ", ".join(f"{column.name} {staged_type(column)}" for column in self.file.columns)
        self.cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{self.table}")
        self.cursor.execute(
            f"CREATE TEMP TABLE {self.table} (line bigint, bad boolean, deleted boolean, {columns}) ON COMMIT DROP"
        )

    def take(self, batch: Batch) -> None:
        self.rows += len(batch.lines)
        buffer = BytesIO()
        text = TextIOWrapper(buffer, encoding="utf-8", newline="")
        # With CRLF as its end of line the writer quotes each cell that holds either of the two.
        csv.writer(text, lineterminator="\r\n").writerows(self._rows(batch))
        text.flush()
        buffer.seek(0)
        self.cursor.copy_expert(f"COPY {self.table} FROM STDIN (FORMAT csv)", buffer, 1 << 16)

    def _rows(self, batch: Batch) -> Iterator[Iterable[Any]]:
        deleted = batch.columns.get(DELETED) or [""] * len(batch.lines)
        cells = [batch.columns[name] for name in self.file.names]
        flags = ["t" if flag == "Y" else "f" for flag in deleted]
        if not batch.bad:
            return zip(batch.lines, repeat("f"), flags, *cells, strict=False)
        return self._some_bad(batch, flags, cells)

    def _some_bad(self, batch: Batch, flags: list[str], cells: list[list[str]]) -> Iterator[Iterable[Any]]:
        for n, row in enumerate(zip(batch.lines, flags, *cells, strict=True)):
            line, flag, *values = row
            bad = n in batch.bad
            yield (line, "t" if bad else "f", flag, *(self._keys(batch, values) if bad else values))

    def _keys(self, batch: Batch, values: list[str]) -> Iterator[str]:
        for column, value in zip(self.file.columns, values, strict=True):
            keep = column.name in (self.file.key, "offender_ref") and value not in batch.wrong[column.name]
            yield value if keep else ""

    def done(self) -> None:
        self.cursor.execute(f"ANALYZE {self.table}")
