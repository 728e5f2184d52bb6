"""The watch over the ranking: what makes the night's run be there whatever happened to the queue and its workers.

The database says what is to be made; a message is only a reminder. So a message may come twice, late or never, beat may
be started twice or not at all: each look opens the night's run where there is none, marks the run whose worker is gone,
and sends again what waits. It takes no lock of its own, so that no run is turned away by a look.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.code_lists import command_line
from audit import outbox
from audit.floor import System, as_system
from audit.models import OutboxMessage
from offenders.models import Offender
from ranking import actions
from ranking.models import DiedOf, Run, RunStatus
from ranking.progress import lock_is_held, will_begin_again
from ranking.rules import STAND_IN_AFTER, begins_again, day_just_ended, past_due

# A message is taken within this, or it is nobody's any more and the run is sent again.
SENT_FOR = timedelta(minutes=2)
# What died longer ago than this is left to people: the next night has its own run.
TAKEN_UP_WITHIN = timedelta(days=1)


def look(now: datetime) -> None:
    """Mark a run whose worker is gone, open the night's, and send what waits and is not being worked on."""
    running = list(Run.objects.filter(status=RunStatus.RUNNING))
    if lock_is_held():
        return
    for run in running:
        # Read before the lock was: who has taken it up since, or finished it, is left to it.
        actions.died(run, DiedOf.LOST)
    _open_the_night(now)
    for run in due(now):
        _send(run)


def stand_in(now: datetime) -> Run | None:
    """Make, in this process, a run that should long have been taken from the queue; none where all is well."""
    look(now)
    long = [run for run in due(now) if _waits_long(run, now)]
    return actions.carry_out(long[0].pk) if long and not lock_is_held() else None


def due(now: datetime) -> list[Run]:
    """The runs that wait, and those that have died and are begun again by now; the oldest first."""
    recent = Q(status=RunStatus.DIED, died_at__gt=now - TAKEN_UP_WITHIN)
    found = Run.objects.filter(Q(status=RunStatus.WAITING) | recent).order_by("pk")
    return [run for run in found if run.status == RunStatus.WAITING or _again(run, now)]


def _again(run: Run, now: datetime) -> bool:
    return run.died_at is not None and will_begin_again(run) and begins_again(run.attempts, run.died_at, now)


@as_system(System.RANKING)
def _open_the_night(now: datetime) -> None:
    """A day that stands still has no nights, and before there is a register there is nobody to rank."""
    if not settings.FIXED_TODAY and Offender.objects.filter(withdrawn=False).exists():
        with transaction.atomic():
            actions.scheduled_run(day_just_ended(now), command_line())


def _waits_long(run: Run, now: datetime) -> bool:
    since = run.died_at or run.started_at
    return now - since >= STAND_IN_AFTER or (run.scheduled and past_due(now, STAND_IN_AFTER) and run.attempts == 0)


@transaction.atomic
def _send(run: Run) -> None:
    """Put it into the queue, unless a message of it may still be on its way."""
    long = Q(sent_at=None) | Q(sent_at__lt=Now() - SENT_FOR) | Q(died_at__gt=F("sent_at"))
    on_its_way = OutboxMessage.objects.filter(kind=actions.ASKED, payload__run=run.pk)
    if not on_its_way.exists() and Run.objects.filter(long, pk=run.pk).update(sent_at=Now()):
        outbox.put(actions.ASKED, run=run.pk)
