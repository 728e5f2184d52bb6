"""How long services let people wait, and what became of the need around an intervention: figures of groups. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from pathways.rules.plans import Answer
from pathways.rules.progress import Step

# Issue 5: "which services help, with the caution that it is no proof".
NO_PROOF = (
    "This is no proof that a service helps. Nobody was chosen by chance: who was offered it, who took it up and who "
    "stayed are other people than those who were not and did not, needs come and go by themselves, and few people "
    "stand behind each figure."
)


def median(days: Iterable[int]) -> Fraction | None:
    """The one in the middle, halfway between the two in the middle of an even number; of nobody none."""
    ordered = sorted(days)
    if not ordered:
        return None
    half = len(ordered) // 2
    return Fraction(ordered[half] + ordered[~half], 2)


def in_words(days: Fraction | None) -> str:
    """A median as a page prints it: whole, or with its half."""
    if days is None:
        return ""
    return str(days.numerator) if days.denominator == 1 else f"{float(days):.1f}"


class Asked(NamedTuple):
    """A service was asked to take somebody on; `over_on` is the day on which the work on that need was over."""

    referred_on: date
    answer: str = ""
    answered_on: date | None = None
    started_on: date | None = None
    over_on: date | None = None


class Stage(StrEnum):
    """What a day knows of a referral."""

    STARTED = "started"
    WAITING = "waiting"
    REFUSED = "refused"
    OVER = "over"


def stage(asked: Asked, on: date) -> Stage:
    """As of a day: what was answered or begun after it is not known yet. Accepted and not begun is still waiting."""
    if _by(asked.started_on, on):
        return Stage.STARTED
    if asked.answer == Answer.REFUSED and _by(asked.answered_on, on):
        return Stage.REFUSED
    return Stage.OVER if _by(asked.over_on, on) else Stage.WAITING


def waited_within(asked: Asked, start: date, end: date) -> bool:
    """Whether somebody waited on a day of a period: referred by its end, and neither begun nor ended before it."""
    ends = [day for day in (asked.started_on, asked.over_on, _refused_on(asked)) if day is not None]
    return asked.referred_on <= end and min(ends, default=end) >= start


@dataclass(frozen=True, slots=True)
class Waits:
    """The days that some referrals took to an answer and to the start, and those that go on."""

    to_answer: tuple[int, ...] = ()
    to_start: tuple[int, ...] = ()
    so_far: tuple[int, ...] = ()
    refused: int = 0
    over: int = 0

    @property
    def number(self) -> int:
        return len(self.to_start) + len(self.so_far) + self.refused + self.over


def waits(asked: Iterable[Asked], on: date) -> Waits:
    """As of a day, from the referral to the answer and to the start."""
    rows = [(each, stage(each, on)) for each in asked if each.referred_on <= on]
    stages = [where for _, where in rows]
    return Waits(
        to_answer=tuple(_days(each, each.answered_on) for each, _ in rows if _by(each.answered_on, on)),
        to_start=tuple(_days(each, each.started_on) for each, where in rows if where is Stage.STARTED),
        so_far=tuple(_days(each, on) for each, where in rows if where is Stage.WAITING),
        refused=stages.count(Stage.REFUSED),
        over=stages.count(Stage.OVER),
    )


class Around(NamedTuple):
    """An intervention, and the assessments of its pathway, the oldest first."""

    starts_on: date
    ends_on: date | None
    result: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Became:
    """Of some interventions: how many began with a need, and what the need was at the last assessment after the end."""

    number: int = 0
    with_need: int = 0
    no_need_after: int = 0
    need_after: int = 0

    @property
    def not_assessed_after(self) -> int:
        return self.with_need - self.no_need_after - self.need_after


def became(done: Iterable[Around], on: date) -> Became:
    """The need at the last assessment up to the start, and at the last one from the end on, up to a day."""
    rows = [(each, _before(each)) for each in done if each.starts_on <= on]
    needed = [_after(each, on) for each, before in rows if before is not None and before.need]
    after = [step.need for step in needed if step is not None]
    return Became(len(rows), len(needed), after.count(False), after.count(True))


def _before(each: Around) -> Step | None:
    return next((step for step in reversed(each.steps) if step.on <= each.starts_on), None)


def _after(each: Around, on: date) -> Step | None:
    """None while it goes on, and where nobody assessed the pathway since it ended, on a later day than it began."""
    if each.ends_on is None:
        return None
    later = [step for step in each.steps if each.ends_on <= step.on <= on and step.on > each.starts_on]
    return later[-1] if later else None


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _refused_on(asked: Asked) -> date | None:
    return asked.answered_on if asked.answer == Answer.REFUSED else None


def _days(asked: Asked, until: date | None) -> int:
    assert until is not None
    return (until - asked.referred_on).days
