"""Ranking everybody on the register (spec/ranking.md, "What a run is")."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any, cast

from celery.exceptions import SoftTimeLimitExceeded
from django.db import Error, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import DateTimeField, F, Max, Q, Value
from django.db.models.functions import Greatest, Now

from agencies.access import may
from agencies.code_lists import command_line
from agencies.models import User
from agencies.roles import Permission
from audit import clock, log, outbox
from audit.floor import System, as_system
from audit.locks import Lock, alone
from audit.log import Actor
from audit.models import Verb
from offenders.models import Offender
from ranking import queries, sql
from ranking.models import DiedOf, Run, RunStatus, SettingName, Stage
from ranking.progress import UNDER_WAY, Progress, counted, step
from ranking.rules import MOST_TRIES, ScoringMatrix
from ranking.settings import settings_in_force

ASKED = "ranking_asked"


class RankingBusy(Exception):
    """Another run of this register is under way."""

    def __init__(self) -> None:
        super().__init__("A ranking of this register is already under way. Nothing was started.")


class GivenUp(Exception):
    """As many tries as there may be came to no end."""

    def __init__(self, run: Run) -> None:
        super().__init__(f"Run {run.pk} as of {run.as_of} came to no end in {run.attempts} tries. Nothing was started.")


def run(*, as_of: date, by: Actor, scheduled: bool = False) -> Run:
    """Rank everybody as of a day; raises RankingBusy where another run is under way.

    The run is on record before the work begins, and its scores and its end come in one transaction: whatever kills
    the worker, the last finished run stays current and nothing of the dead one is left. The scheduled run of a day is
    one row: finished, it is not made again; dead, it is taken up, three tries in all, and then raises GivenUp.
    """
    with _the_only_one():
        return _take_up(scheduled_run(as_of, by) if scheduled else _open(as_of, by), by)


def carry_out(run_id: int) -> Run:
    """The run of a number that waits or has died; a finished one is left as it is, however often this is sent."""
    with _the_only_one():
        found = Run.objects.select_related("user", "matrix").get(pk=run_id)
        return _take_up(found, found.user or command_line())


@transaction.atomic
def ask(*, by: User, after: int) -> bool:
    """Ask for a ranking as of today, at once; False where one was asked for or made since the page was read.

    `after` is the newest run when the page was given out, so that a second click on the same page asks for nothing.
    """
    if not may(by, Permission.RANKING_RUN):
        raise PermissionError("Only who may ask for a ranking may ask for one.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.RANKING_ASK])
    newer = Q(pk__gt=after) & ~Q(status=RunStatus.DIED)
    if Run.objects.filter(newer | Q(status__in=UNDER_WAY, user__isnull=False)).exists():
        return False
    asked = _open(clock.today(), by, user=by, sent_at=Now())
    outbox.put(ASKED, run=asked.pk)
    log.changed("ranking.ask", by=by, as_of=clock.today().isoformat())
    return True


def scheduled_run(as_of: date, by: Actor) -> Run:
    """The scheduled run of a day, which waits from now on where there was none; of those on record the finished one."""
    there = Run.objects.filter(as_of=as_of, matrix=queries.matrix_in_force(as_of), scheduled=True)
    there = there.select_related("matrix").order_by(F("finished_at").asc(nulls_last=True), "-pk")
    if found := there.first():
        return found
    with suppress(IntegrityError), transaction.atomic():
        return _open(as_of, by, scheduled=True)
    return there[0]  # somebody else has opened it this moment


def died(run: Run, of: DiedOf, failed_as: str = "") -> bool:
    """Mark a try as dead, unless it has ended or been taken up since it was read; nothing of it was kept."""
    tried = Run.objects.filter(pk=run.pk, status=RunStatus.RUNNING, attempts=run.attempts)
    with transaction.atomic():
        marked = tried.update(status=RunStatus.DIED, died_at=_ClockTime(), died_of=of, failed_as=failed_as[:100])
        if marked:
            log.ran("ranking.died", by=command_line(), run=run.pk, tries=run.attempts, of=of.value)
    return bool(marked)


@contextmanager
def _the_only_one() -> Iterator[None]:
    """Alone at the register's ranking; the database lets go of the lock when the worker dies."""
    with alone(Lock.RANKING_RUN, RankingBusy):
        _mark_the_dead()
        yield


def _mark_the_dead() -> None:
    """Who holds the lock is alone, so a run that says it is running has lost its worker."""
    for run in Run.objects.filter(status=RunStatus.RUNNING):
        died(run, DiedOf.LOST)


def _open(as_of: date, by: Actor, scheduled: bool = False, **more: Any) -> Run:
    """A run on record, which waits."""
    return Run.objects.create(
        as_of=as_of,
        matrix=queries.matrix_in_force(as_of),
        scheduled=scheduled,
        status=RunStatus.WAITING,
        asked_by=by.log_name(),
        **more,
    )


def _take_up(run: Run, by: Actor) -> Run:
    if run.status == RunStatus.FINISHED:
        return run
    if run.attempts >= MOST_TRIES:
        raise GivenUp(run)
    return _rank(run, by)


@as_system(System.RANKING)
def _rank(begun: Run, by: Actor) -> Run:
    _begin(begun)
    try:
        with Progress(begun) as progress, transaction.atomic():
            people = _score_everybody(begun, ScoringMatrix.read(begun.matrix.points), progress)
            progress(Stage.COMPARING)
            _finish(begun, people, by, progress)
    except Exception as error:
        # Marked at once where the database still answers; otherwise by the next run.
        with suppress(Error):
            died(begun, _cause(error), type(error).__name__)
        raise
    begun.refresh_from_db()
    return begun


def _begin(run: Run) -> None:
    """The next try of it begins."""
    Run.objects.filter(pk=run.pk).update(
        status=RunStatus.RUNNING,
        attempts=F("attempts") + 1,
        started_at=_ClockTime(),
        died_at=None,
        stage="",
        to_rank=Offender.objects.filter(withdrawn=False).count(),
        counted_from=counted(),
    )
    run.refresh_from_db()


def _cause(error: Exception) -> DiedOf:
    if isinstance(error, SoftTimeLimitExceeded):
        return DiedOf.TIME
    return DiedOf.DATABASE if isinstance(error, OperationalError | InterfaceError) else DiedOf.ERROR


def _score_everybody(begun: Run, matrix: ScoringMatrix, progress: Progress) -> int:
    progress(Stage.SCORING)
    with connection.cursor() as cursor:
        cursor.execute(sql.OF_WHOLE_TABLES)
        cursor.execute(sql.UNSTAGE)
        cursor.execute(sql.statement(matrix), sql.parameters(begun.pk, begun.as_of, matrix))
        progress(Stage.WRITING)
        cursor.execute(sql.KEEP, {"run": begun.pk, "step": step(begun.to_rank)})
        return int(cursor.rowcount)


def _standing(begun: Run, percent: int) -> tuple[int | None, int | None, int]:
    """Both threat ranks, and how many are 18 and over."""
    with connection.cursor() as cursor:
        cursor.execute(sql.STANDING, {"day": begun.as_of, "percent": percent})
        return cast("tuple[int | None, int | None, int]", cursor.fetchone())


def _feeds(begun: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.FEEDS, {"run": begun.pk})


def _finish(begun: Run, people: int, by: Actor, progress: Progress) -> None:
    bounds = settings_in_force(begun.as_of)
    threat, adult_threat, adults = _standing(begun, bounds[SettingName.THREAT_PERCENT].number)
    _feeds(begun)
    progress(Stage.CHECKING)
    Run.objects.filter(pk=begun.pk).update(
        status=RunStatus.FINISHED,
        stage="",
        finished_at=_after_the_others(begun),
        people=people,
        bounds={name: {"number": b.number, "version": b.version, "source": b.source} for name, b in bounds.items()},
        threat_rank=threat,
        adult_threat_rank=adult_threat,
        risen_since=_risen_since(begun, bounds[SettingName.RISEN_DAYS].number),
        adults=adults,
    )
    log.ran("ranking.run", by=by, verb=Verb.COMPUTED, run=begun.pk, as_of=begun.as_of.isoformat(), people=people)


def _risen_since(begun: Run, days: int) -> Run | None:
    """The run that rising is measured from: one by the same version of the matrix, so that none rises by a new one."""
    then = queries.days_before(begun, days)
    return then if then is not None and then.matrix_id == begun.matrix_id else None


def _after_the_others(begun: Run) -> Greatest:
    """The clock of the wall and not of the transaction: of a day's runs the one finished last is current, also where
    that clock was put back between them."""
    last = Run.objects.filter(as_of=begun.as_of).aggregate(last=Max("finished_at"))["last"]
    return Greatest(_ClockTime(), Value(last and last + timedelta(microseconds=1), DateTimeField()))


class _ClockTime(Now):
    template = "CLOCK_TIMESTAMP()"

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, **extra)
