"""How a referral goes: one enum and one table of the ways between. Pure."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """A referral is open until somebody is selected or not, or it is withdrawn."""

    REFERRED = "referred"
    SCREENED = "screened"
    DEFERRED = "deferred"
    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return LABELS[self]


class Step(StrEnum):
    """What is done with a referral."""

    SCREEN = "screen"
    SELECT = "select"
    NOT_SELECT = "not_select"
    DEFER = "defer"
    COME_BACK = "come_back"
    WITHDRAW = "withdraw"


LABELS = {
    Status.REFERRED: "Waits for screening",
    Status.SCREENED: "Waits for a decision",
    Status.DEFERRED: "Deferred",
    Status.SELECTED: "Selected",
    Status.NOT_SELECTED: "Not selected",
    Status.WITHDRAWN: "Withdrawn",
}
CHOICES = [(status.value, status.label) for status in Status]
OPEN = (Status.REFERRED, Status.SCREENED, Status.DEFERRED)
WAYS = {
    (Status.REFERRED, Step.SCREEN): Status.SCREENED,
    (Status.REFERRED, Step.WITHDRAW): Status.WITHDRAWN,
    (Status.SCREENED, Step.SELECT): Status.SELECTED,
    (Status.SCREENED, Step.NOT_SELECT): Status.NOT_SELECTED,
    (Status.SCREENED, Step.DEFER): Status.DEFERRED,
    (Status.SCREENED, Step.WITHDRAW): Status.WITHDRAWN,
    (Status.DEFERRED, Step.COME_BACK): Status.SCREENED,
    (Status.DEFERRED, Step.WITHDRAW): Status.WITHDRAWN,
}


class Outcome(StrEnum):
    """What is decided on a referral."""

    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    DEFERRED = "deferred"

    @property
    def label(self) -> str:
        return Status(self.value).label

    @property
    def step(self) -> Step:
        return STEP_OF[self]


STEP_OF = {
    Outcome.SELECTED: Step.SELECT,
    Outcome.NOT_SELECTED: Step.NOT_SELECT,
    Outcome.DEFERRED: Step.DEFER,
}
OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome]


def after(status: Status | str, step: Step) -> Status | None:
    """Where a step leads; None is that it is not to be taken from there."""
    return WAYS.get((Status(status), step))


def stands(status: Status | str, deferred_until: date | None, on: date) -> Status:
    """The status on a day: what was deferred until a day waits for a decision again from that day on."""
    status = Status(status)
    if status is Status.DEFERRED and deferred_until is not None and deferred_until <= on:
        return Status.SCREENED
    return status
