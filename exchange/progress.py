"""How far an import is, for its page: written over a connection of its own, since the import's is not yet committed."""

import json
import re
import time
from types import TracebackType
from typing import Any

from django.db import connection

from exchange.models import ImportRun

EVERY_SECONDS = 1.0
READING = re.compile(r"reading (?P<file>[\w.]+): (?P<rows>[\d,]+) rows")


class Progress:
    """Called with words for each stage; writes them, and the rows read by file, about once a second."""

    def __init__(self, run: ImportRun) -> None:
        self.run_id = run.pk
        self.read: dict[str, dict[str, int]] = {}
        self.written_at = float("-inf")
        self.stage = ""
        self.connection: Any = connection.copy()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.close()

    def __call__(self, stage: str) -> None:
        if found := READING.fullmatch(stage):
            self.read[found["file"]] = {"read": int(found["rows"].replace(",", ""))}
            stage = f"reading {found['file']}"
        if stage != self.stage or time.monotonic() - self.written_at >= EVERY_SECONDS:
            self._write(stage)

    def _write(self, stage: str) -> None:
        self.stage, self.written_at = stage, time.monotonic()
        with self.connection.cursor() as cursor:
            # The import writes this row once, at its very end, and says nothing after that: neither waits.
            cursor.execute(
                "UPDATE exchange_importrun SET stage = %s, counts = %s WHERE id = %s AND status = 'running'",
                [stage[:100], json.dumps(self.read), self.run_id],
            )
