"""Where somebody stands in the ranking and why: one page of theirs, for who reads scores of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.access import may
from agencies.categories import Category, Level
from agencies.roles import Permission
from audit import log
from casefile.person.identity import Identity
from casefile.register.reader import Reader
from offenders.policies import View
from offenders.writing import may_correct
from ranking import beside_rank, queries
from ranking.comparing import Beside, beside_next
from ranking.models import Run, Score
from ranking.rules import Since
from ranking.visible import Moved, factors_for, shown_movement


@dataclass(frozen=True)
class Movement:
    """How far since when, with the day of the ranking that it is measured from; none where there is none."""

    since: Since
    places: Moved | None
    as_of: date | None
    version: int | None  # of the matrix that the ranking of then was made by


def load(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    received = _received(reader, bar)
    if bar.score is None or reader.run is None:
        return {"place": None, "run": reader.run, **received}
    bar.score.run = reader.run
    return {
        **received,
        "place": bar.score,
        "run": reader.run,
        "numbers": reader.run.matrix.points,
        "may_see_rules": may(reader.user, Permission.RULES_SEE),
        "factors": factors_for(reader.lens.levels, bar.score),
        "movements": _movements(reader, reader.run, bar),
        **_marks(reader, reader.run, bar),
        "beside": _beside(reader, reader.run, bar.score),
    }


def _marks(reader: Reader, run: Run, bar: Identity) -> dict[str, Any]:
    pk, levels = bar.person.pk, {bar.person.pk: reader.lens.levels}
    return {
        "release": beside_rank.releases(levels, reader.on).get(pk),
        "provisional": beside_rank.provisional(run, levels, beside_rank.members_of(run, levels)).get(pk, []),
        "late_feed": beside_rank.late_feeds(run).get(bar.person.area_id, ""),
    }


def _beside(reader: Reader, run: Run, place: Score) -> Beside:
    """The next below is somebody else, whose name and points the page gives: looking at them is in the log."""
    beside = beside_next(reader.user, run, place, reader.lens.levels)
    if beside.other is not None:
        parts = [Category.IDENTITY, Category.SCORES]
        log.viewed([beside.other.offender_id], by=reader.user, channel="casefile.person.rank, below", categories=parts)
    return beside


def _received(reader: Reader, bar: Identity) -> dict[str, Any]:
    """What other systems worked out, tool by tool, the newest first: beside the ranking's score and never in it."""
    lens, part = reader.lens, Category.SCORES
    view = View(lens.how, lens.levels) if lens.how is not None else None
    rows = bar.person.received_scores.select_related("created_by__agency", "source")
    rows = rows.order_by("tool", "-scored_on", "-pk")
    theirs = [(row, view is not None and may_correct(view, part, row, reader.user)) for row in rows]
    return {"received": theirs, "adds_scores": lens.levels.level(part) >= Level.ADD}


def _movements(reader: Reader, run: Run, bar: Identity) -> list[Movement]:
    """A panel's day is part of the scheme: who may not know of that is not told since when."""
    person = bar.person
    wanted = [one for one in Since if one is not Since.PANEL or reader.lens.knows_of(Category.SCHEME)]
    found = []
    for since in wanted:
        before = queries.runs_before(run, [person.area_id], since).get(person.area_id)
        moved = shown_movement(reader.user, run, [person.pk], since) if before else {}
        then = (before.as_of, before.matrix.version) if before else (None, None)
        found.append(Movement(since, moved.get(person.pk), *then))
    return found
