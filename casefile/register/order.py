"""The sort orders of the register. Every one ends by name, so that no page shows somebody twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from agencies.categories import Category
from casefile.register.filters import Filters
from casefile.register.reader import Reader, shown_status
from offenders.models import Contact, Outcome
from rag.shown import WORST_FIRST
from ranking.models import Score
from ranking.visible import shown_scores

BY_NAME = ("family_name", "given_names", "pk")


def keys(reader: Reader, filters: Filters, found: list[int] | None) -> list[Any]:
    """What to order by; nobody's missing value comes first, whichever way round."""
    if filters.sort == "match" and found is not None:
        return [Func(Value(found), F("pk"), function="array_position", output_field=IntegerField())]
    asked = ORDERS[filters.sort](reader)
    return [k.desc(nulls_last=True) if filters.backwards else k.asc(nulls_last=True) for k in asked] + list(BY_NAME)


def _rag(reader: Reader) -> list[Any]:
    words = Value([str(status) for status in WORST_FIRST])
    place = Func(words, shown_status(reader), function="array_position", output_field=IntegerField())
    worst_first = Coalesce(place, Value(len(WORST_FIRST) + 1))
    return [worst_first, *(_rank(reader) if reader.lens.reads(Category.SCORES) else [])]


def _rank(reader: Reader) -> list[Any]:
    scores = Score.objects.filter(run=reader.run.pk if reader.run else None, offender=OuterRef("pk"))
    return [Subquery(shown_scores(reader.user, scores).values("rank")[:1])]


def _last_contact(on: date) -> Subquery:
    kept = Contact.objects.filter(offender=OuterRef("pk"), outcome=Outcome.KEPT, due_on__lte=on)
    return Subquery(kept.order_by("-due_on").values("due_on")[:1])


ORDERS: dict[str, Callable[[Reader], list[Any]]] = {
    "rag": _rag,
    "rank": _rank,
    "area": lambda reader: [F("area__level"), F("area__position"), F("area__code")],
    "contact": lambda reader: [_last_contact(reader.on)],
    "age": lambda reader: [F("date_of_birth")],
    "name": lambda reader: [F("family_name"), F("given_names")],
}
