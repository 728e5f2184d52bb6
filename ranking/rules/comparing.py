"""Why somebody ranks above the next below: factor by factor, and what decided (spec/ranking.md, the order of ranks).

Whoever is not shown a factor is told that it counts as well, and is given no sum from which it could be worked out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from audit.months import uk
from ranking.rules.matrix import FACTORS, ScoringMatrix


@dataclass(frozen=True)
class Side:
    """One of the two as the ranking kept them: the points before the divisions, and what orders equal scores."""

    points: Mapping[str, int]
    in_custody: bool
    resident: bool
    eighths: int
    latest_offence_on: date | None


@dataclass(frozen=True)
class Difference:
    """One factor of both; None is not shown."""

    factor: str
    first: int | None
    second: int | None

    @property
    def by(self) -> int | None:
        return None if self.first is None or self.second is None else self.first - self.second

    @property
    def said(self) -> str:
        """3 more, 5 fewer, the same; nothing of what is not shown."""
        by = self.by
        if by is None:
            return "not shown"
        return "the same" if by == 0 else f"{abs(by)} {'more' if by > 0 else 'fewer'}"


def differences(first: Side, second: Side, hidden: Collection[str] = ()) -> list[Difference]:
    return [
        Difference(name, None, None) if name in hidden else Difference(name, first.points[name], second.points[name])
        for name in FACTORS
    ]


def decided_by(first: Side, second: Side, matrix: ScoringMatrix, hidden: Collection[str] = ()) -> list[str]:
    """In sentences, why the first ranks above the second."""
    if hidden:
        return _as_far_as_shown(first, second, matrix, hidden)
    if first.eighths == second.eighths:
        return [_tie(first, second)]
    mine, theirs = (min(sum(side.points.values()), matrix.most) for side in (first, second))
    most = _largest(first, second)
    divided = _divided(first, second, matrix)
    if mine > theirs and most:
        return [
            f"{_against(most, 'What decides is')}, the largest difference that puts this person above "
            f"({mine} points against {theirs} before the divisions).",
            *divided,
        ]
    return [f"Before the divisions this person has {mine} points and the next below {theirs}: the divisions decide.",
            *divided]  # fmt: skip


def _as_far_as_shown(first: Side, second: Side, matrix: ScoringMatrix, hidden: Collection[str]) -> list[str]:
    most = _largest(first, second, hidden)
    words = "Of the factors shown to your agency the largest difference that puts this person above is"
    none = "None of the factors shown to your agency puts this person above."
    said = f"{_against(most, words)}." if most else none
    names = " and ".join(name for name in FACTORS if name in hidden).capitalize()
    return [
        said,
        *_divided(first, second, matrix),
        f"{names} count as well and are not shown to your agency: they may have decided, and so may the order of equal "
        "scores (the newest offence first, then the reference).",
    ]


def _largest(first: Side, second: Side, hidden: Collection[str] = ()) -> Difference | None:
    """The factor that puts the first above by most; of equal ones the first in the matrix's order."""
    above = [one for one in differences(first, second, hidden) if one.by is not None and one.by > 0]
    return max(above, key=lambda one: one.by or 0, default=None)


def _against(one: Difference, words: str) -> str:
    return f"{words} {one.factor}: {one.first} points against {one.second}"


def _divided(first: Side, second: Side, matrix: ScoringMatrix) -> list[str]:
    """Where one of the two is divided and the other is not, or both are otherwise."""
    found = []
    for who, side in (("This person", first), ("The next below", second)):
        why = [f"is in custody, which divides by {matrix.divided_in_custody}"] if side.in_custody else []
        if not side.resident:
            why.append(f"does not live in or visit the area, which divides by {matrix.divided_outside_the_area}")
        if why and (first.in_custody, first.resident) != (second.in_custody, second.resident):
            found.append(f"{who} {', and '.join(why)}.")
    return found


def _tie(first: Side, second: Side) -> str:
    mine, theirs = first.latest_offence_on, second.latest_offence_on
    if mine == theirs:
        same = f"the same day of the latest offence ({uk(mine)})" if mine else "no offence on record"
        return f"Both have the same score and {same}: the reference decides, in the order of its letters and digits."
    against = uk(theirs) if theirs else "none on record"
    return (
        "Both have the same score: the latest offence decides, the newest first "
        f"({uk(mine) if mine else 'none'} against {against})."
    )
