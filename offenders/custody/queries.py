"""Releases to come with what follows from their day, plans that are due, and notices to be read.

Of everybody, for the system's own work, or of the people that the caller names (`Offender.objects.visible_to`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import User
from agencies.sharing import everyday
from audit.bank_holidays import bank_holidays
from offenders.custody.rules import (
    CATEGORY_OF_NOTICE,
    PLAN_DUE,
    PlanStatus,
    Warning,
    plan_due_on,
    warnings,
)
from offenders.models import ExpectedRelease, Notice, Offender, ReleasePlan
from offenders.querysets import ExpectedReleaseQuerySet, NoticeQuerySet

SETTLED = (PlanStatus.AGREED.value, PlanStatus.CARRIED_OUT.value)


@dataclass(frozen=True)
class Release:
    """One expected release on a day: how far off, what to know of it, and how its plan stands."""

    expected: ExpectedRelease
    on: date
    warnings: list[Warning]
    plan: ReleasePlan | None

    @property
    def person(self) -> Offender:
        return self.expected.offender

    @property
    def days(self) -> int:
        return (self.expected.expected_on - self.on).days

    @property
    def plan_status(self) -> PlanStatus:
        return PlanStatus(self.plan.status) if self.plan else PlanStatus.NOT_WRITTEN

    @property
    def plan_due_on(self) -> date:
        return plan_due_on(self.expected.expected_on)

    @property
    def plan_is_due(self) -> bool:
        return self.days <= PLAN_DUE and self.plan_status not in SETTLED


def expected_within(days: int, on: date, people: "QuerySet[Offender] | None" = None) -> ExpectedReleaseQuerySet:
    """Expected in so many days or fewer of those in custody, what is overdue among them, the nearest first."""
    rows = ExpectedRelease.objects.within(days, on).filter(offender__withdrawn=False)
    rows = rows if people is None else rows.filter(offender__in=people)
    return rows.select_related("offender__area").order_by("expected_on", "pk")


def releases(rows: Iterable[ExpectedRelease], on: date) -> list[Release]:
    """These with their warnings and plans, in one statement more."""
    rows = list(rows)
    plans = ReleasePlan.objects.filter(expected__in=[row.pk for row in rows])
    by_row: dict[int, ReleasePlan] = {
        plan.expected_id: plan for plan in plans.exclude(status=PlanStatus.FALLEN_AWAY.value).order_by("pk")
    }
    return [Release(row, on, warnings(row.expected_on, on, bank_holidays()), by_row.get(row.pk)) for row in rows]


def releases_within(days: int, on: date, people: "QuerySet[Offender] | None" = None) -> list[Release]:
    """Releases in so many days or fewer, with warnings and the state of the plan."""
    return releases(expected_within(days, on, people), on)


def plans_due(on: date, people: "QuerySet[Offender] | None" = None) -> ExpectedReleaseQuerySet:
    """Expected releases within 28 days whose plan is not agreed yet, or not written."""
    settled = ReleasePlan.objects.filter(expected=OuterRef("pk"), status__in=SETTLED)
    return expected_within(PLAN_DUE, on, people).filter(~Exists(settled))


def expected_of(person: Offender, on: date) -> Release | None:
    """The release that is expected of one person in custody."""
    row = ExpectedRelease.objects.standing(on).filter(offender=person).select_related("offender").first()
    return releases([row], on)[0] if row else None


def notices_for(user: User) -> NoticeQuerySet:
    """What the reader's agency was told of people whom the reader may see, of parts of the record that they read."""
    read = [kind.value for kind, category in CATEGORY_OF_NOTICE.items() if everyday(user).reads(category)]
    told = Notice.objects.filter(to=user.agency_id, withdrawn_at=None, kind__in=read)
    return told.filter(offender__in=_seen(user))


def _seen(user: User) -> Any:
    return Offender.objects.visible_to(user).order_by().values("pk")
