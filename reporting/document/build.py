"""A report built for one reader from an evaluation and a snapshot."""

from datetime import date
from typing import Any

from agencies.models import Grouping, Scheme
from cohorts.models import Cohort, DeselectionCode
from offenders.models.supervision import Provider
from reporting.document import followed, values, words
from reporting.document.numbered import Numbered, no_link
from reporting.document.reader import Reader
from reporting.document.report import Report
from reporting.document.rows import rows
from reporting.document.shown import Figures
from reporting.document.tables import Link
from reporting.document.values import ALL, BURGLARY, MEMBERS, Values
from reporting.evaluation import TOTAL, Evaluation
from reporting.snapshot import NO_PROVIDER

FIRST_OF_THE_SNAPSHOT = 7  # the number of its first table, where no table of people stands before it


def build(
    evaluation: Evaluation,
    snapshot: dict[str, Any],
    reader: Reader,
    *,
    made_on: date,
    grouping: Grouping | None = None,
    link: Link = no_link,
) -> Report:
    """The report as this reader may see it; a reader of rounded figures gets the areas alone, in no other grouping."""
    if not reader.small_figures:
        # Two ways to add up the same people would give away what either hides.
        grouping, snapshot = None, with_empty_cells(snapshot)
    found = Values(rows(grouping))
    values.of_evaluation(found, evaluation, evaluation.dwelling_burglary())
    values.of_snapshot(found, snapshot)
    figures = Figures(found.values, found.lines, reader.small_figures)
    people = followed.build(evaluation, reader, figures, number=FIRST_OF_THE_SNAPSHOT)
    scheme = Scheme.objects.first()
    return Report(
        scheme=scheme.name if scheme else "",
        period=evaluation.period,
        grouping=grouping.name if grouping else "",
        small_figures=reader.small_figures,
        made_on=made_on,
        followed=people,
        **_sentences(evaluation, found, figures),
        **_tables(evaluation, found, figures, link),
        snapshot=Numbered(evaluation, found, figures, link).snapshot(
            snapshot, FIRST_OF_THE_SNAPSHOT + bool(people.table)
        ),
    )


def with_empty_cells(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The snapshot with a cell for every cohort, provider and code, so that a missing one says nothing."""
    cohorts: dict[str, dict[str, int]] = {code: {} for code in Cohort.objects.values_list("code", flat=True)}
    providers = dict.fromkeys([*Provider.values, NO_PROVIDER], 0)
    codes = dict.fromkeys(DeselectionCode.objects.order_by("code").values_list("code", flat=True), 0)
    return {
        **snapshot,
        "by_cohort": cohorts | snapshot["by_cohort"],
        "supervision": providers | snapshot["supervision"],
        "deselections": codes | snapshot["deselections"],
    }


def _sentences(evaluation: Evaluation, found: Values, figures: Figures) -> dict[str, Any]:
    cost = evaluation.burglary_cost
    return {
        "period_words": words.period_words(evaluation.period),
        "headline": words.headline(figures, found.sums[ALL, TOTAL], evaluation.period),
        "sample": figures.text((ALL, TOTAL, "cohort")),
        "new_burglars": words.new_burglars(figures, found.sums[BURGLARY, TOTAL], evaluation),
        "unit": f"£{cost.pounds:,.0f}",
        "unit_source": f"{cost.source}; {cost.price_base} prices",
        "members": figures.text(MEMBERS),
        "charts": words.charts(found, figures, evaluation.period),
    }


def _tables(evaluation: Evaluation, found: Values, figures: Figures, link: Link) -> dict[str, Any]:
    make = Numbered(evaluation, found, figures, link)
    return {
        "left_out": make.left_out(1),
        "volume": make.volume(2, "Counted offences", ALL),
        "reoffenders": make.reoffenders(3, "Re-offenders", ALL),
        "burglary": make.volume(4, "Dwelling burglaries of historic burglars", BURGLARY),
        "burglary_reoffenders": make.reoffenders(5, "Historic burglars who burgled again", BURGLARY),
        "cost": make.cost(6),
    }
