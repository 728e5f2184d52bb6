"""Which pairs a reader may look at and decide, and what an import warns of."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import everyday
from cohorts.models import Cohort
from exchange.duplicates import BY_NUMBER
from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.joining.pairs import Pair, Pairs
from offenders.models import Offender


def pairs_for(user: User) -> QuerySet[PossibleDuplicate]:
    """The pairs of whom the reader may see both; a pair by a number only for who reads numbers."""
    seen = Offender.objects.visible_to(user).values("pk")
    pairs = PossibleDuplicate.objects.filter(first__in=seen, second__in=seen)
    if not everyday(user).reads(Category.IDENTIFIERS):
        pairs = pairs.exclude(why__in=BY_NUMBER)
    return pairs.select_related("first__area", "second__area", "decided_by")


def open_pairs(user: User) -> QuerySet[PossibleDuplicate]:
    """Those that wait, the surest first."""
    return pairs_for(user).filter(status=DuplicateStatus.OPEN).order_by("-score", "pk")


def waiting(user: User, most: int) -> Pairs:
    """What waits for a reader who decides; nothing for anybody else."""
    decides = may(user, Permission.DUPLICATES_DECIDE) and everyday(user).level(Category.IDENTITY) >= Level.MANAGE
    if not decides:
        return Pairs(0, ())
    rows = open_pairs(user)
    return Pairs(rows.count(), tuple(_pair(row) for row in rows[:most]))


def _pair(row: PossibleDuplicate) -> Pair:
    href = reverse("exchange:pair", args=[row.pk])
    return Pair(row.first, row.second, row.why, row.score, row.found_at, href)


def full_cohorts(on: date) -> list[str]:
    """Passing a cohort's maximum is a warning and never a refusal."""
    not_ended = Q(memberships__deselected_on=None) | Q(memberships__deselected_on__gt=on)
    begun = Q(memberships__selected_on__lte=on, memberships__offender__withdrawn=False)
    cohorts = Cohort.objects.annotate(members=Count("memberships", filter=not_ended & begun))
    return [
        f"More people on cohort {cohort.code} than its maximum: {cohort.members} of {cohort.maximum}."
        for cohort in cohorts.filter(members__gt=F("maximum"))
    ]
