"""The numbered tables of a report."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reporting.document.shown import Cell, Figures
from reporting.document.values import ALL, BURGLARY, LEFT_OUT, Values
from reporting.evaluation import TOTAL
from reporting.rules.figures import row
from reporting.rules.sample import REASONS

# Where a figure leads: its address for this reader, or nothing.
Link = Callable[[str, str], str]

REASON_WORDS = {
    "deceased_or_deported": "Deceased or deported by the last day (code 6B): they cannot offend",
    "under_six_months": "Less than six whole months on the scheme by the last day, or by deselection",
    "over_half_in_custody": "More than half of the year's days in custody",
}


@dataclass(frozen=True)
class TableRow:
    heading: str
    cells: list[Cell]
    total: bool = False
    link: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its number, what its first column holds, and the notes under it."""

    key: str
    number: int
    title: str
    first: str
    columns: list[str]
    rows: list[TableRow]
    notes: list[str] = field(default_factory=list)


def left_out(figures: Figures, link: Link) -> list[TableRow]:
    """Why people were left out: for a reader of small figures the reasons that somebody has, else all three."""
    rows = [
        TableRow(REASON_WORDS[reason], [figures.cell(("excluded", reason), link(reason, TOTAL))])
        for reason in REASONS
        if not figures.small_figures or figures.values["excluded", reason]
    ]
    return [*rows, TableRow("All who were left out", [figures.cell(LEFT_OUT)], total=True)]


def volume(found: Values, figures: Figures, name: str, link: Link) -> list[TableRow]:
    """People, counted offences before and after, and the fall."""
    return [
        TableRow(
            each.name,
            [
                figures.cell((name, each.key, "cohort"), link(_of(name, "cohort"), each.key)),
                figures.cell((name, each.key, "before")),
                figures.cell((name, each.key, "after")),
                figures.percent(
                    row(found.sums[name, each.key])["decrease_pct"],
                    (name, each.key, "before"),
                    (name, each.key, "after"),
                ),
            ],
            each.is_total,
        )
        for each in found.rows[name]
    ]


def reoffenders(found: Values, figures: Figures, name: str, link: Link) -> list[TableRow]:
    """People who offended before and after, and how many offended less, as much, and more."""

    def cell(key: str, column: str) -> Cell:
        return figures.cell((name, key, column), link(_of(name, column), key))

    def percent(key: str, column: str, *of: str) -> Cell:
        return figures.percent(row(found.sums[name, key])[column], *((name, key, each) for each in of))

    return [
        TableRow(
            each.name,
            [
                cell(each.key, "reoffenders_before"),
                cell(each.key, "reoffenders_after"),
                percent(each.key, "reoffenders_decrease_pct", "reoffenders_before", "reoffenders_after"),
                cell(each.key, "reduced"),
                cell(each.key, "unchanged"),
                cell(each.key, "increased"),
                percent(each.key, "reduced_pct", "reduced", "cohort"),
            ],
            each.is_total,
        )
        for each in found.rows[name]
    ]


def _of(name: str, column: str) -> str:
    return column if name == ALL else f"burglary_{column}"


def cost(figures: Figures, money: dict[str, int]) -> list[TableRow]:
    """Each sum of dwelling burglaries times the unit cost."""
    before, after = (BURGLARY, TOTAL, "before"), (BURGLARY, TOTAL, "after")
    return [
        TableRow("Before selection", [figures.cell(before), figures.money(money["before"], before)]),
        TableRow("In the year", [figures.cell(after), figures.money(money["after"], after)]),
        TableRow("Saved", [Cell(""), figures.money(money["saved"], before, after)], total=True),
    ]


def by_cohort(found: Values, figures: Figures, snapshot: dict[str, Any], names: dict[str, str]) -> list[TableRow]:
    columns = found.rows["snapshot"]
    return [
        TableRow(names[cohort], [figures.cell(("snapshot", "cohort", cohort, each.key)) for each in columns])
        for cohort in snapshot["by_cohort"]
    ]


def whereabouts(found: Values, figures: Figures) -> list[TableRow]:
    """Members at liberty and in custody by home area."""
    columns = found.rows["snapshot"]
    words = {"liberty": "At liberty", "custody": "In custody", "members": "Members"}
    return [
        TableRow(word, [figures.cell(("snapshot", part, each.key)) for each in columns], part == "members")
        for part, word in words.items()
    ]


def one_column(figures: Figures, part: str, words: dict[str, str], total: tuple[str, Any]) -> list[TableRow]:
    """Codes with their words and how many, then the total."""
    rows = [
        TableRow(word, [figures.cell(("snapshot", part, code))])
        for code, word in words.items()
        if ("snapshot", part, code) in figures.values
    ]
    return [*rows, TableRow(total[0], [figures.cell(total[1])], total=True)]
