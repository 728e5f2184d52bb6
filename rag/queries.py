"""What other rooms ask of this one; each answers for many people at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from django.db.models import Case, IntegerField, Value, When

from audit.prepared import Day, Ids, Rows, prepared
from cohorts.members import members_on
from pathways.models import Pathway, PathwayAssessment
from rag import facts, rules
from rag.models import DecidedBy, Decision, Proposal, Status
from rag.rule_sets import thresholds

__all__ = [
    "LATEST_FIRST",
    "current_decisions",
    "current_proposals",
    "decided_runs",
    "members_on",
    "proposals_of",
    "what_follows",
]

_PANEL_FIRST = Case(When(decided_by=DecidedBy.PANEL, then=Value(0)), default=Value(1), output_field=IntegerField())
LATEST_FIRST = ("-effective_on", _PANEL_FIRST, "-ref", "-id")
"""A person's decisions, the one that holds on top: the latest, of one day the panel's, then the greater ref."""

FOLLOWED = (Status.GREEN, Status.GREEN_RM)
"""The decided statuses from which anything follows: of nobody else are the facts read."""


def current_decisions(
    offender_ids: Iterable[int], on: date, also: Iterable[str] = ("decided_by_user",)
) -> dict[int, Decision]:
    """The decision that holds on a day (spec/rag.md); what is named, whoever decided it, is read with it."""
    held = _holding(tuple(also))(people=offender_ids, on=on)
    return {decision.offender_id: decision for decision in held}


@cache
def _holding(also: tuple[str, ...]) -> Callable[..., list[Decision]]:
    @prepared
    def read(people: Ids, on: Day) -> Rows:
        rows = Decision.objects.filter(offender__in=people, effective_on__lte=on).select_related(*also)
        return rows.order_by("offender_id", *LATEST_FIRST).distinct("offender_id")

    return read


def current_proposals(offender_ids: Iterable[int]) -> dict[int, Proposal]:
    """The newest proposal of each who is a member."""
    return {proposal.offender_id: proposal for proposal in _current(people=offender_ids)}


@prepared
def _current(people: Ids) -> Rows:
    return Proposal.objects.filter(offender__in=people, current=True)


def proposals_of(offender_ids: Iterable[int], day: date) -> dict[int, Proposal]:
    """The newest proposal as of a day; of those of whom none was stored for it, the current one."""
    ids = list(offender_ids)
    of_the_day = Proposal.objects.filter(offender__in=ids, as_of=day).order_by("offender_id", "-id")
    return current_proposals(ids) | {p.offender_id: p for p in of_the_day.distinct("offender_id")}


def decided_runs(offender_ids: Iterable[int], on: date) -> dict[int, rules.StatusRun]:
    """The decided status of each member on a day, and since when it has held without a break."""
    known = facts.load(offender_ids, on, only=("decisions", "memberships"))
    runs = ((pk, rules.current_run(f.decisions, f.memberships, on)) for pk, f in known)
    return {pk: run for pk, run in runs if run is not None}


def what_follows(
    offender_ids: Collection[int], on: date, standing: Mapping[int, Decision] | None = None
) -> dict[int, list[rules.Follow]]:
    """What follows from the decided history of each who has something to follow, by the rules as of the day.

    `standing` is the decisions that hold on it, where they have been read already.
    """
    held = current_decisions(offender_ids, on) if standing is None else standing
    green = [pk for pk in offender_ids if pk in held and held[pk].status in FOLLOWED]
    if not green:
        return {}
    limits, found = thresholds(on), {}
    decided = dict(facts.load(green, on, only=("decisions", "memberships"), limits=limits))
    ids = [pk for pk, known in decided.items() if _may_follow(known, on, limits)]
    if not ids:
        return {}
    levels = latest_levels(ids, on)
    for pk, more in facts.load(ids, on, only=facts.READ.keys() - {"decisions", "memberships", "booked"}, limits=limits):
        known = replace(more, decisions=decided[pk].decisions, memberships=decided[pk].memberships)
        proposed = rules.propose(known, on, limits).status
        if follows := rules.what_follows(known, proposed, on, limits, levels.get(pk)):
            found[pk] = follows
    return found


def _may_follow(known: rules.Facts, on: date, limits: rules.Thresholds) -> bool:
    run = rules.current_run(known.decisions, known.memberships, on)
    return run is not None and rules.may_follow(run, on, limits)


def latest_levels(offender_ids: Iterable[int], on: date) -> dict[int, dict[str, bool | None]]:
    """By person and name of each pathway of the day’s set: whether the last level is a need; nothing if never.

    Of two assessments of one day a need wins, as in the ranking (spec/ranking.md), so that the two never differ.
    """
    names = dict(_pathways(on=on))
    ids = list(offender_ids)
    levels: dict[int, dict[str, bool | None]] = {pk: dict.fromkeys(names.values()) for pk in ids}
    for pk, code, need in _newest_levels(people=ids, on=on):
        if code in names:
            levels[pk][names[code]] = need
    return levels


@prepared
def _pathways(on: Day) -> Rows:
    return Pathway.objects.in_force(on).values_list("code", "name")


@prepared
def _newest_levels(people: Ids, on: Day) -> Rows:
    latest = PathwayAssessment.objects.filter(offender__in=people).newest(on)
    return latest.values_list("offender_id", "level__pathway_id", "level__need")
