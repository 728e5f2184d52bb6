"""Rules of sharing agreements: the steps from draft to end, when an expiry is warned of, what a draft changes.

Values in, a verdict out: no ORM and no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agencies.categories import Category

WARNED_DAYS_BEFORE = 28


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    ENDED = "ended"


class Step(StrEnum):
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REPLACE = "replace"
    END = "end"


# What is not here is refused. Who approves one replaces the one before it; the day of expiry ends it.
STEPS: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.PROPOSE): State.PROPOSED,
    (State.PROPOSED, Step.SEND_BACK): State.DRAFT,
    (State.PROPOSED, Step.APPROVE): State.IN_FORCE,
    (State.IN_FORCE, Step.REPLACE): State.REPLACED,
    (State.IN_FORCE, Step.END): State.ENDED,
}


def warns(expires_on: date | None, today: date) -> bool:
    """Whether the end is near enough to be said: from 28 days before it until the day before."""
    return expires_on is not None and 0 < (expires_on - today).days <= WARNED_DAYS_BEFORE


@dataclass(frozen=True)
class Dates:
    """The days of a draft, and those it must fit with."""

    starts_on: date
    review_on: date
    expires_on: date | None
    today: date
    last_began_on: date


def problems(dates: Dates) -> dict[str, str]:
    """What is wrong with a draft's days, by field; nothing where it may be proposed and approved."""
    found = {}
    if dates.starts_on < dates.today:
        found["starts_on"] = "An agreement starts today or later; what was seen before was seen under another."
    elif dates.starts_on <= dates.last_began_on:
        found["starts_on"] = "It must start after the one before it began."
    if dates.expires_on is None:
        found["expires_on"] = "Say on which day it expires."
    elif dates.expires_on <= dates.starts_on:
        found["expires_on"] = "It must expire after it starts."
    if not dates.starts_on < dates.review_on <= (dates.expires_on or dates.review_on):
        found["review_on"] = "The review must be after the start, and on the day of expiry at the latest."
    return found


@dataclass(frozen=True)
class Words:
    """One cell of an agreement in its own words: every day, and in the room."""

    everyday: str
    in_room: str


@dataclass(frozen=True)
class Difference:
    """What a draft changes for one party and category; nothing stands for "as its kind", or for not being named."""

    party: str
    category: Category
    before: Words | None
    after: Words | None


Cells = Mapping[tuple[str, Category], Words]


def differences(before: Cells, after: Cells) -> list[Difference]:
    """The cells that two agreements do not have alike, in the order of the table, then party by party."""
    order = list(Category)
    cells = sorted(before.keys() | after.keys(), key=lambda cell: (cell[0], order.index(cell[1])))
    return [
        Difference(party, category, before.get((party, category)), after.get((party, category)))
        for party, category in cells
        if before.get((party, category)) != after.get((party, category))
    ]
