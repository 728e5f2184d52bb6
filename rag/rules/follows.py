"""What follows from the decided history, and the evidence for it (spec/rag.md; codes/deselection.csv)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agencies.categories import Category
from audit.months import add_months, uk
from cohorts.rules import evidence as worked_out
from rag.rules.history import StatusRun, current_run
from rag.rules.thresholds import Thresholds
from rag.rules.values import Facts
from rag.status import Status

Levels = Mapping[str, bool | None]
"""By the name of each pathway: whether the latest level is a need; nothing where it was never assessed."""


class FollowKind(StrEnum):
    MAY_ENTER_REACTIVE_MANAGEMENT = "may_enter_reactive_management"
    DESELECTION_DUE = "deselection_due"
    BACK_TO_PANEL = "back_to_panel"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the facts say on one condition of a deselection code; shown to readers of all its categories."""

    deselection_code: str
    met: bool
    text: str
    categories: frozenset[Category]


@dataclass(frozen=True, slots=True)
class Follow:
    """What a panel should look at, and since when the decided status has held."""

    kind: FollowKind
    since: date
    text: str
    evidence: tuple[Evidence, ...] = ()


def what_follows(
    facts: Facts, proposed: Status, on: date, thresholds: Thresholds, levels: Levels | None = None
) -> list[Follow]:
    """For a member on a day; nothing for anybody else. At most one of the three holds."""
    run = current_run(facts.decisions, facts.memberships, on)
    if run is None or not may_follow(run, on, thresholds):
        return []
    if run.status == Status.GREEN_RM and proposed != Status.GREEN:
        # Not which status: that may be more than a reader may know.
        text = f"In reactive management since {uk(run.since)}, and no longer proposed GREEN: back to the panel"
        return [Follow(FollowKind.BACK_TO_PANEL, run.since, text)]
    if proposed != Status.GREEN or not _long_enough(run, on, thresholds):
        return []
    if run.status == Status.GREEN:
        text = f"Green since {uk(run.since)}: may be placed in reactive management"
        return [Follow(FollowKind.MAY_ENTER_REACTIVE_MANAGEMENT, run.since, text)]
    text = f"In reactive management since {uk(run.since)}: deselection is due"
    return [Follow(FollowKind.DESELECTION_DUE, run.since, text, evidence(facts, on, thresholds, levels or {}))]


def may_follow(run: StatusRun, on: date, thresholds: Thresholds) -> bool:
    """Whether anything can follow, whatever is proposed: of others no more facts need be read."""
    return run.status == Status.GREEN_RM or (run.status == Status.GREEN and _long_enough(run, on, thresholds))


def _long_enough(run: StatusRun, on: date, thresholds: Thresholds) -> bool:
    """g plus three months <= day."""
    months = thresholds.green_months if run.status == Status.GREEN else thresholds.assessment_months
    return add_months(run.since, months) <= on


def evidence(facts: Facts, on: date, thresholds: Thresholds, levels: Levels) -> tuple[Evidence, ...]:
    """The evidence for Code 1 (desistance) and Code 2 (pathways stabilised) as the facts have it."""
    pathways = worked_out.pathways_stabilised(levels, thresholds.stable_pathways)
    return (*_desistance(facts, on, thresholds), _said("2", pathways))


def _desistance(facts: Facts, on: date, thresholds: Thresholds) -> tuple[Evidence, ...]:
    """Code 1, as the room of cohorts works it out."""
    proved = [(a.id, a.arrested_on) for a in facts.arrests for o in a.offences if o.positive]
    grades = thresholds.confirmed_grades
    confirmed = [(r.id, r.received_on) for r in facts.reports if r.intelligence_grade in grades]
    found = worked_out.desistance(proved, confirmed, on, thresholds.desistance_months)
    return tuple(_said("1", piece) for piece in found)


def _said(code: str, piece: worked_out.Piece) -> Evidence:
    return Evidence(code, piece.met, piece.text, piece.categories)
