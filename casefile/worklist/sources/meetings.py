"""Appointments without an outcome, what is not entered in the probation system, and the contact standard's review."""

from collections.abc import Iterator
from datetime import date

from agencies.categories import Category
from agencies.models import AgencyKind
from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.contacts.standard import last_week
from casefile.lens import Lens
from casefile.worklist.rules import Fact, Length
from casefile.worklist.scope import Scope, Whose
from casefile.worklist.sources.base import Source, page_at
from contacts.models import Appointment, ContactNote, PersonStandard
from contacts.querysets import facts_not_entered, notes_not_entered
from offenders.models import Contact, Offender


@prepared
def _of_agency(agency: Number, people: Ids, on: Day) -> Rows:
    return Appointment.objects.without_outcome(on).filter(agency=agency, offender__in=people).in_order()


def without_outcome(scope: Scope) -> Iterator[Fact]:
    """The reader's agency records what came of its own appointments; on "mine" those that are the reader's."""
    within, ids = scope.limits["outcome"], scope.reading(Category.ENGAGEMENT)
    mine = scope.whose is Whose.MINE
    rows = _of_agency(agency=scope.user.agency_id, people=scope.with_appointments if mine else ids, on=scope.on)
    if mine:
        own = set(ids)
        rows = [
            row
            for row in rows
            if row.officer_id == scope.user.pk or (row.officer_id is None and row.offender_id in own)
        ]
    for row in rows:
        yield Fact(
            row.offender_id,
            within.after(row.due_on),
            "Appointment without an outcome",
            f"{str(row.get_kind_display()).lower()}, {uk_date(row.due_on)}; to be recorded within {within.words}",
            page_at(scope, row.offender_id, "contacts:outcome", row.pk),
            "Record the outcome",
            (row.pk, row.version),
        )


@prepared
def _facts(agency: Number, people: Ids) -> Rows:
    return facts_not_entered(Offender.objects.filter(pk__in=people)).filter(agency=agency)


@prepared
def _notes(agency: Number, people: Ids) -> Rows:
    return notes_not_entered(Offender.objects.filter(pk__in=people)).filter(agency=agency)


def not_entered(scope: Scope) -> Iterator[Fact]:
    """What staff of probation recorded here and nobody has entered in the probation system."""
    if scope.user.agency is None or scope.user.agency.kind != AgencyKind.PROBATION:
        return
    within, people = scope.limits["entered"], scope.reading(Category.ENGAGEMENT)
    for contact in _facts(agency=scope.user.agency_id, people=people):
        yield _to_enter(scope, contact, contact.due_on, within, "Appointment", "outcome")
    for note in _notes(agency=scope.user.agency_id, people=people):
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


@prepared
def _newest_standards(people: Ids, on: Day) -> Rows:
    rows = PersonStandard.objects.filter(offender__in=people, from_on__lte=on)
    return rows.order_by("offender_id", "-from_on", "-pk").distinct("offender_id")


def standards(scope: Scope) -> Iterator[Fact]:
    """What was decided of somebody's contact standard is looked at again on the day that was set."""
    for row in _newest_standards(people=scope.reading(Category.ENGAGEMENT), on=scope.on):
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


def below_standard(scope: Scope) -> Iterator[Fact]:
    """Fewer appointments than asked were kept in the week that ended last, by what the reader may see of both."""
    within, ids = scope.limits["standard_short"], scope.reading(Category.ENGAGEMENT, Category.SCHEME)
    lenses = Lens.of_views(scope.user, {pk: scope.views[pk] for pk in ids if pk in scope.on_the_scheme})
    for pk, week in last_week(lenses, scope.on, scope.decisions).items():
        if week.standard is None or not week.asked or week.met:
            continue
        home = f", {week.home} of {week.standard.at_home} of them at home" if week.home_short else ""
        yield Fact(
            pk,
            within.after(week.sunday),
            "Kept fewer appointments than the standard last week",
            f"{week.kept} of {week.standard.weekly}{home}, {uk_day(week.monday)} to {uk_day(week.sunday)}",
            page_at(scope, pk, "contacts:standard"),
            "Open the standard",
            (pk, week.monday),
        )


MEETINGS = (
    Source("outcome", "Appointment without an outcome", (Category.ENGAGEMENT,), without_outcome),
    Source("not_entered", "Not in the probation system", (Category.ENGAGEMENT,), not_entered, on_person=False),
    Source(
        "below",
        "Fewer appointments than the standard",
        (Category.ENGAGEMENT, Category.SCHEME),
        below_standard,
        on_person=False,
    ),
    Source("standard", "Review of the contact standard", (Category.ENGAGEMENT,), standards, on_person=False),
)
