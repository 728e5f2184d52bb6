"""What cannot be in a version of the matrix, and where: the field of its form, and a sentence for who drafts it.

The first band that holds counts, so bands can neither overlap nor leave a gap as long as each bound goes on from the
one before. "Higher for recent arrests, detections for several offences" (spec/ranking.md): within a factor the worse
case never gives less than the better one.
"""

from collections.abc import Iterator
from itertools import pairwise

from ranking.rules.matrix import EIGHTHS, Bands, ScoringMatrix

Fault = tuple[str, str]
FALLING = "a case that is less bad gives fewer points than the {points} of the band before."


def faults(matrix: ScoringMatrix) -> list[Fault]:
    return [
        *_further(matrix.recency),
        *_fewer("frequency", matrix.frequency),
        *_fewer("reports", matrix.reports),
        *_shares(matrix),
        *_best_first(matrix),
        *_grades(matrix),
        *_divisions(matrix),
    ]


def _further(bands: Bands) -> Iterator[Fault]:
    """Within so many days: each band reaches further back than the one before, and gives less."""
    for number, ((bound, points), (later, fewer)) in enumerate(pairwise(bands), start=2):
        if later <= bound:
            yield f"recency_{number}_bound", f"the band before reaches {bound} days back, this one reaches further."
        if fewer >= points:
            yield f"recency_{number}_points", FALLING.format(points=points)


def _fewer(part: str, bands: Bands) -> Iterator[Fault]:
    """So many or more: each band begins lower than the one before, and gives less."""
    for number, ((bound, points), (lower, fewer)) in enumerate(pairwise(bands), start=2):
        if lower >= bound:
            yield f"{part}_{number}_bound", f"the band before holds from {bound} on, this one begins lower."
        if fewer >= points:
            yield f"{part}_{number}_points", FALLING.format(points=points)


def _shares(matrix: ScoringMatrix) -> Iterator[Fault]:
    """Kept under this part of those due: no part is more than the whole, each is more than the one before."""
    for number, (top, bottom, _) in enumerate(matrix.kept_under, start=1):
        if top > bottom:
            yield f"kept_{number}_top", "nobody keeps more than all. This is the whole at most."
    for number, (before, here) in enumerate(pairwise(matrix.kept_under), start=2):
        if here[0] * before[1] <= before[0] * here[1]:
            yield f"kept_{number}_top", f"the band before goes up to {before[0]} in {before[1]}, this one goes further."
        if here[2] >= before[2]:
            yield f"kept_{number}_points", FALLING.format(points=before[2])


def _best_first(matrix: ScoringMatrix) -> Iterator[Fault]:
    """What is tried first is the worst case, and gives as much as any that is tried after it."""
    if matrix.reports and matrix.well_graded < matrix.reports[0][1]:
        yield "well_graded", "A confirmed report gives at least as much as several that are not."
    if matrix.positive_or_reported < matrix.drugs_need:
        yield "positive_or_reported", "A positive test or a report gives at least as much as a need."
    if matrix.kept_under and matrix.none_kept < matrix.kept_under[0][2]:
        yield "none_kept", "Who keeps nothing is given at least as much as who keeps some."


def _grades(matrix: ScoringMatrix) -> Iterator[Fault]:
    if set(matrix.confirmed_grades) - set(matrix.believed_grades):
        yield "confirmed_grades", "What is confirmed is believed: choose these grades there too."


def _divisions(matrix: ScoringMatrix) -> Iterator[Fault]:
    if EIGHTHS % (matrix.divided_in_custody * matrix.divided_outside_the_area):
        yield (
            "divided_outside_the_area",
            "A score is kept in eighths of a point: both divisions together are 1, 2, 4 or 8.",
        )
