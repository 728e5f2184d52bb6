"""Sealing the log in batches, so that no writer waits for another (spec/access.md, section 3).

A seal takes every row that can be seen and that no seal has yet, whatever its number: a row of a transaction that was
still open is simply not seen, and the next seal takes it. Seals are chained by SHA-256, the one before in each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from audit import head
from audit.locks import Lock
from audit.models import Seal

FORM = 1
NOTHING_BEFORE = bytes(32)
ROWS = 1000  # of one seal: what is held in memory at a time

# How long a row's number may be known to its writer before its transaction has a number of its own: microseconds.
SETTLED_AFTER = timedelta(hours=1)


def _field(value: str) -> str:
    """A value with its length in front, so that no two rows are written alike; null is a dash."""
    return f"coalesce(octet_length({value}) || ':' || {value}, '-')"


_FIELDS = (
    "entry.id::text",
    "to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "entry.verb",
    "entry.what",
    "entry.user_id::text",
    "entry.user_name",
    "entry.agency",
    "entry.roles",
    "entry.offender_id::text",
    "entry.categories::text",
    "entry.channel",
    "entry.origin",
    "entry.reason",
    "entry.detail::text",
)
# Worked out by the database for speed, in words that every PostgreSQL from 15 on understands alike; never a function
# stored there, which whoever owns the database could exchange.
ROW_DIGEST = f"sha256(convert_to({' || '.join(_field(value) for value in _FIELDS)}, 'UTF8'))"

_UNSEALED = f"""
    SELECT entry.id, entry.at, {ROW_DIGEST} FROM audit_entry entry
    WHERE entry.id >= %(floor)s AND NOT EXISTS (
        SELECT FROM (SELECT unnest(ids) AS id FROM audit_seal WHERE last_id >= %(floor)s) sealed
        WHERE sealed.id = entry.id)
    ORDER BY entry.id
"""
_SETTLED = """
    SELECT max(last_id) + 1 FROM audit_seal
    WHERE at < %(before)s AND (horizon <= %(finished)s OR horizon > %(horizon)s)
"""


@dataclass(frozen=True)
class _Moment:
    """What a run of the sealer knows of the transactions around it."""

    at: datetime
    finished: int
    floor: int
    horizon: int


def seal() -> int:
    """Seal what has been committed since the last seal; returns how many rows that was."""
    with transaction.atomic():
        rows = _seal()
        transaction.on_commit(head.keep)
    return rows


def digest_of(seal: Seal) -> bytes:
    """What the next seal carries on: everything this one says, its rows' digests among it."""
    said = (
        seal.number,
        _microseconds(seal.at),
        seal.form,
        seal.last_id,
        _microseconds(seal.newest),
        seal.floor,
        seal.horizon,
        ",".join(map(str, seal.ids)),
    )
    return sha256(bytes(seal.previous) + "|".join(map(str, said)).encode() + bytes(seal.digests)).digest()


def _microseconds(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _seal() -> int:
    # One sealer at a time. Writers never ask for this lock.
    _one(f"SELECT pg_advisory_xact_lock({Lock.AUDIT_SEALING:d})")
    last = Seal.objects.defer("ids", "digests").order_by("-number").first()
    floor = last.floor if last else 1
    # In this order: whoever had finished before the rows are read is seen by the reading, and whoever had written a
    # row of a number that is passed over had begun before the horizon is read.
    finished = _one("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    rows = 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(_UNSEALED, {"floor": floor})
        moment = _moment(finished, floor)
        for batch in iter(lambda: cursor.fetchmany(ROWS), []):
            last = _write(batch, last, moment)
            rows += len(batch)
    return rows


def _moment(finished: int, floor: int) -> _Moment:
    horizon = _one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    at = _one("SELECT clock_timestamp()")
    # A horizon beyond ours is another server's, before a restore: none of its transactions is left.
    known = {"before": at - SETTLED_AFTER, "finished": finished, "horizon": horizon}
    return _Moment(at, finished, max(floor, _one(_SETTLED, known) or 0), horizon)


def _write(batch: list[tuple[int, datetime, memoryview]], last: Seal | None, moment: _Moment) -> Seal:
    made = Seal(
        number=last.number + 1 if last else 1,
        at=moment.at,
        form=FORM,
        previous=bytes(last.digest) if last else NOTHING_BEFORE,
        ids=[row[0] for row in batch],
        digests=b"".join(bytes(row[2]) for row in batch),
        last_id=batch[-1][0],
        newest=max(row[1] for row in batch),
        floor=moment.floor,
        horizon=moment.horizon,
    )
    made.digest = digest_of(made)
    made.save(force_insert=True)
    return made


def _one(statement: str, values: dict[str, Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def seals(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Seal, Any, Any]]:
    """Seals as the verifier's statement gives them, with what their rows say now."""
    for number, at, form, previous, ids, digests, last_id, newest, floor, horizon, digest, found, oldest in rows:
        yield (
            Seal(
                number=number,
                at=at,
                form=form,
                previous=bytes(previous),
                ids=ids,
                digests=bytes(digests),
                last_id=last_id,
                newest=newest,
                floor=floor,
                horizon=horizon,
                digest=bytes(digest),
            ),
            bytes(found),
            oldest,
        )
