"""Whose scores of a ranking a panel's screen still shows: those of its agenda, of its day and of a month before."""

from collections.abc import Iterable
from datetime import date

from audit.months import add_months
from panels.models import AgendaItem, Panel
from ranking import queries
from ranking.models import Run


def people_on_agendas(run: Run) -> Iterable[int]:
    """The people of every panel whose agenda shows a place of this run, or how far they have moved since."""
    later = Panel.objects.filter(held_on__gte=run.as_of, held_on__lte=_last_day(run.as_of))
    panels = [panel.pk for panel in later.select_related("ranking_run") if run in _read(panel)]
    return AgendaItem.objects.filter(panel__in=panels).values_list("offender", flat=True)


def _last_day(as_of: date) -> date:
    """A month is measured from two months before at most, and a panel reads a ranking of some nights before."""
    return add_months(as_of, 3)


def _read(panel: Panel) -> list[Run | None]:
    """The ranking that was frozen with its agenda; else that of its day."""
    run = panel.ranking_run or queries.run_read_on(panel.held_on)
    return [run, queries.month_before(run, thinned=True)] if run else []
