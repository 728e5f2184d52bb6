"""A report built for one reader from an evaluation and a snapshot."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Grouping, Scheme
from cohorts.models import Cohort, DeselectionCode
from offenders.models.supervision import Provider
from reporting.charts import Chart
from reporting.document import followed, notes, tables, values, words
from reporting.document.followed import Followed
from reporting.document.reader import Reader
from reporting.document.rows import rows
from reporting.document.shown import Cell, Figures
from reporting.document.tables import Link, Table
from reporting.document.values import ALL, BURGLARY, MEMBERS, Values
from reporting.evaluation import TOTAL, Evaluation
from reporting.rules.figures import cost
from reporting.rules.period import Period
from reporting.snapshot import NO_PROVIDER


@dataclass(frozen=True)
class Report:
    """Everything that is printed, in the order in which it is read."""

    scheme: str
    period: Period
    period_words: str
    headline: str
    sample: str
    left_out: Table
    volume: Table
    reoffenders: Table
    burglary: Table
    burglary_reoffenders: Table
    new_burglars: str
    cost: Table
    unit: str
    unit_source: str
    followed: Followed
    on: date
    members: str
    snapshot: list[Table]
    volume_chart: Chart
    reoffenders_chart: Chart
    burglary_chart: Chart
    small_figures: bool
    grouping: str
    made_on: date

    @property
    def key_figures(self) -> "list[KeyFigure]":
        """The figures at its head, from the total rows of its tables."""
        return [
            KeyFigure(name, *table.rows[-1].cells[first : first + 3])
            for name, table, first in (
                ("Counted offences", self.volume, 1),
                ("Re-offenders", self.reoffenders, 0),
                ("Dwelling burglaries", self.burglary, 1),
            )
        ]

    @property
    def saved(self) -> Cell:
        return self.cost.rows[-1].cells[-1]

    @property
    def how(self) -> list[str]:
        return notes.HOW

    @property
    def rounding(self) -> str:
        return notes.ROUNDING

    @property
    def cannot_show(self) -> list[str]:
        return notes.CANNOT_SHOW

    @property
    def small_figures_note(self) -> str:
        return "" if self.small_figures else notes.SMALL_FIGURES

    @property
    def tables(self) -> list[Table]:
        """Every table by its number."""
        of_people = [self.followed.table] if self.followed.table else []
        return [
            self.left_out,
            self.volume,
            self.reoffenders,
            self.burglary,
            self.burglary_reoffenders,
            self.cost,
            *of_people,
            *self.snapshot,
        ]


@dataclass(frozen=True)
class KeyFigure:
    """One of the figures at the head of a report: before, after, and the change."""

    name: str
    before: Cell
    after: Cell
    change: Cell


def with_empty_cells(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The snapshot with a cell for every cohort, provider and code, so that a missing one says nothing."""
    cohorts = dict.fromkeys(Cohort.objects.values_list("code", flat=True), {})
    providers = dict.fromkeys([*Provider.values, NO_PROVIDER], 0)
    codes = dict.fromkeys(DeselectionCode.objects.order_by("code").values_list("code", flat=True), 0)
    return {
        **snapshot,
        "by_cohort": cohorts | snapshot["by_cohort"],
        "supervision": providers | snapshot["supervision"],
        "deselections": codes | snapshot["deselections"],
    }


def no_link(of: str, key: str) -> str:
    """A document that is not on a page leads nowhere."""
    return ""


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
        grouping = None
        snapshot = with_empty_cells(snapshot)
    found = Values(rows(grouping))
    burglary = evaluation.dwelling_burglary()
    values.of_evaluation(found, evaluation, burglary)
    values.of_snapshot(found, snapshot)
    figures = Figures(found.values, found.lines, reader.small_figures)
    return _report(evaluation, snapshot, reader, found, figures, link, made_on, grouping)


def _report(
    evaluation: Evaluation,
    snapshot: dict[str, Any],
    reader: Reader,
    found: Values,
    figures: Figures,
    link: Link,
    made_on: date,
    grouping: Grouping | None,
) -> Report:
    period, scheme = evaluation.period, Scheme.objects.first()
    all_offences, burglary = found.sums[ALL, TOTAL], found.sums[BURGLARY, TOTAL]
    volume_chart, reoffenders_chart, burglary_chart = words.charts(found, figures, period)
    people = followed.build(evaluation, reader, figures, number=7)
    return Report(
        scheme=scheme.name if scheme else "",
        period=period,
        period_words=words.period_words(period),
        headline=words.headline(figures, all_offences, period),
        sample=figures.text((ALL, TOTAL, "cohort")),
        left_out=Table("left-out", 1, "Who was left out, and why", "Reason", ["People"], tables.left_out(figures, link)),
        volume=_volume(2, "Counted offences", found, figures, ALL, link, period),
        reoffenders=_reoffenders(3, "Re-offenders", found, figures, ALL, link, period),
        burglary=_volume(4, "Dwelling burglaries of historic burglars", found, figures, BURGLARY, link, period),
        burglary_reoffenders=_reoffenders(
            5, "Historic burglars who burgled again", found, figures, BURGLARY, link, period
        ),
        new_burglars=words.new_burglars(figures, burglary, evaluation),
        cost=_cost(6, evaluation, figures, cost(burglary, evaluation.unit)),
        unit=f"£{evaluation.burglary_cost.pounds:,.0f}",
        unit_source=f"{evaluation.burglary_cost.source}; {evaluation.burglary_cost.price_base} prices",
        followed=people,
        on=period.end,
        members=figures.text(MEMBERS),
        snapshot=_snapshot(8 if people.table else 7, found, figures, snapshot),
        volume_chart=volume_chart,
        reoffenders_chart=reoffenders_chart,
        burglary_chart=burglary_chart,
        small_figures=reader.small_figures,
        grouping=grouping.name if grouping else "",
        made_on=made_on,
    )


def _volume(
    number: int, title: str, found: Values, figures: Figures, name: str, link: Link, period: Period
) -> Table:
    columns = ["People", "Before", f"In {period.name}", "Decrease"]
    return Table(name, number, title, "Home area", columns, tables.volume(found, figures, name, link))


def _reoffenders(
    number: int, title: str, found: Values, figures: Figures, name: str, link: Link, period: Period
) -> Table:
    columns = ["Before", f"In {period.name}", "Decrease", "Offended less", "As much", "More", "Share less"]
    key = f"{name}-people"
    return Table(key, number, title, "Home area", columns, tables.reoffenders(found, figures, name, link))


def _cost(number: int, evaluation: Evaluation, figures: Figures, money: dict[str, int]) -> Table:
    return Table("cost", number, "Cost of burglary", "", ["Dwelling burglaries", "Cost"], tables.cost(figures, money))


def _snapshot(first: int, found: Values, figures: Figures, snapshot: dict[str, Any]) -> list[Table]:
    areas = [each.name for each in found.rows["snapshot"]]
    cohorts = dict(Cohort.objects.values_list("code", "name"))
    codes = {code: f"Code {code}: {text}" for code, text in DeselectionCode.objects.values_list("code", "text")}
    providers = {value: str(label) for value, label in Provider.choices} | {NO_PROVIDER: "Not supervised"}
    whole, gone = ("Members", MEMBERS), ("All deselections", ("snapshot", "deselections", TOTAL))
    return [
        Table("cohorts", first, "Members by cohort and home area", "Cohort", areas,
              tables.by_cohort(found, figures, snapshot, cohorts)),
        Table("whereabouts", first + 1, "At liberty and in custody", "", areas, tables.whereabouts(found, figures)),
        Table("supervision", first + 2, "Who supervises them", "Supervised by", ["People"],
              tables.one_column(figures, "supervision", providers, whole)),
        Table("deselections", first + 3, "Deselections of the last three months", "Code", ["Memberships"],
              tables.one_column(figures, "deselections", codes, gone)),
    ]


