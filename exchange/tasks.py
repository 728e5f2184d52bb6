"""Imports in a worker, the watch over them, and the day's involvements. All bear being sent more than once."""

from celery import shared_task

from agencies.agreements.actions import AGREEMENT_CHANGED
from agencies.areas.actions import AREAS_CHANGED
from agencies.code_lists import command_line
from audit import clock, outbox
from exchange import involvement
from exchange.actions import runs
from exchange.actions.carry_out import carry_out
from exchange.models import ImportRun, ImportStatus
from offenders.facts.actions import MOVED_AREA
from offenders.involving import INVOLVE_AGAIN

SOFT_LIMIT, HARD_LIMIT = 3 * 3600 - 300, 3 * 3600
SENT_FOR = 120


@shared_task(name="exchange.tasks.run_import", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def run_import(run: int) -> None:
    carry_out(run)


@outbox.handles(runs.ASKED)
def send_on(run: int) -> None:
    run_import.apply_async((run,), expires=SENT_FOR)


@shared_task(name="exchange.tasks.watch_imports")
def watch_imports() -> None:
    """Find imports whose worker has died, messages that were lost, and files that nobody needs any more."""
    for run in ImportRun.objects.filter(status=ImportStatus.RUNNING).values_list("pk", flat=True):
        runs.died(run)
    runs.remind()
    runs.tidy()


@outbox.handles(AREAS_CHANGED)
@outbox.handles(AGREEMENT_CHANGED)
def agreement_changed() -> None:
    """Which kinds of agency are named for which cohorts, or where an agency works, may be another matter now."""
    involvement.refresh(clock.today(), by=command_line())


@outbox.handles(MOVED_AREA)
def moved_area(offender_id: int, from_area: int, to_area: int) -> None:
    """The police of another home area are involved from now on, and those of the one before no longer."""
    involvement.refresh(clock.today(), by=command_line(), of=f"SELECT {int(offender_id)} AS id")


@outbox.handles(INVOLVE_AGAIN)
def involve_again(offender_ids: list[int]) -> None:
    """Who is involved with people who were put on the register, joined or taken apart is worked out again."""
    ids = ", ".join(str(int(pk)) for pk in offender_ids)
    involvement.refresh(clock.today(), by=command_line(), of=f"SELECT unnest(ARRAY[{ids}]::bigint[]) AS id")


@shared_task(name="exchange.tasks.refresh_involvement")
def refresh_involvement() -> None:
    """A new day: birthdays, releases and ends of supervision open and close involvements by themselves."""
    involvement.refresh(clock.today(), by=command_line())
