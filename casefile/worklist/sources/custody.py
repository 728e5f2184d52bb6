"""Releases and the plans for their day, the reassessment before one, and licences and orders that end."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.bank_holidays import bank_holidays
from audit.prepared import Day, Ids, Rows, prepared
from casefile.worklist.rules import Fact, reassess_by
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at, page_of
from cohorts.reassessment import to_reassess
from offenders.custody.queries import SETTLED
from offenders.custody.rules import warnings
from offenders.models import ExpectedRelease, ReleasePlan, Supervision

REASSESSED = (Category.CUSTODY, Category.SCHEME)


def _expected(scope: Scope, until: date) -> list[ExpectedRelease]:
    """The releases that are expected of those in custody, as far as the reader reads of them: read once."""
    rows = scope.once("expected", lambda: _read(scope))
    return [row for row in rows if row.expected_on <= until]


def _read(scope: Scope) -> list[ExpectedRelease]:
    furthest = scope.limits["release"].after(scope.until)
    return _standing(people=scope.reading(Category.CUSTODY), on=scope.on, furthest=furthest)


@prepared
def _standing(people: Ids, on: Day, furthest: Day) -> Rows:
    standing = ExpectedRelease.objects.standing(on).filter(offender__in=people, expected_on__lte=furthest)
    return standing.order_by("expected_on", "pk")


@prepared
def _plans(of: Ids) -> Rows:
    plans = ReleasePlan.objects.filter(expected__in=of).exclude(status="fallen_away")
    return plans.order_by("pk").values_list("expected_id", "status")


@prepared
def _left(people: Ids, on: Day) -> Rows:
    """Who left the scheme by code 6A, and is in custody."""
    return to_reassess(people, on).order_by("pk")


@prepared
def _ending(people: Ids, on: Day, until: Day) -> Rows:
    rows = Supervision.objects.in_force(on).annotate(ends_on=Coalesce("due_to_end_on", "ended_on"))
    return rows.filter(Q(ends_on__gte=on, ends_on__lte=until), offender__in=people).order_by("ends_on", "pk")


def releases(scope: Scope) -> Iterator[Fact]:
    """From 28 days before; from 14 days before it is another line, so that one put off before then is back."""
    first, last = scope.limits["release"], scope.limits["release_last"]
    for row in _expected(scope, first.after(scope.on)):
        day = row.expected_on
        near = day <= last.after(scope.on)
        yield Fact(
            row.offender_id,
            day,
            f"Release on {day:%A} {uk_day(day)}",
            "; ".join(warning.words for warning in warnings(day, scope.on, bank_holidays())),
            page_at(scope, row.offender_id, "custody:of_person", otherwise="supervision"),
            "Open the release",
            (row.pk, row.version, last.number if near else first.number),
        )


def plans(scope: Scope) -> Iterator[Fact]:
    """The plan for the day of release is agreed by 28 days before it."""
    before = scope.limits["release"]
    rows = _expected(scope, before.after(scope.until))
    status = dict(_plans(of=[row.pk for row in rows])) if rows else {}
    for row in rows:
        if status.get(row.pk) not in SETTLED:
            yield Fact(
                row.offender_id,
                before.before(row.expected_on),
                "Plan for the day of release",
                f"{'not agreed' if row.pk in status else 'not written'}, to be agreed {before.words} before the "
                f"release on {uk_day(row.expected_on)}",
                page_at(scope, row.offender_id, "custody:of_person", otherwise="supervision"),
                "Open the plan",
                (row.pk, row.version, status.get(row.pk, "none")),
            )


def reassessments(scope: Scope) -> Iterator[Fact]:
    """Who left the scheme for a sentence of more than five years (code 6A) is reassessed before the release.

    On the day that was booked, while it is before the release; a decision not to select them, of as long before as
    a reassessment is due or later, was one.
    """
    before, left = scope.limits["reassessment"], _left(people=scope.reading(*REASSESSED), on=scope.on)
    released = _released([row.offender_id for row in left], scope.on)
    for membership in left:
        row = released.get(membership.offender_id)
        day, why = reassess_by(membership.booked_on, row.expected_on if row else None, before)
        if day is None or (membership.considered_on and membership.considered_on >= before.before(day)):
            continue
        yield Fact(
            membership.offender_id,
            day,
            "Reassessment before release (code 6A)",
            why,
            page_at(scope, membership.offender_id, "scheme:of_person"),
            "Open cohorts and referrals",
            (membership.pk, *((row.pk, row.version) if row else ("none",)), membership.booked_on or "none"),
        )


def _released(people: list[int], on: date) -> dict[int, ExpectedRelease]:
    """When each is expected, however far that day is."""
    rows = _standing(people=people, on=on, furthest=date.max) if people else []
    return {row.offender_id: row for row in rows}


def orders(scope: Scope) -> Iterator[Fact]:
    """A licence or an order that ends: on the day that it is due to, where that is known."""
    before = scope.limits["order_ends"]
    for order in _ending(people=scope.reading(Category.SUPERVISION), on=scope.on, until=before.after(scope.on)):
        ends: date = order.ends_on
        yield Fact(
            order.offender_id,
            ends,
            f"{order.get_order_type_display()} ends on {uk_date(ends)}",
            f"within {before.words}",
            page_of(scope, order.offender_id, "supervision"),
            "Open supervision",
            (order.pk, order.version),
        )


CUSTODY = (
    Source("release", "Release", (Category.CUSTODY,), releases),
    Source("release_plan", "Plan for the day of release", (Category.CUSTODY,), plans),
    Source("reassessment", "Reassessment before release", REASSESSED, reassessments),
    Source("order_ends", "Licence or order ends", (Category.SUPERVISION,), orders),
)
