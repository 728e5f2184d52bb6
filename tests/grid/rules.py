"""A draft of the RAG rules and one of the matrix that would change something of each person: their proposal, for the
reasons that theirs has now, and their rank.
"""

from typing import Any

from django.utils import timezone

from agencies.models import User
from agencies.models.drafted import Drafted
from offenders.models import Offender
from rag.models import Proposal, RuleChange, RulePreview, RuleSet
from ranking.models import Matrix, MatrixMove, MatrixPreview
from tests.conftest import TODAY

RANKS = ("rank", "adult_rank")
FAR = 80_000  # from which no canary is as many places away as another one says


def draft_of(model: type[Drafted], by: User, **changed: Any) -> Any:
    held = getattr(model.objects.get(version=1), model.HOLDS) | changed
    return model.objects.create(
        version=2, state="draft", source="The board.", because="To see.", drafted_by=by, drafted_at=timezone.now(),
        **{model.HOLDS: held},
    )  # fmt: skip


def drafts_of(by: User) -> tuple[RuleSet, Matrix]:
    """Of the matrix for other points of recency, which everybody is shown who is shown a score."""
    return draft_of(RuleSet, by), draft_of(Matrix, by, recency=[[28, 10]])


def previews_of(drafts: tuple[RuleSet, Matrix]) -> tuple[RulePreview, MatrixPreview]:
    rules, matrix = drafts
    return (
        RulePreview.objects.create(
            rule_set=rules, against=RuleSet.objects.get(version=1), edits=rules.edits, as_of=TODAY, members=1
        ),
        MatrixPreview.objects.create(
            matrix=matrix, against=Matrix.objects.get(version=1), edits=matrix.edits, as_of=TODAY,
            totals={rank: {"people": 9, "up": 9, "down": 0, "most_up": 1, "most_down": 0, "middle": 1, "threat": None,
                           "was_threat": None} for rank in RANKS},
        ),
    )  # fmt: skip


def changed(previews: tuple[RulePreview, MatrixPreview], who: Offender, proposal: Proposal, rank: int) -> None:
    """GREEN now; by the draft it would be what the person's proposal is, with its reasons. And a rank of their own."""
    rules, matrix = previews
    RuleChange.objects.create(
        preview=rules, offender=who, was="GREEN", was_reasons=[], would_be=proposal.status,
        would_be_reasons=proposal.reasons,
    )  # fmt: skip
    MatrixMove.objects.create(
        preview=matrix, offender=who, was_rank=rank, was_adult_rank=rank, rank=FAR, adult_rank=FAR, was_eighths=8,
        eighths=16, points={"recency": [1, 2]}, member=True,
    )  # fmt: skip
