"""Which pairs a reader may look at and decide."""

from django.db.models import QuerySet
from django.urls import reverse

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import everyday
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
