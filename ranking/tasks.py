"""The nightly ranking, the one asked for by hand, the watch over both, and a draft of the matrix tried.

Each bears being sent more than once.
"""

from datetime import date, timedelta
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone

from agencies.code_lists import command_line
from agencies.drafts.actions import CHANGED
from audit import clock, outbox
from ranking import actions, previewing, thinning, watching
from ranking.models import Matrix
from ranking.rules import day_just_ended

# Longer than this no task is worked on: shorter than settings' visibility_timeout, after which it is given to another.
SOFT_LIMIT, HARD_LIMIT = 3 * 3600 - 300, 3 * 3600
# A draft that is tried waits for another: 5 seconds, 10, 20, five minutes at most.
FIRST_WAIT, LONGEST_WAIT, TRIES = 5, 300, 30


def night() -> date:
    """The day that the nightly run is for: the one just ended when it was due, by the register's clock."""
    if settings.FIXED_TODAY:
        return settings.FIXED_TODAY - timedelta(days=1)
    return day_just_ended(timezone.now())


@shared_task(name="ranking.tasks.nightly_ranking", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def nightly_ranking(as_of: str | None = None) -> int | None:
    """Rank as of the day just ended, once; a second message of the same night finds the run made, or under way.

    What is not made here, because another run was under way or the worker died, the watch finds and sends again.
    """
    try:
        day = date.fromisoformat(as_of) if as_of else night()
        return actions.run(as_of=day, by=command_line(), scheduled=True).pk
    except (actions.RankingBusy, actions.GivenUp):
        return None


@shared_task(name="ranking.tasks.make_run", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def make_run(run: int) -> int | None:
    """The run that somebody asked for on the page, or that the watch has found waiting or dead."""
    try:
        return actions.carry_out(run).pk
    except (actions.RankingBusy, actions.GivenUp):
        return None


@outbox.handles(actions.ASKED)
def send_on(run: int) -> None:
    make_run.apply_async((run,), expires=watching.SENT_FOR.total_seconds())


@shared_task(name="ranking.tasks.watch_rankings")
def watch_rankings() -> None:
    watching.look(timezone.now())


@shared_task(bind=True, name="ranking.tasks.preview_matrix", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def preview_matrix(self: Task, version: int) -> int | None:
    """Who would move by a draft of the matrix, on the register of today."""
    draft = Matrix.objects.get(version=version)
    try:
        made = previewing.preview(matrix=draft, on=clock.today(), by=command_line())
    except previewing.PreviewBusy as busy:
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2**self.request.retries)
        raise self.retry(countdown=wait, max_retries=TRIES, exc=busy) from None
    return made.pk if made else None


@outbox.handles(CHANGED)
def draft_changed(*, what: str, version: int, **payload: Any) -> None:
    """A draft of the matrix was made or changed: a worker tries it, and the messages behind this one go on."""
    if what == Matrix._meta.label_lower:
        preview_matrix.apply_async((version,), expires=3600)


@shared_task(name="ranking.tasks.thin_rankings", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def thin_rankings() -> int:
    """Old rankings keep the scores that a decision rests on; sent twice, the second finds nothing to do."""
    return len(thinning.thin(by=command_line()))
