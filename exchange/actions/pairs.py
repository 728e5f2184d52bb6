"""Deciding whether two records are one person. Each is one transaction; who was quicker is said."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.categories import Category
from agencies.models import User
from audit import log
from audit.floor import System, as_system
from exchange.duplicates import compared_by
from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.joining import actions as joining
from offenders.joining.policies import NOT_YOURS, may_decide
from offenders.models import Join, Offender


class Decided(Exception):
    """Somebody else decided this pair first."""

    def __init__(self, pair: PossibleDuplicate) -> None:
        who = pair.decided_by.full_name if pair.decided_by else "somebody"
        super().__init__(f"{who} has decided this already: {pair.get_status_display().lower()}.")


@transaction.atomic
def are_one(*, pair: PossibleDuplicate, stands: Offender, because: str, by: User) -> Join:
    """The same person: the other record is joined to the one that stands. Raises as `joining.join`, and Decided."""
    pair = _take(pair, by)
    gone = pair.second if stands.pk == pair.first_id else pair.first
    join = joining.join(stands=stands, gone=gone, because=because, by=by)
    _decide(pair, DuplicateStatus.SAME, because, by, join)
    return join


@transaction.atomic
def are_two(*, pair: PossibleDuplicate, because: str, by: User) -> PossibleDuplicate:
    """Not the same person: never proposed again while the two are compared by the same."""
    if not because.strip():
        raise ValidationError({"because": joining.SAY_WHY})
    pair = _take(pair, by)
    _decide(pair, DuplicateStatus.DIFFERENT, because, by)
    for pk in (pair.first_id, pair.second_id):
        log.changed(
            "exchange.not_the_same",
            by=by,
            offender_id=pk,
            categories=[Category.IDENTITY],
            reason=because.strip(),
            pair=pair.pk,
        )
    return pair


@transaction.atomic
def take_apart(*, join: Join, because: str, by: User) -> Join:
    """Undo a join, and remember that the two are not the same."""
    undone = joining.undo(join=join, because=because, by=by)
    with as_system(System.JOINING):
        pairs = list(PossibleDuplicate.objects.filter(join=join))
    for pair in pairs:
        _decide(pair, DuplicateStatus.DIFFERENT, because, by)
    return undone


def _take(pair: PossibleDuplicate, by: User) -> PossibleDuplicate:
    """The pair, locked and open."""
    with as_system(System.JOINING):
        rows = PossibleDuplicate.objects.select_for_update(of=("self",)).select_related("first", "second", "decided_by")
        pair = rows.get(pk=pair.pk)
    if pair.status != DuplicateStatus.OPEN:
        raise Decided(pair)
    if not may_decide(by, pair.first, pair.second):
        raise PermissionDenied(NOT_YOURS)
    return pair


@as_system(System.JOINING)
def _decide(pair: PossibleDuplicate, status: DuplicateStatus, because: str, by: User, join: Join | None = None) -> None:
    pair.status, pair.decided_by, pair.decided_because = status, by, because.strip()
    pair.decided_at, pair.join = timezone.now(), join
    pair.decided_on = compared_by(pair.first_id, pair.second_id)
    pair.save(update_fields=["status", "decided_by", "decided_because", "decided_at", "decided_on", "join"])
