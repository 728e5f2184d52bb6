"""What the tables say of who may see whom, as conditions on a queryset: the pieces of `visible_to` and of a view.

The floor of the database (offenders.floor) says the same of a whole agency in SQL; nothing else answers the question.
"""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from offenders.rules import GLASS_KINDS, TAPER_DAYS

# Why an agency has somebody in its own work; the other reasons only let it know of them.
CASELOAD = (
    "leads", "supports", "supervises", "holds", "under_18", "action", "request", "appointment", "plan_item", "handover",
)  # fmt: skip
# Whose old involvement tapers.
TAPERING = ("leads", "supports")
LEADS = "leads"


def _rows(model: str) -> Any:
    return apps.get_model("offenders", model).objects


def _involvements(user: Any) -> Any:
    return _rows("Involvement").filter(agency=user.agency_id, offender=OuterRef("pk"))


def _now(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def tapers_since(on: date) -> date:
    """What ended after that day tapers still."""
    return on - timedelta(days=TAPER_DAYS)


def _tapers(on: date, since: Any = None) -> Q:
    return Q(until_on__lte=on, until_on__gt=since or tapers_since(on), reason__in=TAPERING)


def _has_led(on: date) -> Q:
    return Q(reason=LEADS, from_on__lte=on)


def involved(user: Any, on: date) -> Exists:
    """The reader's agency is involved on that day."""
    return Exists(_involvements(user).filter(_now(on)))


def caseload(user: Any, on: date) -> Exists:
    """The person is in the agency's own work on that day: led, supported, supervised, held, or with something open."""
    return Exists(_involvements(user).filter(_now(on), reason__in=CASELOAD))


def tapering(user: Any, on: date, since: Any = None) -> Exists:
    """The agency led or supported until less than 90 days before that day."""
    return Exists(_involvements(user).filter(_tapers(on, since)))


def led(user: Any, on: date) -> Exists:
    """The agency has led the person before that day."""
    return Exists(_involvements(user).filter(_has_led(on)))


def by_agency(user: Any, on: date, *, once_led: bool, since: Any = None) -> Any:
    """The involvements by which the reader's agency lets them see people on that day: now, tapering, or once led."""
    ways = _now(on) | _tapers(on, since)
    rows = _rows("Involvement").filter(agency=user.agency_id)
    return rows.filter(ways | _has_led(on) if once_led else ways).order_by()


def by_name(user: Any, on: date) -> tuple[list[int], list[int]]:
    """The few people granted to the reader by name, and the restricted ones for whom the reader is named.

    Read once for each reader, as their levels are, and as numbers: an OR with a subquery would keep PostgreSQL from
    joining the involvements, and cost every list of a large register ten times as much (bench/partner_list.py).
    """
    read = getattr(user, "_by_name", None)
    if read is None or read[0] != on:
        granted = _rows("NamedGrant").in_force(on).filter(user=user.pk).values_list("content_object_id", "pk")
        standing = _rows("Restriction").standing().filter(readers__user=user.pk).values_list("offender_id", "pk")
        tagged = granted.annotate(kind=Value("granted")).union(standing.annotate(kind=Value("named")), all=True)
        rows = list(tagged)
        read = user._by_name = (on, [p for p, _, k in rows if k == "granted"], [p for p, _, k in rows if k == "named"])
    return read[1], read[2]


def restricted() -> Exists:
    """Somebody has restricted the person, and nobody has lifted it."""
    return Exists(_rows("Restriction").standing().filter(offender=OuterRef("pk")))


def named(user: Any) -> Exists:
    """The reader is named for the restricted person."""
    standing = _rows("Restriction").standing().filter(offender=OuterRef("pk"), readers__user=user.pk)
    return Exists(standing)


def granted(user: Any, on: date) -> Exists:
    """The record was granted to the reader by name, and the grant has not ended."""
    return Exists(_rows("NamedGrant").in_force(on).filter(user=user.pk, content_object=OuterRef("pk")))


def glass(user: Any, now: Any = None) -> Exists:
    """The reader broke glass for the person less than 24 hours ago, in real time, and is of that agency still."""
    broken = _rows("BrokenGlass").open_at(now or timezone.now()).filter(user=user.pk, offender=OuterRef("pk"))
    return Exists(broken.filter(agency=user.agency_id, agency__kind__in=GLASS_KINDS))


def consented(user: Any, on: date) -> ArraySubquery:
    """The categories that the person lets the reader's agency read on that day."""
    given = _rows("Consent").in_force(on).filter(agency=user.agency_id, offender=OuterRef("pk"))
    return ArraySubquery(given.order_by().values("category"))


def consents_to(user: Any, on: date, category: str, person: str = "pk") -> Exists:
    """Whether a consent of a category counts for this reader: it stands, and the agency is involved that day."""
    given = _rows("Consent").in_force(on).filter(agency=user.agency_id, offender=OuterRef(person), category=category)
    involvements = _rows("Involvement").in_force(on).filter(agency=user.agency_id, offender=OuterRef("offender"))
    return Exists(given.filter(Exists(involvements)))
