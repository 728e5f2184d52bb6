"""Why somebody stands on an agenda (issue 7, "Before"), and what of that one screen may show. No ORM, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agencies.categories import Category
from rag.models import Status


class Why(StrEnum):
    """In the order in which an agenda says them."""

    ADDED = "added"
    ASKED = "asked"
    NEW_REFERRAL = "new_referral"
    RED = "red"
    AMBER_PLUS = "amber_plus"
    DIFFERS = "differs"
    RISEN = "risen"
    RELEASED = "released"
    RELEASE_DUE = "release_due"
    REACTIVE_DUE = "reactive_due"
    DESELECTION_DUE = "deselection_due"
    ACTION_OVERDUE = "action_overdue"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Why.ADDED: "added by the chair",
    Why.ASKED: "an agency asked",
    Why.NEW_REFERRAL: "new referral",
    Why.RED: "RED",
    Why.AMBER_PLUS: "AMBER+",
    Why.DIFFERS: "proposal differs from decision",
    Why.RISEN: "ranking jump",
    Why.RELEASED: "released",
    Why.RELEASE_DUE: "due for release",
    Why.REACTIVE_DUE: "reactive management due",
    Why.DESELECTION_DUE: "deselection due",
    Why.ACTION_OVERDUE: "action overdue",
}

NEEDS: dict[Why, tuple[Category, ...]] = {
    Why.RED: (Category.SCHEME, Category.OFFENDING),
    Why.RISEN: (Category.SCHEME, Category.SCORES),
    Why.RELEASED: (Category.SCHEME, Category.CUSTODY),
    Why.RELEASE_DUE: (Category.SCHEME, Category.CUSTODY),
}
"""What a reason gives away beside that somebody is on the scheme (spec/access.md, section 2)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person, as of the agenda; the bounds are the scheme's."""

    decided: Status | None
    proposed: Status
    referred: bool = False
    risen: int | None = None
    jump: int = 20
    released_days: int | None = None
    release_in: int | None = None
    release_within: int = 28
    reactive_due: bool = False
    deselection_due: bool = False
    actions_overdue: int = 0
    added: bool = False
    asked: bool = False


def why_on_agenda(facts: Facts) -> list[Why]:
    """Every reason to go through somebody alone; nobody's is that there is nothing to change: they stand in the block.

    Who is on a cohort and was never decided on is as new to the panel as who is referred.
    """
    found = {
        Why.ADDED: facts.added,
        Why.ASKED: facts.asked,
        Why.NEW_REFERRAL: facts.referred or facts.decided is None,
        Why.RED: Status.RED in (facts.proposed, facts.decided),
        Why.AMBER_PLUS: Status.AMBER_PLUS in (facts.proposed, facts.decided),
        Why.DIFFERS: _differs(facts),
        Why.RISEN: facts.risen is not None and facts.risen >= facts.jump,
        Why.RELEASED: _within(facts.released_days, facts.release_within),
        Why.RELEASE_DUE: _within(facts.release_in, facts.release_within),
        Why.REACTIVE_DUE: facts.reactive_due,
        Why.DESELECTION_DUE: facts.deselection_due,
        Why.ACTION_OVERDUE: facts.actions_overdue > 0,
    }
    return [why for why, holds in found.items() if holds]


def _differs(facts: Facts) -> bool:
    """GREEN proposed again for who is in reactive management changes nothing (spec/rag.md)."""
    if facts.decided is None or facts.decided == facts.proposed:
        return False
    return not (facts.decided == Status.GREEN_RM and facts.proposed == Status.GREEN)


def _within(days: int | None, within: int) -> bool:
    return days is not None and 0 <= days <= within


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody stands there, and the categories without which nobody is told."""

    why: Why
    needs: tuple[Category, ...] = (Category.SCHEME,)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a screen shows of somebody: only what stands on it may be said in other words."""

    reads: frozenset[Category]
    proposed: str | None
    decided: str | None
    rank: bool


def reasons_for(seen: Seen, reasons: Iterable[Reason]) -> list[Why]:
    """Of the reasons those that a screen may name.

    RED and AMBER+ only where the screen shows that status itself, a difference only between two that it shows, and a
    jump only beside the rank: a reason says no more than what stands beside it.
    """
    return [reason.why for reason in reasons if seen.reads.issuperset(reason.needs) and _stands(reason.why, seen)]


def _stands(why: Why, seen: Seen) -> bool:
    shown = (seen.proposed, seen.decided)
    if why == Why.RED:
        return Status.RED in shown
    if why == Why.AMBER_PLUS:
        return Status.AMBER_PLUS in shown
    if why == Why.DIFFERS:
        return all(one in Status.values for one in shown) and seen.proposed != seen.decided
    return why != Why.RISEN or seen.rank


def stored(reasons: Iterable[Reason]) -> list[list[object]]:
    """As a frozen agenda keeps them."""
    return [[reason.why.value, [category.value for category in reason.needs]] for reason in reasons]


def read(rows: Iterable[tuple[str, list[str]]]) -> list[Reason]:
    return [Reason(Why(why), tuple(Category(one) for one in needs)) for why, needs in rows]
