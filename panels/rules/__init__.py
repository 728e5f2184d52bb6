"""The order of an agenda, when a reason is owed, and which way a panel and an action may go. No ORM, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from panels.models import ActionStatus, PanelStatus
from rag.models import Status
from rag.rules import Code, Reason

WORST_FIRST = (Status.RED, Status.AMBER_PLUS, Status.AMBER, Status.GREEN, Status.GREEN_RM, Status.BLUE)
"""As the scheme's own report lists them; who is in custody is discussed last (spec/rag.md)."""


class Step(StrEnum):
    """What may be done to a panel or to an action."""

    ISSUE = "issue"
    TAKE_BACK = "take_back"
    OPEN = "open"
    END = "end"
    RESUME = "resume"
    CLOSE = "close"
    FINISH = "finish"
    CANCEL = "cancel"


PANEL_STEPS: dict[tuple[PanelStatus, Step], PanelStatus] = {
    (PanelStatus.PLANNED, Step.ISSUE): PanelStatus.ISSUED,
    (PanelStatus.PLANNED, Step.CANCEL): PanelStatus.CANCELLED,
    (PanelStatus.ISSUED, Step.TAKE_BACK): PanelStatus.PLANNED,
    (PanelStatus.ISSUED, Step.OPEN): PanelStatus.OPEN,
    (PanelStatus.ISSUED, Step.CANCEL): PanelStatus.CANCELLED,
    (PanelStatus.OPEN, Step.END): PanelStatus.ENDED,
    (PanelStatus.ENDED, Step.RESUME): PanelStatus.OPEN,
    (PanelStatus.ENDED, Step.CLOSE): PanelStatus.CLOSED,
}
"""The chair ends a meeting, reviews it and signs: that closes it, and a closed one goes nowhere (a correction is a new
note). An agenda that was issued is taken back to be planned anew; a cancelled meeting is planned as another."""

ACTION_STEPS: dict[tuple[ActionStatus, Step], ActionStatus] = {
    (ActionStatus.OPEN, Step.FINISH): ActionStatus.DONE,
    (ActionStatus.OPEN, Step.CANCEL): ActionStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for an agenda: what stands decided, what is proposed, the rank if there is one."""

    offender_id: int
    decided: Status | None
    proposed: Status
    rank: int | None
    name: str


def back_to_panel(decided: Status | str | None, proposed: Status | str) -> bool:
    """In reactive management, and anything but GREEN is proposed: at the top of the next agenda (spec/rag.md)."""
    return decided == Status.GREEN_RM and proposed != Status.GREEN


def severity(status: Status | str) -> int:
    """The place of a status in the worst-first order; 0 is the worst."""
    return WORST_FIRST.index(Status(status))


def agenda(people: Iterable[Candidate]) -> list[Candidate]:
    """Back from reactive management first, then worst first; alike by rank (no rank last), then by name."""
    return sorted(people, key=_place)


def _place(who: Candidate) -> tuple[bool, int, bool, int, str, int]:
    return (
        not back_to_panel(who.decided, who.proposed),
        severity(who.proposed),
        who.rank is None,
        who.rank or 0,
        who.name,
        who.offender_id,
    )


def without_repeats(reasons: Sequence[Reason]) -> list[str]:
    """The words of the reasons for a list: an arrest that the comparison of arrests names is not named again."""
    compared = [reason.text for reason in reasons if reason.code == Code.ARREST_SIMILAR_OR_HIGHER]
    words = [_not_in(compared, reason.text) if reason.code == Code.ARREST else reason.text for reason in reasons]
    return [each for each in words if each]


def _not_in(compared: Sequence[str], text: str) -> str:
    """Without each "Arrested 18 March" that stands in "Arrested 18 March for an offence …"; no "and 2 more" alone."""
    left = [part for part in text.split("; ") if not any(f"{part} for " in words for words in compared)]
    return "; ".join(left) if left and not left[0].startswith("and ") else ""


def reason_owed(shown: Status | str | None, decided: Status | str) -> bool:
    """A decision that differs from the proposal owes a reason; so does one where the proposal is not shown."""
    return shown != decided


def held_on_allowed(held_on: date, today: date, last_held_on: date | None) -> bool:
    """This month's panel: a day of this month up to today, and after the area's last."""
    this_month = held_on.replace(day=1) == today.replace(day=1)
    return this_month and held_on <= today and (last_held_on is None or held_on > last_held_on)


def due_on_allowed(due_on: date, held_on: date) -> bool:
    """An action is due on the day of its panel at the earliest."""
    return due_on >= held_on


def overdue(due_on: date, today: date) -> bool:
    """From the day after it was due."""
    return due_on < today


def escalated(due_on: date, today: date, days: int) -> bool:
    """So late that others are told: from so many days after the day on which it was due."""
    return (today - due_on).days >= days


def news(frozen: Iterable[Reason], now: Iterable[Reason]) -> list[Reason]:
    """The reasons of now that the frozen proposal does not have: what arrived since."""
    known = {(reason.code, reason.text) for reason in frozen}
    return [reason for reason in now if (reason.code, reason.text) not in known]


def minutes_left(planned: int, gone: int) -> int:
    """Of the planned length of a meeting; below nothing is over it."""
    return planned - gone


def minutes_behind(planned: int, gone: int, settled: Sequence[int | None], left: Sequence[int | None]) -> int:
    """How far the meeting is behind its plan, by the minutes given to each who is settled and each who is left.

    Who has a time of their own takes it; the others share the rest evenly. Ahead of the plan is nothing.
    """
    given = [*settled, *left]
    share = Fraction(max(planned - sum(filter(None, given)), 0), given.count(None) or 1)
    due = int(sum(share if minutes is None else minutes for minutes in settled))
    return max(gone - due, 0) if left else 0
