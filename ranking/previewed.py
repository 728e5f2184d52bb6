"""Who would move by a draft of the matrix, as one reader may see it.

The ranks are those that the reader is shown in a ranking, among everybody or among those of 18 and over. Where a draft
gives intelligence or drugs by other numbers, the difference of a score would tell of a report: to whoever is not shown
these factors nobody is listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs

from agencies.models import User
from agencies.sharing import everyday
from offenders.models import Offender
from offenders.policies import views_of
from ranking.models import MatrixMove, MatrixPreview
from ranking.rules import FACTORS, ScoringMatrix, factors_that_differ, printed
from ranking.visible import SEES_SMALL_TOTALS, hidden_factors, rank_column, sees_scores

ALL, UP, DOWN, SAME = "", "up", "down", "same"


@dataclass(frozen=True)
class Totals:
    """Of everybody by the ranks that a reader is shown: how many rise, fall and stay, and how far."""

    people: int
    up: int
    down: int
    most_up: int
    most_down: int
    middle: int | None

    @property
    def stay(self) -> int:
        return self.people - self.up - self.down


@dataclass(frozen=True)
class Row:
    """One person: rank, score, points and whether they are an emerging threat, as it is and as it would be."""

    offender: Offender
    ranks: tuple[int, int]
    scores: tuple[str, str]
    points: list[tuple[str, int, int]]
    threat: tuple[bool, bool]
    member: bool

    @property
    def up(self) -> int:
        return self.ranks[0] - self.ranks[1]


def totals(preview: MatrixPreview, user: User) -> Totals | None:
    """Of the whole register; what may be under five is for police and probation (spec/access.md, section 2)."""
    if getattr(user.agency, "kind", None) not in SEES_SMALL_TOTALS:
        return None
    found = preview.totals[rank_column(user)]
    return Totals(**{name: found[name] for name in Totals.__dataclass_fields__})


def differing(preview: MatrixPreview) -> frozenset[str]:
    """The factors whose points the draft gives by other numbers."""
    return factors_that_differ(*(ScoringMatrix.read(each.points) for each in (preview.against, preview.matrix)))


def why_nobody(preview: MatrixPreview, user: User) -> str:
    """Why nobody at all is listed to a reader, in a sentence; empty where people are."""
    levels = everyday(user)
    if not sees_scores(levels):
        return "Scores and rank are not shared with your agency under the sharing agreement: nobody is listed."
    told = sorted(differing(preview) & hidden_factors(levels))
    if told:
        return (
            f"The draft gives {' and '.join(told)} by other numbers, which you are not shown of a person: who moves "
            "would tell you of whom there is intelligence, so nobody is listed."
        )
    return ""


def moves(preview: MatrixPreview, user: User, way: str = ALL) -> QuerySet[Any]:
    """Of whom the reader would see a difference, the furthest moved first."""
    if why_nobody(preview, user):
        return MatrixMove.objects.none()
    rank = rank_column(user)
    found = preview.moves.filter(offender__in=Offender.objects.visible_to(user), **{f"{rank}__isnull": False})
    found = found.annotate(up=F(f"was_{rank}") - F(rank), size=Abs(F(f"was_{rank}") - F(rank)))
    found = found.filter(~Q(up=0) | ~Q(eighths=F("was_eighths")) | ~Q(points={}) | _passes(preview, rank))
    ways = {UP: Q(up__gt=0), DOWN: Q(up__lt=0), SAME: Q(up=0)}
    found = found.filter(ways[way]) if way in ways else found
    return found.select_related("offender__area").order_by("-size", rank)


def _passes(preview: MatrixPreview, rank: str) -> Q:
    """On no cohort, and above the lowest members by one of the two alone; of no members nobody is above."""
    was, now = (preview.totals[rank][line] or 0 for line in ("was_threat", "threat"))
    before, after = Q(**{f"was_{rank}__lt": was}), Q(**{f"{rank}__lt": now})
    return Q(member=False) & ((before & ~after) | (after & ~before))


def rows(preview: MatrixPreview, user: User, found: Iterable[Any]) -> list[Row]:
    """The rows of one page, each as far as the reader has that person's score."""
    page, rank, differ = list(found), rank_column(user), differing(preview)
    lines = preview.totals[rank]
    views = views_of(user, [move.offender_id for move in page])
    return [
        Row(
            offender=move.offender,
            ranks=(getattr(move, f"was_{rank}"), getattr(move, rank)),
            scores=(printed(move.was_eighths), printed(move.eighths)),
            points=[(name, *move.points[name]) for name in FACTORS if name in move.points],
            threat=_threat(move, rank, lines),
            member=move.member,
        )
        for move in page
        if (view := views.get(move.offender_id))
        and sees_scores(view.levels)
        and not (differ & hidden_factors(view.levels))
    ]


def _threat(move: MatrixMove, rank: str, lines: dict[str, int | None]) -> tuple[bool, bool]:
    was, now = lines["was_threat"], lines["threat"]
    if move.member or was is None or now is None:
        return False, False
    return getattr(move, f"was_{rank}") < was, getattr(move, rank) < now
