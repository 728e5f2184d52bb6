"""Low risk for neighbourhood teams: who can be managed there, who is, and whether one person can."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from agencies.categories import Category
from agencies.models import Agency, User
from agencies.rules import Levels
from allocation.models import NeighbourhoodCare
from allocation.rules.neighbourhood import EIGHTHS, Standing, why_not
from cohorts.models import Membership
from offenders.models import Involvement, Offender
from offenders.querysets import OffenderQuerySet
from rag.models import Decision, Status
from rag.queries import LATEST_FIRST, current_decisions
from ranking.models import RankingSetting, Run, Score, SettingName
from ranking.queries import latest_run
from ranking.settings import settings_in_force
from ranking.visible import shown_places, shown_scores

# What the list says of somebody: their score, that they are on no cohort, and that their status is not RED.
NEEDS = (Category.SCORES, Category.SCHEME, Category.OFFENDING)


def sees_the_list(levels: Levels) -> bool:
    return levels.reads(*NEEDS)


def bound(on: date) -> RankingSetting:
    """Below how many points a score is low, with where the number comes from."""
    return settings_in_force(on)[SettingName.NEIGHBOURHOOD_BELOW]


def running() -> "QuerySet[NeighbourhoodCare]":
    return NeighbourhoodCare.objects.filter(given_back_on=None)


def listed(user: User, run: Run, on: date) -> OffenderQuerySet:
    """Of whom the reader sees: who can be managed by a neighbourhood team, and who is (`cared_for`)."""
    low = {"eighths__lt": bound(on).number * EIGHTHS, "in_custody": False, "resident": True}
    scores = shown_scores(user, Score.objects.filter(run=run, offender=OuterRef("pk"), **low))
    member = Exists(Membership.objects.current(on).filter(offender=OuterRef("pk")))
    held = Decision.objects.filter(offender=OuterRef("pk"), effective_on__lte=on).order_by(*LATEST_FIRST)
    people = Offender.objects.visible_to(user).annotate(
        cared_for=Exists(running().filter(offender=OuterRef("pk"))), decided=Subquery(held.values("status")[:1])
    )
    not_red = ~Q(decided=Status.RED) | Q(decided=None)
    found: Any = people.filter(Q(cared_for=True) | Q(Exists(scores)) & ~Q(member) & not_red)
    return found  # type: ignore[no-any-return]


def cannot(user: User, offender: Offender, on: date) -> tuple[str, Score | None]:
    """Why a neighbourhood team cannot have this person, or nothing; and the score that it was asked by."""
    run = latest_run(on)
    place = shown_places(user, run, [offender.pk]).get(offender.pk) if run else None
    decision = current_decisions([offender.pk], on).get(offender.pk)
    standing = Standing(
        eighths=place.eighths if place else None,
        member=Membership.objects.current(on).filter(offender=offender).exists(),
        red=decision is not None and decision.status == Status.RED,
        in_custody=place is not None and place.in_custody,
        resident=place is None or place.resident,
    )
    return why_not(standing, bound(on).number), place


def agencies_for(offender: Offender, on: date) -> "QuerySet[Agency]":
    """Agencies that see the person today by their own involvement: handing over opens the record to nobody."""
    return Agency.objects.filter(pk__in=Involvement.objects.in_force(on).filter(offender=offender).values("agency"))
