"""The decided status as a reader may see it, in SQL: for columns, filters and sort orders (as `rag.visible` has it)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When

from agencies.categories import Category
from agencies.rules import Levels
from rag.models import Decision, Status
from rag.queries import LATEST_FIRST
from rag.visible import ASK_LEAD, ON_SCHEME

WORST_FIRST = (Status.RED, ASK_LEAD, Status.AMBER_PLUS, Status.AMBER, Status.GREEN, Status.GREEN_RM, Status.BLUE)
ALWAYS, NEVER = Q(pk__isnull=False), Q(pk__isnull=True)


def shown_status(levels: Levels, on: date, *, by_consent: Mapping[Category, Exists] | None = None) -> Subquery:
    """What a reader of these levels sees of the decision that holds on a day; nothing where none does.

    `by_consent` are the categories that single people open to the reader, each with the condition, on the decision's
    `offender`, that this person does: so that a list agrees with the page of each person on it.
    """
    if levels.reads(Category.SCHEME):
        shown: Case | Value = Case(*_hidden(levels, by_consent or {}), default=F("status"), output_field=CharField())
    else:
        shown = Value(ON_SCHEME if levels.knows_of(Category.SCHEME) else None, output_field=CharField())
    held = Decision.objects.filter(offender=OuterRef("pk"), effective_on__lte=on).order_by(*LATEST_FIRST)
    return Subquery(held.values(value=shown)[:1])


def _hidden(levels: Levels, by_consent: Mapping[Category, Exists]) -> list[When]:
    """RED without the category of warrants; AMBER+ where every AMBER+ reason of its proposal is hidden."""
    opened = {c: Q(given) for c, given in by_consent.items()} | dict.fromkeys(levels.parts, ALWAYS)
    seen = NEVER
    for category, given in sorted(opened.items()):
        seen |= given & Q(proposal__reasons__contains=[{"status": Status.AMBER_PLUS, "category": category}])
    red_hidden = Q(status=Status.RED) & ~opened.get(Category.OFFENDING, NEVER)
    all_hidden = Q(status=Status.AMBER_PLUS, proposal__status=Status.AMBER_PLUS) & ~seen
    return [When(red_hidden, then=Value(ASK_LEAD)), When(all_hidden, then=Value(Status.AMBER))]
