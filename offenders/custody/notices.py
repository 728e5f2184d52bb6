"""What agencies are told of a release: worked out from the record after each change, and idempotent.

A rule gives the facts (`Told`) of some people; `tell` makes the notices that are not there, takes back what is no
longer so and was not read, and asks for letters to whoever was told something new. The room of the cohorts tells the
prison of selections in the same way (cohorts.notices).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from audit import outbox
from audit.floor import System, as_system
from offenders.custody.rules import NEWS, NoticeKind
from offenders.models import CustodySpell, ExpectedRelease, Involvement, InvolvementReason, Notice
from offenders.querysets import holds

TELL = "notice_letter"
# Whom a rule is asked about: these people, or everybody after an import.
People = Sequence[int] | None


class Told(NamedTuple):
    """One fact that one agency is told: see Notice."""

    offender: int
    to: int
    kind: str
    about: int
    day: date


# The facts of these people; with a day, only those that became known on it or later.
Facts = Callable[[People, date, date | None], Iterable[Told]]


@transaction.atomic
@as_system(System.NOTICE)
def tell(kinds: Iterable[NoticeKind], facts: Facts, people: People, on: date) -> int:
    """Bring the notices of these kinds into line with the record; gives how many are new. Twice makes none."""
    names = [kind.value for kind in kinds]
    _take_back(names, facts, people, on)
    wanted = set(facts(people, on, on - timedelta(days=NEWS)))
    there = Notice.objects.filter(kind__in=names, about__in={told.about for told in wanted})
    before = {(row.to_id, row.kind, row.about, row.day): row for row in there}
    again = [before[key].pk for told in wanted if (key := told[1:]) in before and before[key].withdrawn_at]
    Notice.objects.filter(pk__in=again).update(withdrawn_at=None)
    new = [told for told in sorted(wanted) if told[1:] not in before]
    rows = [Notice(offender_id=t.offender, to_id=t.to, kind=t.kind, about=t.about, day=t.day) for t in new]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    for agency in sorted({told.to for told in new}):
        outbox.put(TELL, agency=agency)
    return len(new)


def _take_back(kinds: list[str], facts: Facts, people: People, on: date) -> None:
    unread = Notice.objects.to_be_read().filter(kind__in=kinds)
    rows = list(unread if people is None else unread.filter(offender__in=people))
    if not rows:
        return
    so = set(facts(sorted({row.offender_id for row in rows}), on, None))
    gone = [row.pk for row in rows if Told(row.offender_id, row.to_id, row.kind, row.about, row.day) not in so]
    Notice.objects.filter(pk__in=gone).update(withdrawn_at=Now())


def of_releases(people: People, on: date, since: date | None) -> list[Told]:
    """For the police of the home area: a release that is expected, and one that has come."""
    found = [*_expected(people, on, since), *_released(people, on, since)]
    home = _home_police({offender for offender, *_ in found}, on)
    return [Told(offender, to, kind, about, day) for offender, kind, about, day in found for to in home[offender]]


def _expected(people: People, on: date, since: date | None) -> list[tuple[int, str, int, date]]:
    rows = ExpectedRelease.objects.standing(on)
    rows = rows if people is None else rows.filter(offender__in=people)
    rows = rows if since is None else rows.filter(set_on__gt=since)
    found = rows.order_by().values_list("offender_id", "pk", "expected_on")
    return [(offender, NoticeKind.EXPECTED.value, pk, day) for offender, pk, day in found]


def _released(people: People, on: date, since: date | None) -> list[tuple[int, str, int, date]]:
    """Spells that ended with no other one covering that day: a move between prisons is no release."""
    also = CustodySpell.objects.filter(
        holds(OuterRef("released_on"), "admitted_on", "released_on"),  # type: ignore[arg-type]
        offender=OuterRef("offender"),
    )
    rows = CustodySpell.objects.filter(~Exists(also), released_on__lte=on)
    rows = rows if people is None else rows.filter(offender__in=people)
    rows = rows if since is None else rows.filter(released_on__gt=since)
    # Two spells that end on one day (remand and sentence) are one release.
    last = {(o, day): pk for o, day, pk in rows.order_by("pk").values_list("offender_id", "released_on", "pk") if day}
    return [(offender, NoticeKind.RELEASED.value, pk, day) for (offender, day), pk in last.items()]


def _home_police(people: set[int], on: date) -> dict[int, list[int]]:
    rows = Involvement.objects.in_force(on).filter(offender__in=people, reason=InvolvementReason.HOME_POLICE)
    found: dict[int, list[int]] = {person: [] for person in people}
    for offender, agency in rows.order_by().values_list("offender_id", "agency_id"):
        found[offender].append(agency)
    return found
