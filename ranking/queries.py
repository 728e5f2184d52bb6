"""What other rooms and pages ask of the ranking: the current run, places, movement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Max, QuerySet

from audit.locks import Lock
from audit.months import add_months
from audit.prepared import Day, Ids, Number, Rows, prepared
from ranking.models import Matrix, Run, RunStatus, Score


def matrix_in_force(on: date) -> Matrix:
    """The matrix of a day: of those in force the newest."""
    return Matrix.objects.filter(in_force_from__lte=on).order_by("-in_force_from", "-version")[0]


def run_of(day: date) -> Run | None:
    """The current run of a day: of its finished runs the one finished last."""
    return _finished().filter(as_of=day).first()


def latest_run(on: date) -> Run | None:
    """The current run of the latest day, up to `on`, that has one."""
    return next(iter(_latest(on=on)), None)


@prepared
def _latest(on: Day) -> Rows:
    return _finished().filter(as_of__lte=on)[:1]


def _finished() -> QuerySet[Run]:
    finished = Run.objects.filter(status=RunStatus.FINISHED).select_related("matrix")
    return finished.order_by("-as_of", "-finished_at", "-pk")


def month_before(run: Run) -> Run | None:
    """The run that movement is measured from: of the latest day a month or more before, two months at most."""
    return next(iter(_between(earliest=add_months(run.as_of, -2), latest=add_months(run.as_of, -1))), None)


@prepared
def _between(earliest: Day, latest: Day) -> Rows:
    return _finished().filter(as_of__lte=latest, as_of__gte=earliest)[:1]


@prepared
def _scores(run: Number, people: Ids) -> Rows:
    return Score.objects.filter(run=run, offender__in=people)


def places(run: Run, offender_ids: Iterable[int]) -> dict[int, Score]:
    """Each person's score and rank in a run; whoever it left out is not there."""
    return {score.offender_id: score for score in _scores(run=run.pk, people=offender_ids)}


def movement(run: Run, offender_ids: Iterable[int], *, of: str = "rank") -> dict[int, int]:
    """Places up (down: below 0) since about a month before; who was not ranked then is not there.

    `of` is the column of the rank (ranking.visible says which a reader is shown).
    """
    ids, before = list(offender_ids), month_before(run)
    if before is None:
        return {}
    was, now = (_ranks(one, ids, of) for one in (before, run))
    return {pk: was[pk] - rank for pk, rank in now.items() if pk in was}


def _ranks(run: Run, ids: list[int], of: str) -> dict[int, int]:
    found = ((score.offender_id, getattr(score, of)) for score in _scores(run=run.pk, people=ids))
    return {pk: rank for pk, rank in found if rank is not None}


def newest_number() -> int:
    """The number of the newest run of any day, 0 before the first: what a page gives back that asks for another."""
    return Run.objects.aggregate(newest=Max("pk"))["newest"] or 0


def members(on: date) -> QuerySet[Any]:
    """Memberships of any cohort on a day; the room of cohorts lies above this one."""
    return apps.get_model("cohorts", "Membership").objects.current(on)


def deceased_or_deported(on: date) -> QuerySet[Any]:
    """Memberships that ended so by a day: whoever has one is left out of a ranking (spec/ranking.md)."""
    return apps.get_model("cohorts", "Membership").objects.filter(deselection_code="6B", deselected_on__lte=on)


def is_running() -> bool:
    """Whether a run is under way: one says so and a worker holds the lock."""
    if not Run.objects.filter(status=RunStatus.RUNNING).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [Lock.RANKING_RUN],
        )
        return cursor.fetchone() is not None
