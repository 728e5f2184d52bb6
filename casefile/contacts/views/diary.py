"""The diary of somebody or of their agency, and what is not entered in the probation system yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import requires
from agencies.categories import Category, Level
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from audit import clock, log
from casefile.contacts import standard
from casefile.lens import Lens
from contacts import policies, querysets
from contacts.models import Appointment
from contacts.querysets import AppointmentQuerySet
from contacts.rules.status import Status
from contacts.rules.weeks import monday_of
from offenders.models import Contact, Offender
from offenders.policies import views_of

MOST_OVERDUE = 50
YEARS = 20
SHOWN = [Category.IDENTITY, Category.ENGAGEMENT, Category.SCHEME]


@dataclass(frozen=True)
class Line:
    """One appointment, and how the person's week stands where the reader may see that."""

    appointment: Appointment
    may_record: bool
    week: Any = None


@requires(Permission.PEOPLE_VIEW)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The reader's appointments of a week, or their agency's; those without an outcome first."""
    user, on = access.reader(request), clock.today()
    whose = "agency" if request.GET.get("whose") == "agency" else "mine"
    monday = _week(request.GET.get("week", ""), on)
    rows = _of(user, whose)
    overdue = list(rows.without_outcome(on).in_order()[: MOST_OVERDUE + 1])
    # What has no outcome stands above, of every week.
    rest = rows.exclude(status__in=_gone()).exclude(status=Status.BOOKED, due_on__lt=on)
    week = list(rest.between(monday, monday + timedelta(days=6)).in_order())
    lines = _lines(user, [*overdue[:MOST_OVERDUE], *week], on)
    seen = {line.appointment.offender_id for line in lines.values()}
    log.viewed(sorted(seen), by=user, channel="contacts.diary", categories=sorted(map(str, SHOWN)))
    context = {
        "whose": whose,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "this_week": monday == monday_of(on),
        "before": monday - timedelta(weeks=1),
        "after": monday + timedelta(weeks=1),
        "overdue": [lines[row.pk] for row in overdue[:MOST_OVERDUE] if row.pk in lines],
        "more_overdue": len(overdue) > MOST_OVERDUE,
        "days": _days([lines[row.pk] for row in week if row.pk in lines]),
        "probation": policies.is_probation(user),
    }
    return render(request, "casefile/contacts/diary.html", context)


def _gone() -> list[str]:
    return [Status.CANCELLED, Status.REARRANGED]


def _of(user: User, whose: str) -> AppointmentQuerySet:
    """Of people whom the reader sees, and of the reader's own agency."""
    people = Offender.objects.visible_to(user).order_by().values("pk")
    rows = Appointment.objects.filter(agency=user.agency_id, offender__in=people)
    rows = rows.select_related("offender", "agency", "officer", "created_by")
    return rows.filter(officer=user) if whose == "mine" else rows


def _week(text: str, on: date) -> date:
    """The Monday of the week that the address names; of this week where it names none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = on
    return monday_of(day if abs(day.year - on.year) <= YEARS else on)


def _lines(user: User, rows: list[Appointment], on: date) -> dict[int, Line]:
    """Each row through what the reader has of that person; whose appointments they do not read is left out."""
    views = views_of(user, {row.offender_id for row in rows})
    lenses = Lens.of_views(user, views)
    weeks = standard.of_people(lenses, on)
    found = {}
    for row in rows:
        view = views.get(row.offender_id)
        if view is None or not view.levels.reads(Category.ENGAGEMENT):
            continue
        shown = weeks.get(row.offender_id)
        due = row.status == Status.BOOKED and row.due_on <= on
        may = due and view.levels.level(Category.ENGAGEMENT) >= Level.ADD
        found[row.pk] = Line(row, may, shown.this_week if shown else None)
    return found


def _days(lines: list[Line]) -> list[tuple[date, list[Line]]]:
    by_day: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        by_day[line.appointment.due_on].append(line)
    return sorted(by_day.items())


@requires(Permission.PEOPLE_VIEW)
@require_safe
def not_entered(request: HttpRequest) -> HttpResponse:
    """Contacts that were recorded here and nobody has entered in the probation system: for probation."""
    user = access.reader(request)
    if not policies.is_probation(user):
        log.refused("contacts.not_entered", by=user)
        raise PermissionDenied(policies.NOT_PROBATION)
    people = Offender.objects.visible_to(user).exclude(crn="")
    page = page_of(request, _not_entered(user, people))
    ids = [pk for _, _, pk, _ in page.object_list]
    names = Offender.objects.in_bulk(ids)
    log.viewed(sorted(set(ids)), by=user, channel="contacts.not_entered", categories=["engagement", "identity"])
    rows = [(day, kind, names[who], _copy(names[who], what, pk)) for day, (what, pk, kind), who, _ in page.object_list]
    return render(request, "casefile/contacts/not_entered.html", {"page": page, "rows": rows})


def _not_entered(user: User, people: Any) -> list[Any]:
    """(day, (what, row, how), person, its order), the oldest first, of people whose appointments the reader reads."""
    facts: list[Contact] = list(querysets.facts_not_entered(people).only("due_on", "kind", "offender_id"))
    notes = list(querysets.notes_not_entered(people).only("happened_on", "kind", "offender_id"))
    found = [(row.due_on, ("outcome", row.pk, row.get_kind_display()), row.offender_id, row.pk) for row in facts]
    found += [
        (row.happened_on, ("unplanned", row.pk, row.get_kind_display()), row.offender_id, row.pk) for row in notes
    ]
    views = views_of(user, {who for _, _, who, _ in found})
    read = {pk for pk, view in views.items() if view.levels.reads(Category.ENGAGEMENT)}
    return sorted((row for row in found if row[2] in read), key=lambda row: (row[0], row[1]))


def _copy(person: Offender, what: str, pk: int) -> str:
    return reverse("contacts:copy", kwargs={"public_id": person.public_id, "what": what, "pk": pk})
