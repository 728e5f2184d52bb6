"""What may have happened and what may follow on it: pure functions and tables, each row tested."""

from datetime import date
from enum import StrEnum

from agencies.templatetags.iom_pages import uk_date
from audit.months import add_months
from offenders.models import Disposal, RequestStatus

# Nobody younger can be guilty of an offence (Children and Young Persons Act 1933, section 50).
RESPONSIBLE_AT = 10


def wrong_day(on: date, *, born: date, today: date) -> str:
    """Why something cannot have happened to this person on that day; empty where it can.

    Not in the future; not before the tenth birthday.
    """
    if on > today:
        return f"That day is still to come. Enter {uk_date(today)} or an earlier day."
    tenth = add_months(born, 12 * RESPONSIBLE_AT)
    if on < tenth:
        return (
            f"The person was under {RESPONSIBLE_AT} on that day: they turned {RESPONSIBLE_AT} on {uk_date(tenth)}. "
            "Check the day, and that this is the right person."
        )
    return ""


def before_birth(on: date, *, born: date, today: date) -> str:
    """The same for what a child may be spoken of: a report, a note."""
    if on > today:
        return f"That day is still to come. Enter {uk_date(today)} or an earlier day."
    return f"The person was born on {uk_date(born)}. Check the day." if on < born else ""


_OUT_OF_COURT = (
    Disposal.CAUTIONED,
    Disposal.CONDITIONAL_CAUTION,
    Disposal.PENALTY_NOTICE,
    Disposal.COMMUNITY_RESOLUTION,
)
_BEFORE_COURT = (Disposal.CHARGED, Disposal.SUMMONSED)
_UNDECIDED = tuple(disposal for disposal in Disposal if disposal in Disposal.to_come())

# What may still become of an offence, by what has become of it. Anything else is a mistake, and corrected as one.
FOLLOWS: dict[Disposal, frozenset[Disposal]] = {
    **{
        undecided: frozenset(Disposal) - {undecided, Disposal.NOT_GUILTY}  # nobody is acquitted without a charge
        for undecided in _UNDECIDED
    },
    Disposal.NO_FURTHER_ACTION: frozenset({*_BEFORE_COURT, *_UNDECIDED}),  # reopened
    Disposal.CHARGED: frozenset(
        {Disposal.NOT_GUILTY, Disposal.NO_FURTHER_ACTION, Disposal.TAKEN_INTO_CONSIDERATION, Disposal.CAUTIONED}
    ),
    Disposal.SUMMONSED: frozenset(
        {Disposal.NOT_GUILTY, Disposal.NO_FURTHER_ACTION, Disposal.TAKEN_INTO_CONSIDERATION, Disposal.CHARGED}
    ),
    # Broken conditions, an unpaid notice and a resolution that was not kept come before a court after all.
    Disposal.CONDITIONAL_CAUTION: frozenset(_BEFORE_COURT),
    Disposal.PENALTY_NOTICE: frozenset(_BEFORE_COURT),
    Disposal.COMMUNITY_RESOLUTION: frozenset(_BEFORE_COURT),
    Disposal.CAUTIONED: frozenset(),
    Disposal.TAKEN_INTO_CONSIDERATION: frozenset(),
    Disposal.NOT_GUILTY: frozenset(),
}


def wrong_next(was: str, becomes: str) -> str:
    """Why one disposal cannot follow on another; empty where it can."""
    if Disposal(becomes) in FOLLOWS[Disposal(was)]:
        return ""
    words = f"An offence that was {Disposal(was).label.lower()} does not become {Disposal(becomes).label.lower()}."
    return f"{words} If what stands there was a mistake, correct it instead."


class Step(StrEnum):
    """What an agency says to a request."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    FINISH = "finish"
    WITHDRAW = "withdraw"


# The request's whole life: a step from a status leads to the next; what is not here cannot be done.
STEPS: dict[tuple[RequestStatus, Step], RequestStatus] = {
    (RequestStatus.ASKED, Step.ACCEPT): RequestStatus.ACCEPTED,
    (RequestStatus.ASKED, Step.REFUSE): RequestStatus.REFUSED,
    (RequestStatus.ASKED, Step.WITHDRAW): RequestStatus.WITHDRAWN,
    (RequestStatus.ACCEPTED, Step.FINISH): RequestStatus.DONE,
    (RequestStatus.ACCEPTED, Step.REFUSE): RequestStatus.REFUSED,
    (RequestStatus.ACCEPTED, Step.WITHDRAW): RequestStatus.WITHDRAWN,
}
# Whose step it is: the agency that was asked answers, the one that asked takes it back.
BY_WHO_ASKED = frozenset({Step.WITHDRAW})
# What a step does not go without: what was done, or why it is not.
SAYS_HOW = frozenset({Step.REFUSE, Step.FINISH, Step.WITHDRAW})


def steps_from(status: str, *, asked: bool, was_asked: bool) -> list[Step]:
    """The steps open to an agency that `asked`, or `was_asked`."""
    whose = {True: asked, False: was_asked}
    return [step for step in Step if (RequestStatus(status), step) in STEPS and whose[step in BY_WHO_ASKED]]
