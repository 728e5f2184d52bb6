"""The proposals of a day as CSV, worked out now; nothing of them is stored (spec/rag.md, spec/exchange.md)."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import islice
from typing import Protocol

from agencies.categories import Category
from agencies.models import User
from audit import log
from audit.spreadsheets import defused
from cohorts.members import members_on
from rag import facts
from rag.rule_sets import thresholds
from rag.rules import Verdict, propose

COLUMNS = ("offender_ref", "status", "reasons")
CHUNK = 1000


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


def write(out: Writable, on: date, *, by: User, reason: str) -> int:
    """Write the members' rows by offender_ref, byte by byte; returns how many.

    Each chunk is logged before it is given out.
    """
    out.write(_csv([COLUMNS]))
    members = members_on(on).order_by("ref", "source__name").values_list("pk", "ref").iterator(chunk_size=CHUNK)
    written = 0
    while chunk := dict(islice(members, CHUNK)):
        lines = _csv([_row(chunk[pk], verdict) for pk, verdict in _verdicts(chunk, on)])
        log.disclosed(chunk, by=by, channel="export_rag", categories=[Category.SCHEME], reason=reason)
        out.write(lines)
        written += len(chunk)
    return written


def _verdicts(chunk: dict[int, str], on: date) -> Iterator[tuple[int, Verdict]]:
    limits = thresholds(on)
    return ((pk, propose(known, on, limits)) for pk, known in facts.load(chunk, on))


def _row(ref: str, verdict: Verdict) -> tuple[str, str, str]:
    return defused(ref), verdict.status.value, " ".join(verdict.codes)


def _csv(rows: list[tuple[str, ...]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
