"""A year's evaluation and the snapshot of its last day, from the records of one moment."""

from datetime import date
from typing import Any

from django.db.models import Min

from audit.floor import System, as_system
from cohorts.models import Membership
from reporting.evaluation import Evaluation, measure
from reporting.facts import one_moment
from reporting.rules.period import DAY, Period, financial_year, last_whole_financial_year
from reporting.snapshot import snapshot


def figures(period: Period) -> tuple[Evaluation, dict[str, Any]]:
    with one_moment():
        return measure(period), snapshot(period.end)


@as_system(System.FIGURES)
def years_covered(today: date) -> list[Period]:
    """The financial years that have ended and that the register covers, the latest first."""
    latest = last_whole_financial_year(today)
    first = Membership.objects.filter(offender__withdrawn=False).aggregate(day=Min("selected_on"))["day"]
    earliest = financial_year(max(first, date(1900, 4, 1))) if first else latest
    years = [latest]
    while years[-1].start > earliest.start:
        years.append(financial_year(years[-1].start - DAY))
    return years
