"""Appointments without an outcome, what is not entered in the probation system, and the contact standard's review."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from agencies.categories import Category
from agencies.models import AgencyKind
from agencies.templatetags.iom_pages import uk_date, uk_day
from casefile.worklist.rules import Fact, Length
from casefile.worklist.scope import Scope, Whose
from casefile.worklist.sources.base import Source, page_at
from contacts.models import Appointment, ContactNote, PersonStandard
from contacts.querysets import facts_not_entered, notes_not_entered
from offenders.models import Contact, Offender


def without_outcome(scope: Scope) -> Iterator[Fact]:
    """The reader's agency records what came of its own appointments; on "mine" those that are the reader's."""
    within, ids = scope.limits["outcome"], scope.reading(Category.ENGAGEMENT)
    rows = Appointment.objects.without_outcome(scope.on).filter(agency=scope.user.agency_id)
    if scope.whose is Whose.MINE:
        mine = Q(officer=scope.user.pk) & Q(offender__in=scope.with_appointments)
        rows = rows.filter(mine | Q(officer=None, offender__in=ids))
    else:
        rows = rows.filter(offender__in=ids)
    for row in rows.in_order():
        yield Fact(
            row.offender_id,
            within.after(row.due_on),
            "Appointment without an outcome",
            f"{str(row.get_kind_display()).lower()}, {uk_date(row.due_on)}; to be recorded within {within.words}",
            page_at(scope, row.offender_id, "contacts:outcome", row.pk),
            "Record the outcome",
            (row.pk, row.version),
        )


def not_entered(scope: Scope) -> Iterator[Fact]:
    """What staff of probation recorded here and nobody has entered in the probation system."""
    if scope.user.agency is None or scope.user.agency.kind != AgencyKind.PROBATION:
        return
    within, people = scope.limits["entered"], Offender.objects.filter(pk__in=scope.reading(Category.ENGAGEMENT))
    for contact in facts_not_entered(people).filter(agency=scope.user.agency_id):
        yield _to_enter(scope, contact, contact.due_on, within, "Appointment", "outcome")
    for note in notes_not_entered(people).filter(agency=scope.user.agency_id):
        yield _to_enter(scope, note, note.happened_on, within, "Contact", "note")


def _to_enter(scope: Scope, row: Contact | ContactNote, day: date, within: Length, what: str, kind: str) -> Fact:
    return Fact(
        row.offender_id,
        within.after(day),
        f"{what} of {uk_day(day)} is not in the probation system",
        f"to be entered within {within.words}",
        page_at(scope, row.offender_id, "contacts:copy", kind, row.pk),
        "Copy and tick",
        (kind, row.pk, row.version),
    )


def standards(scope: Scope) -> Iterator[Fact]:
    """What was decided of somebody's contact standard is looked at again on the day that was set."""
    rows = PersonStandard.objects.filter(offender__in=scope.reading(Category.ENGAGEMENT), from_on__lte=scope.on)
    newest = rows.order_by("offender_id", "-from_on", "-pk").distinct("offender_id")
    for row in newest:
        yield Fact(
            row.offender_id,
            row.review_on,
            "Review of the contact standard",
            f"{row.weekly} a week, {row.at_home} at home, since {uk_date(row.from_on)}; review set for "
            f"{uk_date(row.review_on)}",
            page_at(scope, row.offender_id, "contacts:standard"),
            "Review it",
            (row.pk, row.version),
        )


MEETINGS = (
    Source("outcome", "Appointment without an outcome", (Category.ENGAGEMENT,), without_outcome),
    Source("not_entered", "Not in the probation system", (Category.ENGAGEMENT,), not_entered, on_person=False),
    Source("standard", "Review of the contact standard", (Category.ENGAGEMENT,), standards, on_person=False),
)
