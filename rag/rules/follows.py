"""What follows from the decided history, and the evidence for it (spec/rag.md; codes/deselection.csv)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from agencies.categories import Category
from audit.months import add_months
from rag.rules.history import StatusRun, current_run
from rag.rules.thresholds import Thresholds
from rag.rules.values import Facts, Window
from rag.rules.words import uk
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
    if run is None or run.status not in (Status.GREEN, Status.GREEN_RM):
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


def _long_enough(run: StatusRun, on: date, thresholds: Thresholds) -> bool:
    """g plus three months <= day."""
    months = thresholds.green_months if run.status == Status.GREEN else thresholds.assessment_months
    return add_months(run.since, months) <= on


def evidence(facts: Facts, on: date, thresholds: Thresholds, levels: Levels) -> tuple[Evidence, ...]:
    """The evidence for Code 1 (desistance) and Code 2 (pathways stabilised) as the facts have it."""
    return (*_desistance(facts, on, thresholds), _pathways(levels, thresholds.stable_pathways))


def _desistance(facts: Facts, on: date, thresholds: Thresholds) -> tuple[Evidence, Evidence]:
    """Code 1: no offence with a positive disposal and no intelligence of grade A or B in the six months before."""
    window = Window.months_to(on, thresholds.desistance_months)
    offences = sum(o.positive for a in facts.arrests if window.holds(a.arrested_on) for o in a.offences)
    grades = thresholds.confirmed_grades
    reports = sum(window.holds(r.received_on) and r.intelligence_grade in grades for r in facts.reports)
    since = f"since {uk(window.after)}"
    return (
        Evidence(
            "1", not offences, f"Offences with a positive disposal {since}: {offences}", _parts(Category.OFFENDING)
        ),
        Evidence(
            "1", not reports, f"Intelligence of grade A or B {since}: {reports}", _parts(Category.INTELLIGENCE_ORIGINAL)
        ),
    )


def _pathways(levels: Levels, least: Fraction) -> Evidence:
    """Code 2: at least three quarters of the pathways, by the latest assessment of each, at a level that is no need."""
    stable = sum(need is False for need in levels.values())
    missing = [name for name, need in levels.items() if need is None]
    met = bool(levels) and not missing and Fraction(stable, len(levels)) >= least
    text = f"{stable} of {len(levels)} pathways at a level that is not a need"
    if missing:
        text += f"; never assessed: {', '.join(missing)}"
    # "Need" or "no need" is what a reader of pathways sees even of health (spec/access.md, section 2).
    return Evidence("2", met, text, _parts(Category.PATHWAYS))


def _parts(*categories: Category) -> frozenset[Category]:
    return frozenset(categories)
