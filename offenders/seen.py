"""Some people as their reader may see them: what `visible_to` says, asked of a few by their numbers or an address.

A list of everybody goes through `Offender.objects.visible_to`. A page that knows whom it is about asks here, in words
that are written and planned once (audit.prepared); the answer is the same, and tests hold them to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from agencies.models import User
from audit import clock
from audit.prepared import Address, Day, Ids, Number, Rows, prepared
from offenders import sight
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet
from offenders.rules import KEPT_FOR


@dataclass(frozen=True)
class _Reader:
    """As much of a reader as `offenders.sight` asks for."""

    agency_id: Any


def seen_of(user: User, people: Iterable[int]) -> list[Offender]:
    """Of these people those whom a reader may see, in no order; their area is read with them."""
    ids = list(people)
    given = _given(user) if ids else None
    return _of(people=ids, **given) if given else []


def seen_ids(user: User, people: Iterable[int]) -> set[int]:
    """The numbers of these people whom a reader may see."""
    ids = list(people)
    given = _given(user) if ids else None
    return set(_ids(people=ids, **given)) if given else set()


def seen_at(user: User, public_id: UUID) -> Offender | None:
    """Whose address it is, where the reader may see them; their area and ethnicity are read with them."""
    given = _given(user)
    return next(iter(_at(address=public_id, **given)), None) if given else None


def _given(user: User) -> dict[str, Any] | None:
    """What the database is asked with; nothing for who sees nobody."""
    if not Offender.objects.may_be_seen_by(user):
        return None
    on = clock.today()
    granted, named = sight.by_name(user, on)
    return {
        "agency": user.agency_id,
        "led": [user.agency_id] if KEPT_FOR & user.roles else [],
        "on": on,
        "since": sight.tapers_since(on),
        "granted": granted,
        "named": named,
    }


@prepared
def _of(people: Ids, agency: Number, led: Ids, on: Day, since: Day, granted: Ids, named: Ids) -> Rows:
    return _seen(agency, led, on, since, granted, named).filter(pk__in=people).select_related("area")


@prepared
def _ids(people: Ids, agency: Number, led: Ids, on: Day, since: Day, granted: Ids, named: Ids) -> Rows:
    return _seen(agency, led, on, since, granted, named).filter(pk__in=people).values_list("pk", flat=True)


@prepared
def _at(address: Address, agency: Number, led: Ids, on: Day, since: Day, granted: Ids, named: Ids) -> Rows:
    people = _seen(agency, led, on, since, granted, named).filter(public_id=address)
    return people.select_related("area", "ethnicity")


def _seen(agency: Any, led: Any, on: Any, since: Any, granted: Any, named: Any) -> OffenderQuerySet:
    """By the agency's involvement or by a grant, and not restricted; or named for who is. `led` is the agency where
    the reader keeps whom it once led."""
    ours = sight.by_agency(_Reader(agency), on, once_led=False, since=since)
    once = sight.by_agency(_Reader(agency), on, once_led=True, since=since).filter(agency__in=led)
    of_this = {"offender": OuterRef("pk")}
    seen = Q(Exists(ours.filter(**of_this))) | Q(Exists(once.filter(**of_this))) | Q(pk__in=granted)
    restricted = Q(sight.restricted())
    return Offender.objects.on_the_register().filter(seen & ~restricted | Q(restricted, pk__in=named)).order_by()
