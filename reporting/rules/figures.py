"""Sums, rounding and rows (spec/evaluation.md, "What is printed")."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from reporting.rules.counts import Counts

HALF = Fraction(1, 2)


def rounded(value: Fraction | int) -> int:
    """To the nearest whole, a half away from zero: 0.5 to 1, -28.5 to -29."""
    whole = int(abs(Fraction(value)) + HALF)
    return whole if value >= 0 else -whole


def percent(part: Fraction | int, whole: Fraction | int) -> int | None:
    """A rounded percentage; of nothing there is none."""
    return rounded(Fraction(part) * 100 / Fraction(whole)) if whole else None


@dataclass
class Sums:
    """The exact sums behind one row."""

    cohort: int = 0
    before: int = 0
    after: Fraction = Fraction(0)
    reoffenders_before: int = 0
    reoffenders_after: int = 0
    reduced: int = 0
    unchanged: int = 0
    increased: int = 0

    def add(self, counts: Counts) -> None:
        self.cohort += 1
        self.before += counts.before
        self.after += counts.after
        self.reoffenders_before += counts.before > 0
        self.reoffenders_after += counts.after > 0
        self.reduced += counts.after < counts.before
        self.unchanged += counts.after == counts.before
        self.increased += counts.after > counts.before


def sums(people: Iterable[Counts]) -> Sums:
    total = Sums()
    for counts in people:
        total.add(counts)
    return total


def row(exact: Sums) -> dict[str, int | None]:
    """One printed row: every figure from exact sums and rounded by itself."""
    return {
        "cohort": exact.cohort,
        "before": exact.before,
        "after": rounded(exact.after),
        "decrease_pct": percent(exact.before - exact.after, exact.before),
        "reoffenders_before": exact.reoffenders_before,
        "reoffenders_after": exact.reoffenders_after,
        "reoffenders_decrease_pct": percent(
            exact.reoffenders_before - exact.reoffenders_after, exact.reoffenders_before
        ),
        "reduced": exact.reduced,
        "unchanged": exact.unchanged,
        "increased": exact.increased,
        "reduced_pct": percent(exact.reduced, exact.cohort),
    }


def cost(exact: Sums, unit: Fraction) -> dict[str, int]:
    """Before, after and saved: each the exact sum times the unit cost."""
    return {
        "unit": rounded(unit),
        "before": rounded(exact.before * unit),
        "after": rounded(exact.after * unit),
        "saved": rounded((exact.before - exact.after) * unit),
    }
