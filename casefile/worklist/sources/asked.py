"""What others ask of the reader's agency, cases that nobody leads by name, and people under 18."""

from collections.abc import Iterator
from datetime import date

from agencies.categories import Category
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date, uk_day
from allocation.models import Transfer
from allocation.querysets import reviews_at_18, turned_18_before, without_active_lead, without_youth_justice
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope, Whose
from casefile.worklist.sources.base import Source, page_at, page_of
from offenders.models import AgencyRequest, CaseLead
from offenders.young import eighteenth, youngest_adult_born


@prepared
def _requests(agency: Number, people: Ids, on: Day, until: Day) -> Rows:
    rows = AgencyRequest.objects.open().filter(asked_of=agency, asked_on__lte=on, due_on__lte=until)
    return rows.filter(offender__in=people).select_related("asked_by").order_by("due_on")


@prepared
def _transfers(agency: Number, people: Ids, on: Day) -> Rows:
    return Transfer.objects.waiting_for(agency, on).filter(offender__in=people).select_related("from_agency")


def requests(scope: Scope) -> Iterator[Fact]:
    """What another agency asks of the reader's, until it is done: read by the two agencies alone."""
    ids = scope.reading(Category.ENGAGEMENT)
    for row in _requests(agency=scope.user.agency_id, people=ids, on=scope.on, until=scope.until):
        yield Fact(
            row.offender_id,
            row.due_on,
            f"Request of {row.asked_by.name}",
            f"{row.text} (asked on {uk_day(row.asked_on)}, {str(row.get_status_display()).lower()})",
            page_at(scope, row.offender_id, "events:request", row.pk),
            "Answer it",
            (row.pk, row.version),
        )


def transfers(scope: Scope) -> Iterator[Fact]:
    """A case that the reader's agency is asked to take."""
    within = scope.limits["transfer"]
    people = scope.reading(Category.IDENTITY)
    for row in _transfers(agency=scope.user.agency_id, people=people, on=scope.on):
        yield Fact(
            row.offender_id,
            within.after(row.asked_on),
            "Transfer asked",
            f"by {row.from_agency.name} on {uk_date(row.asked_on)}, to be answered within {within.words}",
            page_at(scope, row.offender_id, "allocation:transfer", row.public_id),
            "Answer it",
            (row.pk, row.state),
        )


def without_lead(scope: Scope) -> Iterator[Fact]:
    """Nobody leads by name (allocation.querysets): for who oversees the worklist, on the agency's list."""
    ids = scope.reading(Category.IDENTITY) if scope.whose is Whose.AGENCY else []
    if not ids:
        return
    within = scope.limits["lead"]
    newest = CaseLead.objects.filter(offender__in=ids).order_by("offender_id", "-from_on").distinct("offender_id")
    leads = {lead.offender_id: lead for lead in newest}
    for person in without_active_lead(scope.user, scope.on).filter(pk__in=ids):
        lead = leads.get(person.pk)
        since = (lead.until_on or lead.from_on) if lead else scope.members.get(person.pk, scope.on)
        yield Fact(
            person.pk,
            within.after(since),
            "No active lead",
            f"{person.why_not}; to be given one within {within.words}",  # type: ignore[attr-defined]
            page_at(scope, person.pk, "allocation:lead"),
            "Give a lead",
            (lead.pk if lead else 0, lead.officer_id or 0 if lead else 0),
        )


def _born_after(scope: Scope, day: date) -> list[int]:
    """The database is asked of the young alone: of most caseloads that is of nobody."""
    return [pk for pk in scope.reading(Category.IDENTITY) if scope.people[pk].date_of_birth >= day]


def without_youth_officer(scope: Scope) -> Iterator[Fact]:
    """Under 18, and no officer of youth justice leads or supports."""
    within, ids = scope.limits["lead"], _born_after(scope, youngest_adult_born(scope.on))
    for person in without_youth_justice(scope.user, scope.on).filter(pk__in=ids) if ids else ():
        yield Fact(
            person.pk,
            within.after(scope.members.get(person.pk, scope.on)),
            "Under 18 without an officer of youth justice",
            f"18 on {uk_date(eighteenth(person.date_of_birth))}; to be given one within {within.words}",
            page_at(scope, person.pk, "allocation:lead"),
            "Open the lead",
            (person.pk,),
        )


def turning_18(scope: Scope) -> Iterator[Fact]:
    """The change to the services for adults is reviewed by the eighteenth birthday."""
    ids = _born_after(scope, turned_18_before(scope.on))
    for person in reviews_at_18(scope.user, scope.on).filter(pk__in=ids) if ids else ():
        day = eighteenth(person.date_of_birth)
        yield Fact(
            person.pk,
            day,
            "Review at 18",
            f"{'turned' if day <= scope.on else 'turns'} 18 on {uk_date(day)}",
            page_of(scope, person.pk),
            "Open the record",
            (person.pk, day),
        )


ASKED = (
    Source("request", "Request of another agency", (Category.ENGAGEMENT,), requests, on_person=False),
    Source("transfer", "Transfer asked", (Category.IDENTITY,), transfers, on_person=False),
    Source(
        "no_lead", "No active lead", (Category.IDENTITY,), without_lead, permission=Permission.WORKLIST_OVERSEE,
        on_person=False,
    ),
    Source("youth", "Under 18 without youth justice", (Category.IDENTITY,), without_youth_officer, on_person=False),
    Source("at_18", "Review at 18", (Category.IDENTITY,), turning_18, on_person=False),
)  # fmt: skip
