"""Rules of exceptions by name: how long a grant may run, who must stay named, how a restriction is lifted.

Values in, a verdict out: no ORM and no clock.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum

from audit.months import add_months

LONGEST_MONTHS = 6
ENDS_SOON_DAYS = 28

UNTIL_PAST = "Choose a day after today."
UNTIL_LATER = "Choose a day after the one on which it ends now. To end it before, end it now."
NOBODY_TO_ACT = (
    "Name somebody who can act on it, a supervisor or a coordinator: without one nobody could name anybody else or "
    "ask for it to be lifted."
)


def last_day(today: date) -> date:
    """The latest day until which a grant may run, given or prolonged today."""
    return add_months(today, LONGEST_MONTHS)


def until_problem(until: date, today: date, before: date | None = None) -> str | None:
    """What is wrong with the day on which a grant is to end; `before` is the day until which it runs already."""
    if until <= today:
        return UNTIL_PAST
    if until > last_day(today):
        latest = last_day(today)
        return f"A grant runs for {LONGEST_MONTHS} months at most: until {latest.day} {latest:%B %Y}."
    return UNTIL_LATER if before is not None and until <= before else None


def ends_soon(until: date, today: date) -> bool:
    """Whether a standing grant ends within 28 days."""
    return today < until <= today + timedelta(days=ENDS_SOON_DAYS)


def names_problem(named: AbstractSet[int], acting: AbstractSet[int]) -> str | None:
    """What is wrong with the people named for a restricted person: somebody among them must be able to act on it."""
    return None if named & acting else NOBODY_TO_ACT


class State(StrEnum):
    STANDING = "standing"
    LIFTING = "lifting"
    LIFTED = "lifted"


class Step(StrEnum):
    ASK = "ask"
    KEEP = "keep"
    LIFT = "lift"


# What is not here is refused: one named person asks, a second one lifts; any of them may say that it stays.
STEPS: dict[tuple[State, Step], State] = {
    (State.STANDING, Step.ASK): State.LIFTING,
    (State.LIFTING, Step.KEEP): State.STANDING,
    (State.LIFTING, Step.LIFT): State.LIFTED,
}


def state(*, asked: bool, lifted: bool) -> State:
    """Where a restriction stands."""
    if lifted:
        return State.LIFTED
    return State.LIFTING if asked else State.STANDING
