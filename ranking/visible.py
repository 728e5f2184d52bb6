"""What a reader is shown of a score (spec/access.md, section 2): whole, in part, or not at all.

Each function takes what the reader has: of anybody for a list as a whole, of one person for that person's score.
"""

from dataclasses import dataclass

from agencies.categories import Category
from agencies.rules import Levels
from ranking import facts
from ranking.models import Score
from ranking.rules import FACTORS, ScoringMatrix, score

# The intelligence factor tells that there is a report, of which partners see nothing while nobody has written a
# sanitised text; drugs may come from a report too, and with one of the two alone hidden the sum would give it away.
FROM_INTELLIGENCE = frozenset({"intelligence", "drugs"})
NOT_SHOWN = "Not shown to your agency; counted in the score"
CORRECTED = "The facts have been corrected since this run"


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


def hidden_factors(levels: Levels) -> frozenset[str]:
    return frozenset() if levels.reads(Category.INTELLIGENCE_ORIGINAL) else FROM_INTELLIGENCE


def factors_for(levels: Levels, place: Score) -> list[ShownFactor]:
    """Why somebody has this score: the points on record, each with its sentence, for `ranking/_factors.html`.

    The sentences are worked out from the facts as they stand; where these have been corrected since, it says so.
    """
    matrix, hidden = ScoringMatrix.read(place.run.matrix.points), hidden_factors(levels)
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
