"""When a record is to be reviewed: pure, from dates and groups (domain facts, section 7.4).

The clear period runs from the last day on which the person came to notice; a review that kept the record starts the
time to the next. Whoever is on the scheme, in custody, supervised or wanted is not reviewed at all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from audit.months import add_months


@dataclass(frozen=True)
class Group:
    """A review group's numbers, in whole years; `position` 1 is the one that is kept longest."""

    code: str
    position: int
    clear_years: int
    again_years: int
    until_age: int | None = None


@dataclass(frozen=True)
class Event:
    """A day on which the person came to notice, in words: "arrest", "release"."""

    on: date
    words: str


@dataclass(frozen=True)
class Facts:
    """What is asked of one record. `groups` are those of proved offences, `now` why the record is in use today."""

    born: date
    groups: Collection[str]
    public_protection: bool
    events: Collection[Event]
    now: Collection[str] = ()
    kept_on: date | None = None
    held: bool = False


@dataclass(frozen=True)
class Verdict:
    """In which group, when the review is due and why; no day while the record is in use. `held` forbids disposal."""

    group: str
    due_on: date | None
    reasons: tuple[str, ...]
    held: bool

    def is_due(self, on: date) -> bool:
        return self.due_on is not None and self.due_on <= on


def verdict(facts: Facts, groups: Iterable[Group]) -> Verdict:
    """Raises ValueError where there is no group at all: a scheme without one reviews nothing."""
    ordered = sorted(groups, key=lambda group: group.position)
    if not ordered:
        raise ValueError("a scheme has one review group or more")
    group = _group(facts, ordered)
    if facts.now:
        return Verdict(group.code, None, tuple(sorted(facts.now)), facts.held)
    due, reasons = _due(facts, group)
    return Verdict(group.code, due, reasons, facts.held)


def _group(facts: Facts, ordered: list[Group]) -> Group:
    """Of several groups the first; public protection is the first; nothing proved is the last."""
    if facts.public_protection:
        return ordered[0]
    return next((group for group in ordered if group.code in facts.groups), ordered[-1])


def _due(facts: Facts, group: Group) -> tuple[date, tuple[str, ...]]:
    last = max(facts.events, key=lambda event: event.on, default=Event(facts.born, "birth"))
    due, why = (
        _years(last.on, group.clear_years),
        f"{group.clear_years} years without coming to notice since {last.words}",
    )
    if facts.kept_on is not None and facts.kept_on >= last.on:
        again = _years(facts.kept_on, group.again_years)
        if again > due:
            due, why = again, f"{group.again_years} years since a review kept it"
    return due, (why,)


def may_dispose(facts: Facts, group: Group, on: date) -> bool:
    """Whether the rule lets a due record go: not while it is held or in use, nor before the group's age."""
    if facts.held or facts.now:
        return False
    return group.until_age is None or _years(facts.born, group.until_age) <= on


def _years(day: date, years: int) -> date:
    return add_months(day, 12 * years)
