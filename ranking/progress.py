"""How far a ranking is: said over a connection of its own, since the run's is not yet committed; read by its page."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any

from django.conf import settings
from django.db import Error, connection

from audit.locks import Lock, is_held
from ranking.models import Run, RunStatus, Stage
from ranking.rules import LATE_AFTER, MOST_TRIES, day_just_ended, past_due

UNDER_WAY = (RunStatus.WAITING, RunStatus.RUNNING)
# What counts the scores while they are written (ranking.sql.KEEP): a number that a sequence has given is seen at once
# by everybody. It counts in steps, of which a run has this many.
STEPS = 1000
COUNTED = "SELECT coalesce(pg_sequence_last_value('ranking_written'::regclass), 0)"


class Progress:
    """Called with each stage of a run. It only tells: where it cannot, the run goes on."""

    def __init__(self, run: Run) -> None:
        self.run_id = run.pk
        self.connection: Any = connection.copy()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(Error):
            self.connection.close()

    def __call__(self, stage: Stage) -> None:
        with suppress(Error), self.connection.cursor() as cursor:
            # The run writes this row once, at its very end, and says nothing after that: neither waits.
            cursor.execute(
                "UPDATE ranking_run SET stage = %s WHERE id = %s AND status = 'running'", [stage.value, self.run_id]
            )


def counted() -> int:
    """How many steps of scores were ever written, in whatever transaction."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return int(cursor.fetchone()[0])


def step(to_rank: int | None) -> int:
    """How many scores are one step of a run of so many people."""
    return -(-(to_rank or 0) // STEPS) or 1


def lock_is_held() -> bool:
    """Whether a worker is at work on a ranking."""
    return is_held(Lock.RANKING_RUN)


@dataclass(frozen=True)
class State:
    """The run that is under way, or the last where it came to no end, as its page tells it."""

    run: Run
    written: int
    lost: bool
    """It says that it is running, and nobody works on it."""

    @property
    def percent(self) -> int:
        """How much of the writing is done; a run is done when it is finished, so never the whole."""
        return min(99, 100 * self.written // self.run.to_rank) if self.run.to_rank else 0

    @property
    def goes_on(self) -> bool:
        """Whether something comes of it by itself: it is looked at again and again."""
        return self.run.status in UNDER_WAY or self.begins_again

    @property
    def begins_again(self) -> bool:
        return will_begin_again(self.run) if self.run.status == RunStatus.DIED else self.lost

    @property
    def next_try(self) -> int:
        return self.run.attempts + 1


def will_begin_again(run: Run) -> bool:
    """Whether a run that has died is begun again by itself, now or later; one of the command line is not."""
    return run.attempts < MOST_TRIES and bool(run.scheduled or run.user_id)


def state(shown: Run | None) -> State | None:
    """What is to be told beside the run that is shown: nothing where that was the last that anybody tried."""
    open_runs = list(Run.objects.exclude(status=RunStatus.FINISHED).order_by("-pk")[:5])
    by_status = {run.status: run for run in reversed(open_runs)}
    run = by_status.get(RunStatus.RUNNING) or by_status.get(RunStatus.WAITING) or by_status.get(RunStatus.DIED)
    if run is None or _is_past(run, shown):
        return None
    if run.status != RunStatus.RUNNING:
        return State(run, 0, lost=False)
    return State(run, _written(run), lost=not lock_is_held())


def _is_past(run: Run, shown: Run | None) -> bool:
    """Whether it died, and another has been finished since."""
    finished = shown.finished_at if shown else None
    return bool(run.died_at and finished and run.died_at <= finished)


def _written(run: Run) -> int:
    return 0 if run.counted_from is None else max(0, counted() - run.counted_from) * step(run.to_rank)


def late_night(now: datetime) -> date | None:
    """The day whose nightly ranking should long be there and is not; a day that stands still is never late."""
    if settings.FIXED_TODAY or not past_due(now, LATE_AFTER):
        return None
    night = day_just_ended(now)
    made = Run.objects.filter(scheduled=True, status=RunStatus.FINISHED, as_of=night)
    return night if Run.objects.exists() and not made.exists() else None
