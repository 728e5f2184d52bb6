"""A place beside the next one below, as far as a reader may see both people (ranking.rules.comparing)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agencies.models import User
from agencies.rules import Levels
from audit.floor import System, as_system
from offenders.policies import view_of
from ranking.models import Run, Score
from ranking.rules import FACTORS, Difference, ScoringMatrix, Side, decided_by, differences
from ranking.visible import ShownFactor, factors_for, hidden_factors, sees_scores, sees_the_young, with_rank


@dataclass(frozen=True)
class Line:
    """One factor of both, in points and in words."""

    difference: Difference
    first: ShownFactor
    second: ShownFactor


@dataclass(frozen=True)
class Beside:
    """What a reader is shown of the next below: of whom they do not see nothing but that there is somebody."""

    last: bool = False
    other: Score | None = None
    lines: Sequence[Line] = field(default_factory=list)
    why: Sequence[str] = field(default_factory=list)


def beside_next(user: User, run: Run, place: Score, levels: Levels) -> Beside:
    """`place` as `shown_places` gives it; `levels` what the reader has of that person."""
    other = _next_below(user, run, place)
    if other is None:
        return Beside(last=True)
    view = view_of(user, other.offender_id)
    if view is None or not sees_scores(view.levels):
        return Beside()
    # Read again, as the reader: who is seen is seen through the floor as well.
    other = Score.objects.select_related("offender").filter(pk=other.pk).first()
    if other is None:
        return Beside()
    place.run = other.run = run
    hidden = hidden_factors(levels) | hidden_factors(view.levels)
    matrix, first, second = ScoringMatrix.read(run.matrix.points), _side(place), _side(other)
    found = zip(
        differences(first, second, hidden),
        factors_for(levels, place, hidden),
        factors_for(view.levels, other, hidden),
        strict=True,
    )
    lines = [Line(*one) for one in found]
    return Beside(other=with_rank(user, run, other), lines=lines, why=decided_by(first, second, matrix, hidden))


def _next_below(user: User, run: Run, place: Score) -> Score | None:
    """The next in the order that the reader is shown, whoever it is."""
    below = Score.objects.filter(run=run, rank__gt=place.rank)
    below = below if sees_the_young(user) else below.filter(adult_rank__isnull=False)
    with as_system(System.RANKING):
        return below.order_by("rank").first()


def _side(place: Score) -> Side:
    return Side(
        points={name: getattr(place, name) for name in FACTORS},
        in_custody=place.in_custody,
        resident=place.resident,
        eighths=place.eighths,
        latest_offence_on=place.latest_offence_on,
    )
