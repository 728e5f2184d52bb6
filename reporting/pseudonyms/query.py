"""Whom the filters leave, and in what order: querysets only, everything through `counted_for`.

Rows that are otherwise alike stand shuffled, the same way each time: an order by name, by date of birth or by who
came in first would say more of somebody than their row does.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Func
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from audit.months import add_months
from cohorts.models import Membership
from offenders.models import Arrest, CustodySpell
from offenders.querysets import OffenderQuerySet
from rag.shown import WORST_FIRST, shown_status
from ranking.models import Score
from ranking.visible import shown_scores
from reporting.pseudonyms.filters import Filters
from reporting.pseudonyms.names import shuffle
from reporting.pseudonyms.reader import Reader
from reporting.rules.groups import BANDS, born_by


def people(reader: Reader, filters: Filters) -> OffenderQuerySet:
    """The people that the filters leave, in the order asked for."""
    rows = reader.people().annotate(shown=shown_status(reader.levels, reader.on))
    for name, narrow in NARROW.items():
        if values := filters.values(name):
            rows = rows.filter(narrow(reader, values))
    keys = ORDERS[filters.sort](reader)
    if filters.sort in OF_THE_GROUP and reader.blurred:
        keys = [Case(When(pk__in=reader.blurred, then=Value(None)), default=key) for key in keys]
    keys = [key.desc(nulls_last=True) if filters.backwards else key.asc(nulls_last=True) for key in keys]
    return rows.order_by(*keys, _shuffled(reader), "pk")


def arrests_in_a_year(reader: Reader) -> Any:
    """The arrests of the twelve months up to the day."""
    return Arrest.objects.filter(arrested_on__gt=add_months(reader.on, -12), arrested_on__lte=reader.on)


def _member(reader: Reader, values: list[str]) -> Any:
    episodes = Exists(_episodes(reader))
    return episodes if values == ["yes"] else ~episodes


def _area(reader: Reader, values: list[str]) -> Q:
    return Q(area__code__in=values) & ~Q(pk__in=reader.blurred)


def _cohort(reader: Reader, values: list[str]) -> Q:
    return Q(Exists(_episodes(reader).filter(cohort__code__in=values))) & ~Q(pk__in=reader.blurred)


def _custody(reader: Reader, values: list[str]) -> Any:
    inside = Exists(CustodySpell.objects.covering(reader.on).filter(offender=OuterRef("pk")))
    return inside if values == ["in"] else ~inside


def _rag(reader: Reader, values: list[str]) -> Q:
    wanted = Q(shown__in=values)
    return wanted | Q(shown=None) if "none" in values else wanted


def _episodes(reader: Reader) -> Any:
    return Membership.objects.current(reader.on).filter(offender=OuterRef("pk"))


NARROW: dict[str, Callable[[Reader, list[str]], Any]] = {
    "member": _member,
    "area": _area,
    "cohort": _cohort,
    "custody": _custody,
    "rag": _rag,
}


def _by_rag(reader: Reader) -> list[Any]:
    words = Value([str(status) for status in WORST_FIRST])
    place = Func(words, F("shown"), function="array_position", output_field=IntegerField())
    return [Coalesce(place, Value(len(WORST_FIRST) + 1)), *_by_rank(reader)]


def _by_rank(reader: Reader) -> list[Any]:
    if reader.run is None:
        return []
    scores = shown_scores(reader.user, Score.objects.filter(run=reader.run.pk, offender=OuterRef("pk")))
    return [Subquery(scores.values("rank")[:1])]


def _by_arrests(reader: Reader) -> list[Any]:
    counted = arrests_in_a_year(reader).filter(offender=OuterRef("pk")).order_by().values("offender")
    return [Coalesce(Subquery(counted.annotate(arrests=Count("pk")).values("arrests")), Value(0))]


def _by_age_band(reader: Reader) -> list[Any]:
    """By band and no finer: the date of birth itself would put them in order within it."""
    oldest_first = list(enumerate(BANDS))[:0:-1]
    whens = [When(date_of_birth__lte=born_by(reader.on, age), then=Value(place)) for place, (age, _) in oldest_first]
    return [Case(*whens, default=Value(0), output_field=IntegerField())]


ORDERS: dict[str, Callable[[Reader], list[Any]]] = {
    "rag": _by_rag,
    "rank": _by_rank,
    "area": lambda reader: [F("area__level"), F("area__position"), F("area__code")],
    "age": _by_age_band,
    "arrests": _by_arrests,
    "none": lambda reader: [],
}
# What is not shown of who is blurred puts them in no order: they stand after the others.
OF_THE_GROUP = ("area", "age")


def _shuffled(reader: Reader) -> Any:
    agency = reader.user.agency_id or 0
    return MD5(Concat(Value(shuffle(agency)), Cast("pk", CharField()), output_field=CharField()))
