"""What a reader is shown of a score (spec/access.md, section 2): whole, in part, or not at all.

Each function takes what the reader has: of anybody for a list as a whole, of one person for that person's score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agencies.categories import Category
from agencies.models import Agency, AgencyKind
from agencies.rules import Levels
from offenders.young import SHOWN_RANKS_OF_THE_YOUNG
from ranking import facts
from ranking.models import Run, Score
from ranking.queries import movement, places
from ranking.rules import FACTORS, ScoringMatrix, Since, score

# The intelligence factor tells that there is a report, of which partners see nothing while nobody has written a
# sanitised text; drugs may come from a report too, and with one of the two alone hidden the sum would give it away.
FROM_INTELLIGENCE = frozenset({"intelligence", "drugs"})
NOT_SHOWN = "Not shown to your agency; counted in the score"
CORRECTED = "The facts have been corrected since this run"
NEW = "new on the register"
# Totals under five are for police and probation (spec/access.md, section 2).
SEES_SMALL_TOTALS = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION})
SMALL = 5
Moved = int | str


@dataclass(frozen=True)
class ShownFactor:
    """A factor as a reader may see it: points are None where they are not shown."""

    name: str
    points: int | None
    most: int
    reason: str

    @property
    def label(self) -> str:
        return self.name.capitalize()


def sees_scores(levels: Levels) -> bool:
    """Who may not see scores gets lists by name."""
    return levels.reads(Category.SCORES)


def sees_the_young(user: Any) -> bool:
    """Who is shown the rank of somebody under 18 on the ranking's day: police and youth justice (issue 4).

    For every other agency they are not in the ranking at all: no row, no place in an order, and the ranks shown are
    those among the others, so that none is missing where they would stand.
    """
    return gives_the_young(getattr(user, "agency", None))


def gives_the_young(agency: Agency | None) -> bool:
    """The same, for what a whole agency is given."""
    return agency is not None and agency.kind in SHOWN_RANKS_OF_THE_YOUNG


def shown_scores(user: Any, rows: QuerySet[Score]) -> QuerySet[Score]:
    """The scores of a ranking that may be shown to a reader, in whatever order they are; each has `shown_rank`."""
    return rows if sees_the_young(user) else rows.filter(adult_rank__isnull=False)


def rank_for(user: Any, place: Score) -> int | None:
    """The rank as this reader is shown it."""
    return place.rank if sees_the_young(user) else place.adult_rank


def rank_column(user: Any) -> str:
    """The column of the rank that a reader is shown."""
    return "rank" if sees_the_young(user) else "adult_rank"


def threat_rank_in(user: Any, run: Run) -> int | None:
    """The rank that an emerging threat ranks above, among the ranks that the reader is shown; none without members."""
    return run.threat_rank if sees_the_young(user) else run.adult_threat_rank


def people_in(user: Any, run: Run) -> int | None:
    """How many were ranked, of those whose rank the reader may be shown."""
    return run.people if sees_the_young(user) else run.adults


def shown_places(user: Any, run: Run, offender_ids: Iterable[int]) -> dict[int, Score]:
    """Each person's place in a run as a reader is shown it (`shown_rank`); whoever it leaves out is not there."""
    young = sees_the_young(user)
    found = places(run, offender_ids)
    return {pk: with_rank(user, run, place) for pk, place in found.items() if young or place.adult_rank is not None}


def with_rank(user: Any, run: Run, place: Score) -> Score:
    place.shown_rank, place.shown_people = rank_for(user, place), people_in(user, run)
    return place


def shown_movement(
    user: Any, run: Run, offender_ids: Iterable[int], since: Since = Since.MONTH, *, thinned: bool = False
) -> dict[int, Moved]:
    """Places up since then by the ranks that the reader is shown of both days, or that somebody is new; where there is
    nothing to measure from, they are not there."""
    found = movement(run, offender_ids, of=rank_column(user), since=since, thinned=thinned)
    return {pk: NEW if places is None else places for pk, places in found.items()}


def hidden_factors(levels: Levels) -> frozenset[str]:
    return frozenset() if levels.reads(Category.INTELLIGENCE_ORIGINAL) else FROM_INTELLIGENCE


def factors_for(levels: Levels, place: Score, also_hidden: frozenset[str] = frozenset()) -> list[ShownFactor]:
    """Why somebody has this score: the points on record, each with its sentence, for `ranking/_factors.html`.

    What it shows is a place as `shown_places` gives it, with the rank and the number ranked that the reader is shown.

    The sentences are worked out from the facts as they stand; where these have been corrected since, it says so.
    """
    matrix, hidden = ScoringMatrix.read(place.run.matrix.points), hidden_factors(levels) | also_hidden
    known = dict(facts.load([place.offender_id]))
    now = score(known[place.offender_id], place.run.as_of, matrix)
    reasons = {f.name: f.reason if f.points == getattr(place, f.name) else CORRECTED for f in now.factors}
    return [
        ShownFactor(name, None, matrix.most_of(name), NOT_SHOWN)
        if name in hidden
        else ShownFactor(name, getattr(place, name), matrix.most_of(name), reasons[name])
        for name in FACTORS
    ]


def shown_points(place: Score, hidden: frozenset[str]) -> list[tuple[str, int | None]]:
    """The points of a row of the list, in the factors' order; None is not shown."""
    return [(name, None if name in hidden else getattr(place, name)) for name in FACTORS]
