"""Releases and the plans for their day, the reassessment before one, and licences and orders that end."""

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.bank_holidays import bank_holidays
from audit.prepared import Day, Ids, Rows, Text, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at, page_of
from cohorts.models import Membership
from offenders.custody.queries import SETTLED
from offenders.custody.rules import warnings
from offenders.models import ExpectedRelease, ReleasePlan, Supervision

REASSESSED = "6A"


def _expected(scope: Scope, until: date) -> list[ExpectedRelease]:
    """The releases that are expected of those in custody, as far as the reader reads of them: read once."""
    rows = scope.once("expected", lambda: _read(scope))
    return [row for row in rows if row.expected_on <= until]


def _read(scope: Scope) -> list[ExpectedRelease]:
    furthest = max(scope.limits[name].after(scope.until) for name in ("release", "reassessment"))
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
def _left(people: Ids, code: Text, on: Day) -> Rows:
    """Whose newest membership ended by a code."""
    newest = Membership.objects.filter(offender=OuterRef("offender")).order_by("-selected_on", "-pk")
    left = Membership.objects.filter(offender__in=people, deselection_code=code, deselected_on__lte=on)
    return left.filter(pk=Subquery(newest.values("pk")[:1]))


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
    """Who left the scheme for a sentence of more than five years (code 6A) is reassessed before the release."""
    before = scope.limits["reassessment"]
    rows = {row.offender_id: row for row in _expected(scope, before.after(scope.until))}
    rows = {pk: row for pk, row in rows.items() if scope.has(pk, Category.SCHEME)}
    if not rows:
        return
    for membership in _left(people=rows, code=REASSESSED, on=scope.on):
        row = rows[membership.offender_id]
        yield Fact(
            row.offender_id,
            before.before(row.expected_on),
            "Reassessment before release (code 6A)",
            f"release expected on {uk_date(row.expected_on)}, to be reassessed {before.words} before",
            page_of(scope, row.offender_id),
            "Open the record",
            (row.pk, row.version, membership.pk),
        )


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
    Source("reassessment", "Reassessment before release", (Category.CUSTODY, Category.SCHEME), reassessments),
    Source("order_ends", "Licence or order ends", (Category.SUPERVISION,), orders),
)
