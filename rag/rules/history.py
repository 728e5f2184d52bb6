"""What follows from the decided history (spec/rag.md)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rag.rules.values import Decided, Stay


class StatusRun(NamedTuple):
    """A decided status that has held without a break since a day."""

    status: str
    since: date


def holding(decisions: Iterable[Decided], on: date) -> list[Decided]:
    """The decisions that took hold up to a day, in order, one a day.

    A decision holds until the next: of two on one day the panel's, then the greater ref, byte by byte.
    """
    seen = [decision for decision in decisions if decision.effective_on <= on]
    ordered = sorted(seen, key=lambda d: (d.effective_on, d.by_panel, d.ref.encode(), d.id))
    return list({decision.effective_on: decision for decision in ordered}.values())


def status_on(decisions: Iterable[Decided], on: date) -> str | None:
    """The decided status on a day; it holds across a deselection and a new selection."""
    held = holding(decisions, on)
    return held[-1].status if held else None


def answers(decisions: Iterable[Decided]) -> dict[int, Decided]:
    """By the number of each decision between panels: the next panel's; nothing where none has sat since.

    Of a decision of the panel's own day the panel's holds, and answers it (spec/rag.md; access.md, "Roles": an interim
    decision "stands at once and is confirmed or changed by the next panel").
    """
    decisions = list(decisions)
    of_panel = [decision for decision in holding(decisions, date.max) if decision.by_panel]
    found = {}
    for decision in decisions:
        later = [panel for panel in of_panel if panel.effective_on >= decision.effective_on]
        if not decision.by_panel and later:
            found[decision.id] = later[0]
    return found


def member_since(stays: Iterable[Stay], on: date) -> date | None:
    """Since when somebody has been a member without a break, of any cohorts; nothing for who is no member on the day.

    Memberships that touch or overlap are one time, as an episode is in the evaluation: moving from one cohort to
    another is no new selection.
    """
    since: date | None = None
    until: date | None = date.min
    for stay in sorted((stay for stay in stays if stay.selected_on <= on), key=lambda stay: stay.selected_on):
        if until is not None and stay.selected_on > until:
            since, until = stay.selected_on, stay.deselected_on
        else:
            since = since or stay.selected_on
            until = None if until is None or stay.deselected_on is None else max(until, stay.deselected_on)
    return since if until is None or until > on else None


def current_run(decisions: Iterable[Decided], stays: Iterable[Stay], on: date) -> StatusRun | None:
    """The status that a member holds, and since when without a break: another status or a deselection breaks it."""
    held, member = holding(decisions, on), member_since(stays, on)
    if not held or member is None:
        return None
    status = held[-1].status
    since = held[-1].effective_on
    for decision in reversed(held):
        if decision.status != status:
            break
        since = decision.effective_on
    return StatusRun(status, max(since, member))
