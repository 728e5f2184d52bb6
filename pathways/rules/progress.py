"""How far somebody has come on each pathway (issue 5, "Progress"): need to no need and back, never a sum of letters.

Letters are labels (spec/source-facts.md, A5: "an ordered label, not a proven interval scale ... never average
letters"; drugs C after B is not worse). So a way has a direction only where the need came or went; another letter of
the same set is another letter, not a step up or down. Each assessment is read by the set of its day: between two sets
the need alone is compared, by the theme that both have, and without one nothing is.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import NamedTuple


class Move(StrEnum):
    """From one assessment of a pathway to a later one."""

    MET = "met"
    CAME = "came"
    STILL_NEED = "still_need"
    STILL_NONE = "still_none"
    ONCE = "once"
    NEVER = "never"
    NOT_COMPARABLE = "not_comparable"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Move.MET: "Need to no need",
    Move.CAME: "No need to need",
    Move.STILL_NEED: "Still a need",
    Move.STILL_NONE: "Still no need",
    Move.ONCE: "Not assessed again",
    Move.NEVER: "Not assessed",
    Move.NOT_COMPARABLE: "Not comparable",
}
# By whether it was a need before, and is now.
_MOVED = {
    (True, False): Move.MET,
    (False, True): Move.CAME,
    (True, True): Move.STILL_NEED,
    (False, False): Move.STILL_NONE,
}


class Step(NamedTuple):
    """One assessment as the set of its day has it: `set_of` says which set that is."""

    on: date
    theme: str
    set_of: int
    level: str
    need: bool


def trail(rows: Iterable[Step]) -> tuple[Step, ...]:
    """One step a day of each theme, oldest first; rows come as `latest_first` has them: a day's first stands."""
    standing: dict[tuple[str, date], Step] = {}
    for row in rows:
        standing.setdefault((row.theme, row.on), row)
    return tuple(sorted(standing.values(), key=lambda step: step.on))


def move(before: Step | None, now: Step | None) -> Move:
    """What became of the need between two assessments, of whichever sets, as long as both are of one theme."""
    if before is None or now is None:
        return Move.NEVER if before is now else Move.ONCE
    if before.theme != now.theme:
        return Move.NOT_COMPARABLE
    return Move.ONCE if before == now else _MOVED[before.need, now.need]


def within(steps: Iterable[Step], start: date, end: date) -> tuple[Step | None, Step | None]:
    """Where a period began and ended: what stood on its first day, or else was said first in it; what stood at its end.

    The steps are of one theme, the oldest first.
    """
    known = [step for step in steps if step.on <= end]
    if not known:
        return None, None
    stood = [step for step in known if step.on <= start]
    return (stood[-1] if stood else known[0]), known[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """One pathway of one person; `carried_on` where the set of today has its theme."""

    theme: str
    steps: tuple[Step, ...] = ()
    carried_on: bool = True

    @property
    def first(self) -> Step | None:
        return self.steps[0] if self.steps else None

    @property
    def latest(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    @property
    def move(self) -> Move:
        """From the first assessment to the latest, whatever lies between."""
        return move(self.first, self.latest)

    @property
    def between_sets(self) -> bool:
        """The first and the latest are of two sets, so that their letters say nothing of each other."""
        return len({step.set_of for step in (self.first, self.latest) if step}) > 1

    @property
    def another_letter(self) -> bool:
        """The need is as it was, the letter of the same set is another; which of the two is further nobody says."""
        if self.first is None or self.latest is None or self.between_sets:
            return False
        return self.first.need == self.latest.need and self.first.level != self.latest.level


def lines(rows: Iterable[Step], themes: Collection[str]) -> list[Line]:
    """A line for each theme of today's set in its order, then for those that only a set before had."""
    by_theme: dict[str, list[Step]] = {theme: [] for theme in themes}
    for step in trail(rows):
        by_theme.setdefault(step.theme, []).append(step)
    return [Line(theme, tuple(steps), theme in themes) for theme, steps in by_theme.items()]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the pathways stand at a level that is no need, against what code 2 asks (codes/deselection.csv)."""

    stable: int
    of: int
    least: Fraction
    missing: tuple[str, ...] = ()

    @property
    def reached(self) -> bool | None:
        """None where a pathway was never assessed: the latest assessment of every pathway is asked for."""
        if self.missing or not self.of:
            return None
        return Fraction(self.stable, self.of) >= self.least

    @property
    def asked(self) -> int:
        """The fewest that are enough: of eight six."""
        return ceil(self.least * self.of)

    @property
    def words(self) -> str:
        return f"{self.stable} of {self.of}"


def share(needs: Mapping[str, bool | None], least: Fraction) -> Share:
    """By the name of each pathway of the day's set whether its latest level is a need; None was never assessed."""
    missing = tuple(name for name, need in needs.items() if need is None)
    return Share(sum(need is False for need in needs.values()), len(needs), least, missing)
