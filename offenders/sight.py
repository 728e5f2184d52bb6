"""What the tables say of who may see whom, as conditions on a queryset: the pieces of `visible_to` and of a view.

The floor of the database (offenders.floor) says the same of a whole agency in SQL; nothing else answers the question.
"""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from offenders.rules import TAPER_DAYS

# Why an agency has somebody in its own work; the other reasons only let it know of them.
CASELOAD = ("leads", "supports", "supervises", "holds", "under_18", "action")
# Whose old involvement tapers.
TAPERING = ("leads", "supports")
LEADS = "leads"


def _rows(model: str) -> Any:
    return apps.get_model("offenders", model).objects


def _involvements(user: Any) -> Any:
    return _rows("Involvement").filter(agency=user.agency_id, offender=OuterRef("pk"))


def involved(user: Any, on: date) -> Exists:
    """The reader's agency is involved on that day."""
    return Exists(_involvements(user).in_force(on))


def caseload(user: Any, on: date) -> Exists:
    """The person is in the agency's own work on that day: led, supported, supervised, held, or with an open action."""
    return Exists(_involvements(user).in_force(on).filter(reason__in=CASELOAD))


def tapering(user: Any, on: date) -> Exists:
    """The agency led or supported until less than 90 days before that day."""
    ended = Q(until_on__lte=on, until_on__gt=on - timedelta(days=TAPER_DAYS))
    return Exists(_involvements(user).filter(ended, reason__in=TAPERING))


def led(user: Any, on: date) -> Exists:
    """The agency has led the person before that day."""
    return Exists(_involvements(user).filter(reason=LEADS, from_on__lte=on))


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


def glass(user: Any) -> Exists:
    """The reader broke glass for the person less than 24 hours ago, in real time."""
    return Exists(_rows("BrokenGlass").open_at(timezone.now()).filter(user=user.pk, offender=OuterRef("pk")))


def consented(user: Any, on: date) -> ArraySubquery:
    """The categories that the person lets the reader's agency read on that day."""
    given = _rows("Consent").in_force(on).filter(agency=user.agency_id, offender=OuterRef("pk"))
    return ArraySubquery(given.order_by().values("category"))


def consents_to(user: Any, on: date, category: str, person: str = "pk") -> Exists:
    """Whether a consent of a category counts for this reader: it stands, and the agency is involved that day."""
    given = _rows("Consent").in_force(on).filter(agency=user.agency_id, offender=OuterRef(person), category=category)
    involvements = _rows("Involvement").in_force(on).filter(agency=user.agency_id, offender=OuterRef("offender"))
    return Exists(given.filter(Exists(involvements)))
