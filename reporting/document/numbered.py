"""The tables of a report with their numbers, titles and columns."""

from dataclasses import dataclass
from typing import Any

from cohorts.models import Cohort, DeselectionCode
from offenders.models.supervision import Provider
from reporting.document import tables
from reporting.document.shown import Figures
from reporting.document.tables import Link, Table
from reporting.document.values import BURGLARY, MEMBERS, Values
from reporting.evaluation import TOTAL, Evaluation
from reporting.rules.figures import cost
from reporting.snapshot import NO_PROVIDER


def no_link(of: str, key: str) -> str:
    """A document that is not on a page leads nowhere."""
    return ""


@dataclass(frozen=True)
class Numbered:
    """Makes each table for one reader."""

    evaluation: Evaluation
    found: Values
    figures: Figures
    link: Link

    def left_out(self, number: int) -> Table:
        rows = tables.left_out(self.figures, self.link)
        return Table("left-out", number, "Who was left out, and why", "Reason", ["People"], rows)

    def volume(self, number: int, title: str, name: str) -> Table:
        columns = ["People", "Before", f"In {self.evaluation.period.name}", "Decrease"]
        rows = tables.volume(self.found, self.figures, name, self.link)
        return Table(name, number, title, "Home area", columns, rows)

    def reoffenders(self, number: int, title: str, name: str) -> Table:
        now = f"In {self.evaluation.period.name}"
        columns = ["Before", now, "Decrease", "Offended less", "As much", "More", "Share less"]
        rows = tables.reoffenders(self.found, self.figures, name, self.link)
        return Table(f"{name}-people", number, title, "Home area", columns, rows)

    def cost(self, number: int) -> Table:
        money = cost(self.found.sums[BURGLARY, TOTAL], self.evaluation.unit)
        rows = tables.cost(self.figures, money)
        return Table("cost", number, "Cost of burglary", "", ["Dwelling burglaries", "Cost"], rows)

    def snapshot(self, snapshot: dict[str, Any], first: int) -> list[Table]:
        """The four tables of the day: by cohort, where they are, who supervises them, who has left."""
        areas = [each.name for each in self.found.rows["snapshot"]]
        cohorts = dict(Cohort.objects.values_list("code", "name"))
        by_cohort = tables.by_cohort(self.found, self.figures, snapshot, cohorts)
        whereabouts = tables.whereabouts(self.found, self.figures)
        return [
            Table("cohorts", first, "Members by cohort and home area", "Cohort", areas, by_cohort),
            Table("whereabouts", first + 1, "At liberty and in custody", "", areas, whereabouts),
            self._supervision(first + 2),
            self._deselections(first + 3),
        ]

    def _supervision(self, number: int) -> Table:
        providers = {value: str(label) for value, label in Provider.choices} | {NO_PROVIDER: "Not supervised"}
        rows = tables.one_column(self.figures, "supervision", providers, ("Members", MEMBERS))
        return Table("supervision", number, "Who supervises them", "Supervised by", ["People"], rows)

    def _deselections(self, number: int) -> Table:
        codes = DeselectionCode.objects.order_by("code").values_list("code", "text")
        named = {code: f"Code {code}: {text}" for code, text in codes}
        total = ("All deselections", ("snapshot", "deselections", TOTAL))
        rows = tables.one_column(self.figures, "deselections", named, total)
        return Table("deselections", number, "Deselections of the last three months", "Code", ["Memberships"], rows)
