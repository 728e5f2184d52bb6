"""The steps of a version from its draft to the day from which it counts. Values in, a verdict out."""

from datetime import date
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"proposed": "waits for a second person"}.get(self.value, self.value)


class Step(StrEnum):
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    AGREE = "agree"
    WITHDRAW = "withdraw"


# What is not here is refused. What is agreed or withdrawn never changes again: the next change is the next version.
STEPS: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.PROPOSE): State.PROPOSED,
    (State.DRAFT, Step.WITHDRAW): State.WITHDRAWN,
    (State.PROPOSED, Step.SEND_BACK): State.DRAFT,
    (State.PROPOSED, Step.AGREE): State.AGREED,
    (State.PROPOSED, Step.WITHDRAW): State.WITHDRAWN,
}
UNDER_WAY = frozenset({State.DRAFT, State.PROPOSED})


def wrong_day(in_force_from: date, today: date, latest: date) -> str:
    """Why a version cannot count from a day on, in a sentence; empty where it can.

    From today at the earliest, since what was worked out before is explained by the version of its day; and not before
    the day of the latest version that is agreed, which would never count.
    """
    if in_force_from < today:
        return "Choose today or a later day: what was worked out before stays explained by the version of its day."
    if in_force_from < latest:
        return "A version that is agreed already counts from a later day. Choose that day or a later one."
    return ""
