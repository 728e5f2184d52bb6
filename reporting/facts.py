"""What the rules need of each person, streamed: four queries for a register of any size."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from audit import floor
from cohorts.models import Membership
from offenders.models import CustodySpell, Disposal, Offence, Offender
from reporting.rules import facts
from reporting.rules.period import Period

CHUNK = 5_000
Fact = TypeVar("Fact")


@contextmanager
def one_moment() -> Iterator[None]:
    """All figures of a report are of one moment: what an import commits meanwhile is not half in them.

    They are of the whole scheme, so they are counted as the system. A page's own transaction is at one moment already.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with floor.as_system(floor.System.FIGURES):
            yield


def people(period: Period) -> Iterator[facts.Person]:
    """Everybody on the register who may be in a figure of the period, by id. Call it inside `one_moment`."""
    chosen = _concerned(period)
    memberships = _Merge(_memberships(chosen), facts.Membership)
    spells = _Merge(_spells(chosen), facts.Spell)
    proved = _Merge(_proved(chosen, period), facts.Proved)
    rows = chosen.order_by("pk").values_list("pk", "ref", "area__code")
    for pk, ref, area in rows.iterator(chunk_size=CHUNK):
        yield facts.Person(pk, ref, area, memberships.of(pk), spells.of(pk), proved.of(pk))


def _concerned(period: Period) -> QuerySet[Offender]:
    """People with a membership that began by the period's end and was not over long before its start."""
    long_before = max(period.start.year - 1, 1)
    recent = Q(deselected_on=None) | Q(deselected_on__year__gte=long_before)
    begun = Membership.objects.filter(recent, offender=OuterRef("pk"), selected_on__lte=period.end)
    return Offender.objects.on_the_register().filter(Exists(begun))


def _memberships(chosen: QuerySet[Offender]) -> QuerySet[Any]:
    return (
        Membership.objects.filter(offender__in=chosen.values("pk"))
        .order_by("offender_id")
        .values_list("offender_id", "selected_on", "deselected_on", "deselection_code_id", "cohort__code", "ref")
    )


def _spells(chosen: QuerySet[Offender]) -> QuerySet[Any]:
    return (
        CustodySpell.objects.filter(offender__in=chosen.values("pk"))
        .order_by("offender_id")
        .values_list("offender_id", "admitted_on", "released_on")
    )


def _proved(chosen: QuerySet[Offender], period: Period) -> QuerySet[Any]:
    return (
        Offence.objects.filter(
            arrest__offender__in=chosen.values("pk"),
            arrest__arrested_on__lte=period.end,
            disposal__in=Disposal.positive(),
        )
        .order_by("arrest__offender_id")
        .values_list("arrest__offender_id", "arrest__arrested_on", "offence_code__burglary_dwelling")
    )


class _Merge(Generic[Fact]):
    """Rows of many people in the order of their ids, handed out person by person as the people come by."""

    def __init__(self, rows: QuerySet[Any], make: Callable[..., Fact]) -> None:
        self._groups = groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0))
        self._make = make
        self._next = next(self._groups, None)

    def of(self, pk: int) -> tuple[Fact, ...]:
        while self._next and self._next[0] < pk:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != pk:
            return ()
        return tuple(self._make(*row[1:]) for row in self._next[1])
