"""A draft of the matrix tried on a day's register, beside the matrix that counts. It makes no run and no score."""

import json
from datetime import date
from typing import Any

from django.db import connection, transaction

from agencies.drafts.actions import CHANGED
from audit import log
from audit.floor import System, as_system
from audit.locks import Lock, alone, is_held
from audit.log import Actor
from audit.models import OutboxMessage, Verb
from ranking import preview_sql, queries
from ranking.models import Matrix, MatrixPreview, SettingName
from ranking.rules import ScoringMatrix
from ranking.settings import settings_in_force
from ranking.sql import OF_WHOLE_TABLES


class PreviewBusy(Exception):
    """Another preview is being worked out."""


@as_system(System.RANKING)
def preview(*, matrix: Matrix, on: date, by: Actor) -> MatrixPreview | None:
    """Work out who would move by a draft, and keep it; nothing for what is settled. Twice is once.

    Earlier previews of the draft go: they were of another state of it, or of another day. It is there whole or not
    at all; raises PreviewBusy where another is being worked out.
    """
    with alone(Lock.MATRIX_PREVIEW, PreviewBusy), transaction.atomic():
        draft = Matrix.objects.get(pk=matrix.pk)
        if not draft.is_under_way:
            return None
        there = found(draft, on)
        if there is not None:
            return there
        draft.previews.all().delete()
        against = queries.matrix_in_force(on)
        made = MatrixPreview.objects.create(matrix=draft, against=against, edits=draft.edits, as_of=on)
        made.totals = _compared(made, ScoringMatrix.read(against.points), ScoringMatrix.read(draft.points))
        made.save(update_fields=["totals"])
        log.ran(
            "ranking.preview_matrix", by=by, verb=Verb.COMPUTED, on=on.isoformat(), matrix=draft.version,
            people=made.totals["rank"]["people"],
        )  # fmt: skip
        return made


def _compared(made: MatrixPreview, was: ScoringMatrix, would: ScoringMatrix) -> dict[str, Any]:
    percent = settings_in_force(made.as_of)[SettingName.THREAT_PERCENT].number
    with connection.cursor() as cursor:
        cursor.execute(OF_WHOLE_TABLES)
        given = preview_sql.parameters(made.pk, made.as_of, percent, was, would)
        cursor.execute(preview_sql.statement(was, would), given)
        totals: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return totals


def found(draft: Matrix, on: date) -> MatrixPreview | None:
    """That of the draft as it stands, on a day, against the version that counts on it."""
    made = draft.previews.filter(edits=draft.edits, as_of=on, against=queries.matrix_in_force(on))
    return made.select_related("matrix", "against").first()


def is_being_made(draft: Matrix) -> bool:
    """Whether it waits for a worker, or one is at it."""
    waits = OutboxMessage.objects.filter(
        kind=CHANGED, payload__what=Matrix._meta.label_lower, payload__version=draft.version
    )
    return waits.exists() or is_held(Lock.MATRIX_PREVIEW)
