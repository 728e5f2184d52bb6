"""Checking the log against its seals, and the seals against one another and the head kept outside.

Flat in memory: seals come one at a time, each with the digest of what its rows say now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from audit import head
from audit.models import Entry, Seal, Verb
from audit.sealing import FORM, NOTHING_BEFORE, ROW_DIGEST, digest_of, seals

GONE = bytes(32)
LONGEST_TRANSACTION = timedelta(days=1)
AGED = "audit.age"

_SEALS = f"""
    SELECT seal.number, seal.at, seal.form, seal.previous, seal.ids, seal.digests, seal.last_id, seal.newest,
        seal.floor, seal.horizon, seal.digest, now.digests, now.oldest
    FROM audit_seal seal, LATERAL (
        SELECT string_agg(CASE WHEN entry.id IS NULL THEN %(gone)s ELSE {ROW_DIGEST} END, ''::bytea ORDER BY place)
            AS digests, min(entry.at) AS oldest
        FROM unnest(seal.ids) WITH ORDINALITY AS sealed (id, place)
        LEFT JOIN audit_entry entry ON entry.id = sealed.id) now
    ORDER BY seal.number
"""
_NEVER_SEALED = """
    SELECT entry.id FROM audit_entry entry LEFT JOIN (SELECT unnest(ids) AS id FROM audit_seal) sealed USING (id)
    WHERE sealed.id IS NULL AND entry.id < %(below)s ORDER BY entry.id LIMIT 1
"""


@dataclass(frozen=True)
class Broken:
    """The first thing that is wrong: a row, or a seal where it is the chain itself."""

    how: str
    row: int | None = None
    seal: int | None = None

    def __str__(self) -> str:
        what = f"row {self.row}" if self.row is not None else f"seal {self.seal}"
        return f"{what}: {self.how}"


@dataclass
class Verdict:
    rows: int = 0
    seals: int = 0
    broken: Broken | None = None


def verify(kept: head.Head | None) -> Verdict:
    """Check every row and every seal; `kept` is the head as it was before anything new was sealed."""
    verdict = Verdict()
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # One moment for the whole check, so that sealing and ageing meanwhile do not disturb it.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        verdict.broken = _chain(verdict) or _inserted() or _cut(kept)
    return verdict


def _chain(verdict: Verdict) -> Broken | None:
    last: Seal | None = None
    with connection.chunked_cursor() as cursor:
        cursor.execute(_SEALS, {"gone": GONE})
        for made, found, oldest in seals(_one_by_one(cursor)):
            broken = _link(made, last) or _rows(made, found) or _backdated(made, last, oldest)
            if broken:
                return broken
            verdict.seals, verdict.rows, last = verdict.seals + 1, verdict.rows + len(made.ids), made
    return None


def _one_by_one(cursor: Any) -> Iterator[tuple[Any, ...]]:
    for some in iter(lambda: cursor.fetchmany(50), []):
        yield from some


def _link(made: Seal, last: Seal | None) -> Broken | None:
    """Each seal follows the one before; the oldest follows nothing, or the last that left by age."""
    expected = last.number + 1 if last else (made.number if made.number == 1 or _carried_forward(made) else 1)
    if made.number != expected:
        return Broken(f"missing; the next that is there is {made.number}", seal=expected)
    if made.previous != (last.digest if last else made.previous if made.number > 1 else NOTHING_BEFORE):
        return Broken("does not follow the seal before it", seal=made.number)
    if made.form != FORM:
        return Broken(f"form {made.form} is not known to this release", seal=made.number)
    return Broken("altered", seal=made.number) if digest_of(made) != made.digest else None


def _carried_forward(oldest: Seal) -> bool:
    """Whether the log itself says that all before this seal left by age, and with which digest."""
    left = Entry.objects.filter(verb=Verb.ERASED, what=AGED).order_by("-id").first()
    return left is not None and left.detail == {
        **left.detail,
        "seal": oldest.number - 1,
        "digest": oldest.previous.hex(),
    }


def _rows(made: Seal, found: bytes) -> Broken | None:
    if found == made.digests:
        return None
    for place, number in enumerate(made.ids):
        now, then = (digests[32 * place : 32 * place + 32] for digests in (found, made.digests))
        if now != then:
            return Broken("deleted" if now == GONE else "edited", row=number, seal=made.number)
    return Broken("does not have as many rows as digests", seal=made.number)


def _backdated(made: Seal, last: Seal | None, oldest: datetime | None) -> Broken | None:
    """A row that says it was written long before the seal that it missed was put in later."""
    if last is None or oldest is None or oldest >= last.at - LONGEST_TRANSACTION:
        return None
    row = Entry.objects.filter(id__in=made.ids, at=oldest).order_by("id").first()
    return Broken(f"inserted with the time {oldest.isoformat()}", row=row.pk if row else None, seal=made.number)


def _inserted() -> Broken | None:
    """A row whose number was passed over for good, and that no seal holds."""
    last = Seal.objects.only("floor").order_by("-number").first()
    with connection.cursor() as cursor:
        cursor.execute(_NEVER_SEALED, {"below": last.floor if last else 1})
        found = cursor.fetchone()
    return Broken("inserted", row=found[0]) if found else None


def _cut(kept: head.Head | None) -> Broken | None:
    if kept is None or head.in_chain(kept):
        return None
    here = Seal.objects.filter(number=kept.number).exists()
    how = "is not the seal that is kept outside" if here else f"gone; it was the head on {kept.at}"
    return Broken(how, seal=kept.number)
