"""What a report holds, in the order in which it is read."""

from dataclasses import dataclass
from datetime import date

from reporting.charts import Chart
from reporting.document import notes
from reporting.document.followed import Followed
from reporting.document.shown import Cell
from reporting.document.tables import Table
from reporting.rules.period import Period


@dataclass(frozen=True)
class KeyFigure:
    """One of the figures at the head of a report: before, after, and the change."""

    name: str
    before: Cell
    after: Cell
    change: Cell


@dataclass(frozen=True)
class Report:
    """A year's report as one reader may see it."""

    scheme: str
    period: Period
    period_words: str
    grouping: str
    small_figures: bool
    made_on: date
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
    members: str
    snapshot: list[Table]
    charts: dict[str, Chart]

    @property
    def tables(self) -> list[Table]:
        """Every table by its number."""
        of_offences = [self.left_out, self.volume, self.reoffenders]
        of_burglary = [self.burglary, self.burglary_reoffenders, self.cost]
        of_people = [self.followed.table] if self.followed.table else []
        return [*of_offences, *of_burglary, *of_people, *self.snapshot]

    @property
    def key_figures(self) -> list[KeyFigure]:
        """The figures at its head, from the total rows of its tables."""
        heads = [
            ("Counted offences", self.volume, 1),
            ("Re-offenders", self.reoffenders, 0),
            ("Dwelling burglaries", self.burglary, 1),
        ]
        return [KeyFigure(name, *table.rows[-1].cells[first : first + 3]) for name, table, first in heads]

    @property
    def saved(self) -> Cell:
        return self.cost.rows[-1].cells[-1]

    @property
    def on(self) -> date:
        """The day of the snapshot."""
        return self.period.end

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
