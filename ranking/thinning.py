"""Old rankings are thinned, so that a year of nights stays affordable (ranking.rules.keeping).

The run itself stays, with its bounds and feeds, and so does every score that a decision rests on; the other scores go.
"""

from datetime import date

from django.db import connection, transaction

from audit import clock, log
from audit.floor import System, as_system
from audit.locks import Lock
from audit.log import Actor
from audit.models import Verb
from ranking import panel_days, resting
from ranking.models import Run, RunStatus, Score, SettingName
from ranking.rules import Night, kept_whole
from ranking.settings import settings_in_force


@as_system(System.RANKING)
def thin(*, by: Actor) -> list[int]:
    """Thin each run that need not be whole any more, each in a transaction of its own; gives their numbers.

    Twice does nothing more. While a ranking is under way nothing is thinned: the next night does it.
    """
    on = clock.today()
    thinned = []
    for number in _too_old(on):
        with transaction.atomic():
            if not _alone():
                break
            if _thin(number, on, by):
                thinned.append(number)
    return thinned


def _too_old(on: date) -> list[int]:
    bounds = settings_in_force(on)
    whole = Run.objects.filter(status=RunStatus.FINISHED, thinned_on=None)
    found, days = [], set()
    for run in whole.order_by("-as_of", "-finished_at", "-pk"):
        found.append(Night(run.pk, run.as_of, run.as_of not in days, run.risen_since_id))
        days.add(run.as_of)
    kept = kept_whole(
        found,
        on,
        nights=bounds[SettingName.KEPT_NIGHTS].number,
        months=bounds[SettingName.KEPT_MONTHS].number,
        panels=panel_days.last_before(on).values(),
    )
    return [one.number for one in reversed(found) if one.number not in kept]


def _alone() -> bool:
    """Not while a run is being made, which may measure rising from one that would go; the lock goes with the
    transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.RANKING_RUN])
        return bool(cursor.fetchone()[0])


def _thin(number: int, on: date, by: Actor) -> bool:
    run = Run.objects.select_for_update().filter(pk=number, thinned_on=None).first()
    if run is None:
        return False
    people = resting.people_of(run)
    gone = Score.objects.filter(run=run).exclude(offender__in=people)
    taken, _ = gone.delete()
    Run.objects.filter(pk=run.pk).update(thinned_on=on)
    log.ran(
        "ranking.thin", by=by, verb=Verb.ERASED, run=run.pk, as_of=run.as_of.isoformat(), taken=taken,
        left=Score.objects.filter(run=run).count(),
    )  # fmt: skip
    return True
