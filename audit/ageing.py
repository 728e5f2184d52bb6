"""Old rows leave the log by age, whole seals from the oldest on; the last that leaves is carried forward.

The entry that says so holds the number and the digest of that seal, and is sealed itself, so the chain still begins
somewhere that can be checked.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction
from django.db.models import Max, Q

from audit import head, log
from audit.clock import LONDON
from audit.models import Seal, Verb
from audit.months import add_months
from audit.sealing import seal
from audit.verifying import AGED, verify


class MayNotLeave(Exception):
    """The log is not sound, or rows that recent stay."""


@dataclass(frozen=True)
class Left:
    rows: int
    seals: int


def age(*, before: date, by: log.Actor, reason: str) -> Left:
    """Let rows from before a day leave, as far as whole seals are older; the log is checked first, and told."""
    if before > add_months(datetime.now(LONDON).date(), -12):
        raise MayNotLeave("The log of the last year stays.")
    kept = head.read()
    seal()
    broken = verify(kept).broken
    if broken:
        raise MayNotLeave(f"The log is not sound, so nothing leaves it: {broken}.")
    with transaction.atomic():
        return _leave(_last_before(before), before, by, reason)


def _last_before(day: date) -> Seal | None:
    """The last seal before the first that holds anything of that day or later; the newest of all always stays."""
    midnight = datetime.combine(day, time(), LONDON)
    staying = Q(newest__gte=midnight) | Q(number=Seal.objects.aggregate(newest=Max("number"))["newest"])
    first = Seal.objects.filter(staying).order_by("number").values_list("number", flat=True).first()
    older = Seal.objects.only("number", "digest").order_by("-number")
    return older.filter(number__lt=first).first() if first else None


def _leave(last: Seal | None, before: date, by: log.Actor, reason: str) -> Left:
    if last is None:
        return Left(0, 0)
    seals = Seal.objects.filter(number__lte=last.number).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_age(%s)", [last.number])
        rows: int = cursor.fetchone()[0]
    log.ran(
        AGED,
        by=by,
        verb=Verb.ERASED,
        reason=reason,
        seal=last.number,
        digest=bytes(last.digest).hex(),
        before=before.isoformat(),
        rows=rows,
    )
    return Left(rows, seals)
