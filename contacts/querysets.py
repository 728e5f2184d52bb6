"""Filters named as practitioners speak. Which people is `Offender.objects.visible_to`; these narrow within them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery

from audit.prepared import Day, Ids, Rows, prepared
from contacts.rules.status import Status
from offenders.models import Contact
from offenders.querysets import OffenderQuerySet

if TYPE_CHECKING:
    from contacts.models import Appointment, ContactNote  # noqa: F401 (named in quotes below)

COUNTED = ("kept", "missed_unacceptable")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def open(self) -> "AppointmentQuerySet":
        """Booked: no outcome, neither called off nor moved."""
        return self.filter(status=Status.BOOKED)

    def without_outcome(self, on: date) -> "AppointmentQuerySet":
        """Open, and their day is over."""
        return self.open().filter(due_on__lt=on)

    def to_come(self, on: date) -> "AppointmentQuerySet":
        """Open, today or later; the next first."""
        return self.open().filter(due_on__gte=on).in_order()

    def between(self, first: date, last: date) -> "AppointmentQuerySet":
        """From a day to a day, both included."""
        return self.filter(due_on__gte=first, due_on__lte=last)

    def in_order(self) -> "AppointmentQuerySet":
        """By day and time; those without a time come first on their day."""
        return self.order_by("due_on", models.F("at").asc(nulls_first=True), "pk")


class NoteQuerySet(models.QuerySet["ContactNote"]):
    def unplanned(self) -> "NoteQuerySet":
        return self.filter(contact=None)


def without_outcome(people: OffenderQuerySet, on: date) -> AppointmentQuerySet:
    """Appointments of these people whose day is over and whose outcome nobody has recorded, the oldest first."""
    from contacts.models import Appointment

    return Appointment.objects.without_outcome(on).filter(offender__in=people.order_by().values("pk")).in_order()


def missed_twice(people: OffenderQuerySet, on: date) -> OffenderQuerySet:
    """Of these people those whose last two counted appointments are unacceptable misses; an acceptable miss counts
    neither way. Each with `last_missed_on` and `missed_before_on`.
    """
    counted = Contact.objects.filter(offender=OuterRef("pk"), outcome__in=COUNTED, due_on__lte=on)
    newest = counted.order_by("-due_on", "-pk")
    return people.annotate(
        last_outcome=Subquery(newest.values("outcome")[:1]),
        outcome_before=Subquery(newest.values("outcome")[1:2]),
        last_missed_on=Subquery(newest.values("due_on")[:1]),
        missed_before_on=Subquery(newest.values("due_on")[1:2]),
    ).filter(last_outcome="missed_unacceptable", outcome_before="missed_unacceptable")


def facts_not_entered(people: OffenderQuerySet) -> "QuerySet[Contact]":
    """Outcomes that were recorded here (what an import brought was typed elsewhere) and nobody has entered there."""
    recorded = Contact.objects.filter(import_number=None, entered=None, created_by__isnull=False)
    return recorded.filter(offender__in=people.order_by().values("pk")).order_by("due_on", "pk")


def notes_not_entered(people: OffenderQuerySet) -> NoteQuerySet:
    """Unplanned contacts that nobody has entered in the probation system."""
    from contacts.models import ContactNote

    unplanned = ContactNote.objects.unplanned().filter(entered=None, import_number=None)
    return unplanned.filter(offender__in=people.order_by().values("pk")).order_by("happened_on", "pk")


def not_entered(people: OffenderQuerySet) -> int:
    """How many contacts of these people are not entered in the probation system."""
    return facts_not_entered(people).count() + notes_not_entered(people).count()


def last_contact(offender_ids: list[int], on: date) -> dict[int, date]:
    """The last day on which somebody met or spoke with each of these people: kept, or unplanned. Two statements."""
    found: dict[int, date] = {}
    for person, latest in [*_kept(people=offender_ids, on=on), *_met(people=offender_ids, on=on)]:
        found[person] = max(latest, found.get(person, latest))
    return found


@prepared
def _kept(people: Ids, on: Day) -> Rows:
    kept = Contact.objects.filter(offender__in=people, outcome="kept", due_on__lte=on)
    return kept.order_by().values_list("offender").annotate(latest=models.Max("due_on"))


@prepared
def _met(people: Ids, on: Day) -> Rows:
    from contacts.models import ContactNote

    met = ContactNote.objects.unplanned().filter(offender__in=people, happened_on__lte=on)
    return met.order_by().values_list("offender").annotate(latest=models.Max("happened_on"))


def of_week(monday: date, due: str = "due_on") -> Q:
    """In the week from a Monday to its Sunday."""
    between: dict[str, Any] = {f"{due}__gte": monday, f"{due}__lt": monday + timedelta(weeks=1)}
    return Q(**between)
