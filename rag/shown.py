"""The decided status as a reader may see it, in SQL: for columns, filters and sort orders (as `rag.visible` has it)."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When

from agencies.categories import Category
from agencies.rules import Levels
from offenders.facts.rules import told_by_status
from rag import warned
from rag.models import Decision, Status
from rag.queries import LATEST_FIRST
from rag.visible import ASK_LEAD, ON_SCHEME

WORST_FIRST = (Status.RED, ASK_LEAD, Status.AMBER_PLUS, Status.AMBER, Status.GREEN, Status.GREEN_RM, Status.BLUE)
ALWAYS, NEVER = Q(pk__isnull=False), Q(pk__isnull=True)


OpenedBy = Mapping[Category, Callable[[str], Exists]]


def shown_status(levels: Levels, on: date, *, by_consent: OpenedBy | None = None) -> Subquery | Case:
    """What a reader of these levels sees of the decision that holds on a day; nothing where none does.

    `by_consent` are the categories that single people open to the reader, each with the condition that this person
    does, given the name under which a query has their number: so that a list agrees with the page of each on it.
    Where a warning stands of which the reader is told in the status's place, that is what stands there.
    """
    if levels.reads(Category.SCHEME):
        shown: Case | Value = Case(*_hidden(levels, by_consent or {}), default=F("status"), output_field=CharField())
    else:
        shown = Value(ON_SCHEME if levels.knows_of(Category.SCHEME) else None, output_field=CharField())
    by_consent = by_consent or {}
    held = Decision.objects.filter(offender=OuterRef("pk"), effective_on__lte=on).order_by(*LATEST_FIRST)
    decided = Subquery(held.values(value=shown)[:1])
    if not told_by_status(levels):
        return decided
    told = Q(warned.stands(on))
    for category in {Category.OFFENDING, Category.BOUNDARIES} & set(by_consent):
        told &= ~Q(by_consent[category]("pk"))
    return Case(When(told, then=Value(ASK_LEAD)), default=decided, output_field=CharField())


def _hidden(levels: Levels, by_consent: OpenedBy) -> list[When]:
    """RED without the category of warrants; AMBER+ where every AMBER+ reason of its proposal is hidden."""
    opened = {c: Q(given("offender")) for c, given in by_consent.items()} | dict.fromkeys(levels.parts, ALWAYS)
    seen = NEVER
    for category, given in sorted(opened.items()):
        seen |= given & Q(proposal__reasons__contains=[{"status": Status.AMBER_PLUS, "category": category}])
    red_hidden = Q(status=Status.RED) & ~opened.get(Category.OFFENDING, NEVER)
    all_hidden = Q(status=Status.AMBER_PLUS, proposal__status=Status.AMBER_PLUS) & ~seen
    return [When(red_hidden, then=Value(ASK_LEAD)), When(all_hidden, then=Value(Status.AMBER))]
