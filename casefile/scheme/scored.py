"""The scoring matrix's factors beside a screening: what ranking.visible shows this reader, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.categories import Category
from casefile.lens import Lens
from ranking.models import Run, Score
from ranking.queries import latest_run, run_numbered
from ranking.visible import ShownFactor, factors_for, hidden_factors, sees_scores, shown_places


@dataclass(frozen=True)
class Scored:
    """One ranking as far as it is shown: without a place, nobody is told whether the person is in it."""

    run: Run
    place: Score | None
    factors: list[ShownFactor]
    parts: frozenset[Category]


def scored_now(lens: Lens, offender_id: int, on: date) -> Scored | None:
    """By the latest ranking; None for who may not see scores, and before the first."""
    return _scored(lens, offender_id, latest_run(on)) if sees_scores(lens.levels) else None


def scored_then(lens: Lens, offender_id: int, kept: Mapping[str, Any]) -> Scored | None:
    """By the ranking that a decision was made with."""
    number = kept.get("run")
    return _scored(lens, offender_id, run_numbered(number)) if number and sees_scores(lens.levels) else None


def _scored(lens: Lens, offender_id: int, run: Run | None) -> Scored | None:
    if run is None:
        return None
    place = shown_places(lens.user, run, [offender_id]).get(offender_id)
    if place is None:
        return Scored(run, None, [], frozenset())
    place.run = run
    parts = {Category.SCORES} | (set() if hidden_factors(lens.levels) else {Category.INTELLIGENCE_ORIGINAL})
    return Scored(run, place, factors_for(lens.levels, place), frozenset(parts))
