"""How a consent stands on a day, whom its page is for, and when two collide: pure functions (spec/access.md)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from agencies.categories import Level
from agencies.rules import Term

# A consent that ends within so many days is said to run out, so that the person can be asked again in time.
WARNED_BEFORE = timedelta(days=28)


class State(StrEnum):
    """How a consent stands on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    RUNS_OUT = "runs_out"
    RAN_OUT = "ran_out"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def stands(self) -> bool:
        """Whether it opens anything today."""
        return self in (State.IN_FORCE, State.RUNS_OUT)

    @property
    def over(self) -> bool:
        return self in (State.RAN_OUT, State.WITHDRAWN)


WORDS = {
    State.NOT_YET: "Not yet begun",
    State.IN_FORCE: "In force",
    State.RUNS_OUT: "Runs out soon",
    State.RAN_OUT: "Ran out",
    State.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True)
class Days:
    """The days of one consent: from `given`, up to but without `until`; `withdrawn` whatever the other two say."""

    given: date
    until: date | None = None
    withdrawn: date | None = None

    @property
    def end(self) -> date | None:
        """The first day on which it counts no more; none while it has no end."""
        return self.withdrawn or self.until


def state(days: Days, on: date) -> State:
    """How a consent stands on a day. One that was withdrawn is over on every day: withdrawal acts at once."""
    if days.withdrawn is not None:
        return State.WITHDRAWN
    if on < days.given:
        return State.NOT_YET
    if days.until is None:
        return State.IN_FORCE
    if days.until <= on:
        return State.RAN_OUT
    return State.RUNS_OUT if days.until - on <= WARNED_BEFORE else State.IN_FORCE


def overlap(one: Days, other: Days) -> bool:
    """Whether two consents would stand on the same day; one withdrawn on the day it was given stood on none."""
    if one.given == one.end or other.given == other.end:
        return False
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Days, other: Days) -> bool:
    return other.end is None or one.given < other.end


class Reach(IntEnum):
    """What somebody may know of a person's consents of one category."""

    NOTHING = 0
    OWN = 1
    WHOLE = 2
    RECORDS = 3


def reach(level: Level, term: Term, *, involved: bool) -> Reach:
    """How far the page of consents is open to a reader, by their level of the category and their agency's term.

    Who manages the category records consents to it; who reads it in their own right sees all of them. Whose agency
    reads by consent alone sees its own, given or not, while it is involved: what rests on consent ends with that.
    To everybody else there is no such page: that a consent exists would say that there is treatment.
    """
    if term.if_consent:
        return Reach.OWN if involved else Reach.NOTHING
    if level >= Level.MANAGE:
        return Reach.RECORDS
    return Reach.WHOLE if level >= Level.READ else Reach.NOTHING
