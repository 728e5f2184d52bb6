"""What becomes of an item of a care plan, where it is filed, and how long a service let somebody wait."""

from datetime import date
from enum import StrEnum

from agencies.categories import Category
from pathways.rules.letters import Theme


class ItemStatus(StrEnum):
    """Where the work on a need stands. It is another axis than the level: the level is the need, this is the work."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    MET = "met"
    DECLINED = "declined"
    NO_LONGER_NEEDED = "no_longer_needed"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


OPEN = frozenset({ItemStatus.NOT_STARTED, ItemStatus.IN_PROGRESS})
ASKS_WHY = frozenset({ItemStatus.DECLINED, ItemStatus.NO_LONGER_NEEDED})
TRANSITIONS: dict[ItemStatus, frozenset[ItemStatus]] = {
    ItemStatus.NOT_STARTED: frozenset(ItemStatus) - {ItemStatus.NOT_STARTED},
    ItemStatus.IN_PROGRESS: frozenset({ItemStatus.MET, ItemStatus.DECLINED, ItemStatus.NO_LONGER_NEEDED}),
    ItemStatus.MET: frozenset({ItemStatus.IN_PROGRESS}),
    ItemStatus.DECLINED: OPEN | {ItemStatus.NO_LONGER_NEEDED},
    ItemStatus.NO_LONGER_NEEDED: OPEN,
}
"""A need that was met may come back, and who declined may say yes later; nothing else goes back."""


def may_become(now: ItemStatus, then: ItemStatus) -> bool:
    return then in TRANSITIONS[now]


# Items of health, of drugs and alcohol and of victims stand with the detail of these; consent is then theirs.
_PARTS = {
    Theme.HEALTH: Category.HEALTH,
    Theme.DRUGS_ALCOHOL: Category.TREATMENT,
    Theme.VICTIMS: Category.VICTIMS,
}


def part_of_plan(theme: str) -> Category:
    """The part of the record that an item of a plan is read and written by."""
    return _PARTS.get(Theme(theme), Category.PATHWAYS)


class Answer(StrEnum):
    """What a service said to a referral; without one it waits for an answer."""

    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        return {"accepted": "Accepted", "waiting_list": "On the waiting list", "refused": "Refused"}[self.value]


def waiting_days(referred_on: date, started_on: date | None, answer: str, on: date) -> int | None:
    """Days from the referral to the start, or so far; of one that was refused nobody waits."""
    if started_on is not None:
        return (started_on - referred_on).days
    return None if answer == Answer.REFUSED else (on - referred_on).days
