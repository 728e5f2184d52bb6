"""The score: seven factors, two divisions, kept exactly in eighths of a point (spec/ranking.md)."""

from dataclasses import dataclass
from datetime import date

from ranking.rules import factors
from ranking.rules.factors import Factor
from ranking.rules.facts import Facts, in_custody
from ranking.rules.matrix import EIGHTHS, ScoringMatrix


@dataclass(frozen=True)
class Points:
    """A person's score with its reasons. The factors' points are those before the divisions."""

    factors: tuple[Factor, ...]
    in_custody: bool
    resident: bool
    eighths: int
    latest_offence_on: date | None

    def of(self, name: str) -> int:
        return next(factor.points for factor in self.factors if factor.name == name)

    def __str__(self) -> str:
        return printed(self.eighths)


def score(facts: Facts, on: date, matrix: ScoringMatrix) -> Points:
    """The score of one person as of a day: the sum, divided in custody and outside the area."""
    found = tuple(work_out(facts, on, matrix) for work_out in factors.ALL)
    inside = in_custody(facts.custody, on)
    return Points(
        factors=found,
        in_custody=inside,
        resident=facts.resident,
        eighths=_eighths(sum(factor.points for factor in found), inside, facts.resident, matrix),
        latest_offence_on=max((day for day, _ in facts.offences if day <= on), default=None),
    )


def _eighths(total: int, inside: bool, resident: bool, matrix: ScoringMatrix) -> int:
    eighths = min(total, matrix.most) * EIGHTHS
    if inside:
        eighths //= matrix.divided_in_custody
    if not resident:
        eighths //= matrix.divided_outside_the_area
    return eighths


def printed(eighths: int) -> str:
    """Eighths of a point with two decimals, half a hundredth up: 1/8 is 0.13, 5/8 is 0.63."""
    hundredths = (eighths * 25 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}"
