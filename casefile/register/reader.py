"""Who reads the register, and the facts of a day that rows, filters and sort orders share."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When

from agencies.categories import Category
from agencies.models import User
from casefile.lens import ASK_LEAD, Lens
from rag.models import Decision, Status
from rag.queries import LATEST_FIRST
from ranking.models import Run


@dataclass(frozen=True)
class Reader:
    """Who reads, through which lens, on which day, by which ranking."""

    user: User
    lens: Lens
    on: date
    run: Run | None


def shown_status(reader: Reader) -> Subquery:
    """The decided status as this reader may see it, in SQL, for filters and sort orders: as rag.visible has it."""
    shown = Case(*_hidden(reader.lens), default=F("status"), output_field=CharField())
    return Subquery(
        Decision.objects.filter(offender=OuterRef("pk"), effective_on__lte=reader.on)
        .order_by(*LATEST_FIRST)
        .values(value=shown)[:1]
    )


def _hidden(lens: Lens) -> list[When]:
    """RED without the category of warrants; AMBER+ where every AMBER+ reason of its proposal is hidden."""
    whens = [] if lens.reads(Category.OFFENDING) else [When(status=Status.RED, then=Value(ASK_LEAD))]
    seen = Q(pk=None)
    for category in lens.readable:
        seen |= Q(proposal__reasons__contains=[{"status": Status.AMBER_PLUS, "category": category}])
    all_hidden = Q(status=Status.AMBER_PLUS, proposal__status=Status.AMBER_PLUS) & ~seen
    return [*whens, When(all_hidden, then=Value(Status.AMBER))]
