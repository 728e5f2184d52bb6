"""The nightly ranking, and the one asked for by hand. Both bear being sent more than once."""

from datetime import date, timedelta

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone

from agencies.code_lists import command_line
from agencies.models import User
from audit import outbox
from ranking import actions
from ranking.rules import day_just_ended

# While another run is under way, or a killed one has not let go: after 5 seconds, 10, 20, five minutes at most.
FIRST_WAIT, LONGEST_WAIT, TRIES = 5, 300, 30
SOFT_LIMIT, HARD_LIMIT = 3 * 3600 - 300, 3 * 3600


def night() -> date:
    """The day that the nightly run is for: the one just ended when it was due, by the register's clock."""
    if settings.FIXED_TODAY:
        return settings.FIXED_TODAY - timedelta(days=1)
    return day_just_ended(timezone.now())


def _wait(task: Task) -> int:
    return min(LONGEST_WAIT, FIRST_WAIT * 2**task.request.retries)


@shared_task(bind=True, name="ranking.tasks.nightly_ranking", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def nightly_ranking(self: Task, as_of: str | None = None) -> int | None:
    """Rank as of the day just ended, once; a second message of the same night finds the run made."""
    day = date.fromisoformat(as_of) if as_of else night()
    try:
        return actions.run(as_of=day, by=command_line(), scheduled=True).pk
    except actions.RankingBusy as busy:
        # The day is kept in the message, so that a try after midnight is still for the same night.
        raise self.retry(args=(day.isoformat(),), countdown=_wait(self), max_retries=TRIES, exc=busy) from None


@shared_task(bind=True, name="ranking.tasks.rank_as_asked", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def rank_as_asked(self: Task, as_of: str, user: int, after: int) -> int | None:
    """The run that somebody asked for on the page; one of that day that finishes meanwhile answers them as well."""
    try:
        run = actions.run_asked(as_of=date.fromisoformat(as_of), by=User.objects.get(pk=user), after=after)
    except actions.RankingBusy as busy:
        raise self.retry(countdown=_wait(self), max_retries=TRIES, exc=busy) from None
    return run.pk if run else None


@outbox.handles(actions.ASKED)
def send_on(as_of: str, user: int, after: int) -> None:
    rank_as_asked.apply_async((as_of, user, after), expires=3600)
