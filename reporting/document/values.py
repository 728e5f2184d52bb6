"""Every figure of a report by key, and the lines in which figures add up."""

from collections.abc import Iterable
from typing import Any

from reporting.document.rows import PrintedRow
from reporting.evaluation import TOTAL, Evaluation
from reporting.rules.figures import Sums, rounded, row
from reporting.rules.sample import REASONS
from reporting.rules.suppression import Key, Line

COUNTS = ("cohort", "before", "after", "reoffenders_before", "reoffenders_after", "reduced", "unchanged", "increased")
DIRECTIONS = ("reduced", "unchanged", "increased")
ALL, BURGLARY = "all_offences", "burglary_dwelling"
LEFT_OUT = ("left_out",)
MEMBERS = ("snapshot", "members", TOTAL)


class Values:
    """Collects the figures of one report, row by row."""

    def __init__(self, printed: list[PrintedRow]) -> None:
        self.printed = printed
        self.values: dict[Key, int] = {}
        self.lines: list[Line] = []
        self.rows: dict[str, list[PrintedRow]] = {}
        self.sums: dict[tuple[str, str], Sums] = {}

    def add_table(self, name: str, by_area: dict[str, Sums]) -> None:
        """The table of all offences or of dwelling burglary."""
        shown = self.needed({area for area, exact in by_area.items() if exact.cohort})
        self.rows[name] = shown
        for each in shown:
            self.sums[name, each.key] = together(by_area[area] for area in each.areas if area in by_area)
            figures = row(self.sums[name, each.key])
            self.values |= {(name, each.key, column): figures[column] or 0 for column in COUNTS}
            self.add_line(((name, each.key, column) for column in DIRECTIONS), (name, each.key, "cohort"))
        for column in COUNTS:
            self.add_column(name, column, shown)

    def needed(self, seen: set[str]) -> list[PrintedRow]:
        """The rows to print: every area of the scheme, and OUT when anybody is in it."""
        return [each for each in self.printed if not each.only_when_needed or each.areas & seen]

    def add_column(self, name: str, column: str, shown: list[PrintedRow]) -> None:
        parts = [(name, each.key, column) for each in shown if not each.is_total]
        self.add_line(parts, (name, TOTAL, column))

    def add_line(self, parts: Iterable[Key], total: Key) -> None:
        self.lines.append(Line(tuple(parts), total))


def together(parts: Iterable[Sums]) -> Sums:
    """The sums of several areas, exactly."""
    whole = Sums()
    for part in parts:
        for name, value in vars(part).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole


def of_evaluation(found: Values, evaluation: Evaluation, burglary: dict[str, Sums]) -> None:
    found.add_table(ALL, evaluation.all_offences())
    found.add_table(BURGLARY, burglary)
    for each in found.rows[BURGLARY]:
        # Every historic burglar offended before: the two figures are one, and are shown or hidden together.
        found.add_line([(BURGLARY, each.key, "reoffenders_before")], (BURGLARY, each.key, "cohort"))
    found.values |= {("excluded", reason): evaluation.excluded.get(reason, 0) for reason in REASONS}
    found.values[LEFT_OUT] = sum(evaluation.excluded.values())
    found.add_line([("excluded", reason) for reason in REASONS], LEFT_OUT)
    found.values["new_burglars", "offenders"] = len(evaluation.new_burglars)
    found.values["new_burglars", "offences"] = rounded(evaluation.new_burglaries())
    found.values["after_deselection",] = len(evaluation.after_deselection)


def of_snapshot(found: Values, snapshot: dict[str, Any]) -> None:
    """Members by cohort, at liberty and in custody by area; by supervision; deselections by code."""
    cells: dict[tuple[str, ...], dict[str, int]] = {
        ("cohort", cohort): by_area for cohort, by_area in snapshot["by_cohort"].items()
    }
    cells |= {("liberty",): snapshot["liberty"], ("custody",): snapshot["custody"]}
    columns = found.needed({area for by_area in cells.values() for area in by_area})
    found.rows["snapshot"] = columns
    for name, by_area in cells.items():
        _snapshot_row(found, name, by_area, columns)
    _members(found, columns)
    for part in ("supervision", "deselections"):
        found.values |= {("snapshot", part, code): people for code, people in snapshot[part].items()}
        parts = [("snapshot", part, code) for code in snapshot[part]]
        found.add_line(parts, MEMBERS if part == "supervision" else ("snapshot", part, TOTAL))
    found.values["snapshot", "deselections", TOTAL] = sum(snapshot["deselections"].values())


def _snapshot_row(found: Values, name: tuple[str, ...], by_area: dict[str, int], columns: list[PrintedRow]) -> None:
    for each in columns:
        found.values["snapshot", *name, each.key] = sum(by_area.get(area, 0) for area in each.areas)
    parts = [("snapshot", *name, each.key) for each in columns if not each.is_total]
    found.add_line(parts, ("snapshot", *name, TOTAL))


def _members(found: Values, columns: list[PrintedRow]) -> None:
    for each in columns:
        parts = [("snapshot", "liberty", each.key), ("snapshot", "custody", each.key)]
        whole = ("snapshot", "members", each.key)
        found.values[whole] = sum(found.values[part] for part in parts)
        found.add_line(parts, whole)
    found.add_line([("snapshot", "members", each.key) for each in columns if not each.is_total], MEMBERS)
