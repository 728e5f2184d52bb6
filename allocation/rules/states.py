"""The stages of an allocation and of a transfer: one enum and one table each. Pure."""

from enum import StrEnum


class State(StrEnum):
    """How an allocation stands."""

    WAITS = "waits"
    MADE = "made"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What is done with an allocation that waits."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


OPEN_ALLOCATION = State.WAITS
ALLOCATION = {
    (State.WAITS, Answer.APPROVE): State.MADE,
    (State.WAITS, Answer.REFUSE): State.REFUSED,
    (State.WAITS, Answer.WITHDRAW): State.WITHDRAWN,
}


class Stage(StrEnum):
    """How a transfer stands."""

    ASKED = "asked"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


class Step(StrEnum):
    """What is done with a transfer."""

    APPROVE = "approve"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    DISMISS = "dismiss"


OPEN_TRANSFERS = (Stage.ASKED, Stage.APPROVED)
TRANSFER = {
    (Stage.ASKED, Step.APPROVE): Stage.APPROVED,
    (Stage.ASKED, Step.ACCEPT): Stage.ACCEPTED,
    (Stage.ASKED, Step.REFUSE): Stage.REFUSED,
    (Stage.ASKED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.ASKED, Step.DISMISS): Stage.DISMISSED,
    (Stage.APPROVED, Step.ACCEPT): Stage.ACCEPTED,
    (Stage.APPROVED, Step.REFUSE): Stage.REFUSED,
    (Stage.APPROVED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.APPROVED, Step.DISMISS): Stage.DISMISSED,
}


def after(stage: Stage, step: Step) -> Stage | None:
    """Where a step leads; None is that it is not to be taken from there."""
    return TRANSFER.get((stage, step))


def answered(state: State, answer: Answer) -> State | None:
    return ALLOCATION.get((state, answer))
