"""Ranking everybody on the register (spec/ranking.md, "What a run is")."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import cast

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from audit import clock, log, outbox
from audit.floor import System, as_system
from audit.locks import Lock
from audit.log import Actor
from audit.models import OutboxMessage, Verb
from ranking import queries, sql
from ranking.models import Run, RunStatus, Score
from ranking.rules import ScoringMatrix

ASKED = "ranking_asked"


class RankingBusy(Exception):
    """Another run of this register is under way."""

    def __init__(self) -> None:
        super().__init__("A ranking of this register is already under way. Nothing was started.")


def run(*, as_of: date, by: Actor, scheduled: bool = False) -> Run:
    """Rank everybody as of a day; raises RankingBusy where another run is under way.

    The run is on record before the work begins, and its scores and its end come in one transaction: whatever kills
    the worker, the last finished run stays current. A scheduled run that is there already is not made again.
    """
    with _the_only_one():
        _mark_the_dead()
        done = _scheduled_already(as_of) if scheduled else None
        return done or _rank(as_of, by, scheduled)


def run_asked(*, as_of: date, by: Actor, after: int) -> Run | None:
    """The run that somebody asked for; none where one of that day was finished since they asked (run `after`)."""
    with _the_only_one():
        _mark_the_dead()
        if Run.objects.filter(as_of=as_of, pk__gt=after, status=RunStatus.FINISHED).exists():
            return None
        return _rank(as_of, by, scheduled=False)


@transaction.atomic
def ask(*, by: User, after: int) -> bool:
    """Ask for a ranking as of today, at once; False where one was asked for or made since the page was read.

    `after` is the newest run when the page was given out, so that a second click on the same page asks for nothing.
    """
    if not may(by, Permission.RANKING_RUN):
        raise PermissionError("Only who may ask for a ranking may ask for one.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.RANKING_ASK])
    waiting = OutboxMessage.objects.filter(kind=ASKED).exists()
    if waiting or Run.objects.filter(pk__gt=after).exclude(status=RunStatus.DIED).exists():
        return False
    outbox.put(ASKED, as_of=clock.today().isoformat(), user=by.pk, after=after)
    log.changed("ranking.ask", by=by, as_of=clock.today().isoformat())
    return True


@contextmanager
def _the_only_one() -> Iterator[None]:
    """Hold the lock of the register's ranking; the database lets go of it when the worker dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [Lock.RANKING_RUN])
        if not cursor.fetchone()[0]:
            raise RankingBusy
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [Lock.RANKING_RUN])


def _mark_the_dead() -> None:
    """Who holds the lock is alone, so a run that says it is running has lost its worker."""
    Run.objects.filter(status=RunStatus.RUNNING).update(status=RunStatus.DIED)


def _scheduled_already(as_of: date) -> Run | None:
    matrix = queries.matrix_in_force(as_of)
    return Run.objects.filter(as_of=as_of, matrix=matrix, scheduled=True, status=RunStatus.FINISHED).first()


@as_system(System.RANKING)
def _rank(as_of: date, by: Actor, scheduled: bool) -> Run:
    matrix = queries.matrix_in_force(as_of)
    begun = Run.objects.create(as_of=as_of, matrix=matrix, scheduled=scheduled, asked_by=by.log_name())
    try:
        with transaction.atomic():
            people = _score_everybody(begun, ScoringMatrix.read(matrix.points))
            _finish(begun, people, by)
    except Exception:
        # Marked at once where the database still answers; otherwise by the next run.
        with suppress(DatabaseError):
            Run.objects.filter(pk=begun.pk).update(status=RunStatus.DIED)
        raise
    begun.refresh_from_db()
    return begun


def _score_everybody(begun: Run, matrix: ScoringMatrix) -> int:
    with connection.cursor() as cursor:
        # A server that asks whether its client still lives frees the lock soon after a worker was killed.
        cursor.execute("SET LOCAL client_connection_check_interval = '2s'")
        # Every join here is of whole tables: hashed, whatever old statistics say.
        cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL enable_nestloop = off")
        cursor.execute(sql.statement(matrix), sql.parameters(begun.pk, begun.as_of, matrix))
        return int(cursor.rowcount)


def _middle_member(begun: Run) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(sql.MIDDLE_MEMBER, {"run": begun.pk, "day": begun.as_of})
        return cast("int | None", cursor.fetchone()[0])


def _finish(begun: Run, people: int, by: Actor) -> None:
    # The clock of the wall and not of the transaction: of a day's runs the one finished last is current.
    Run.objects.filter(pk=begun.pk).update(
        status=RunStatus.FINISHED,
        finished_at=_ClockTime(),
        people=people,
        middle_member=_middle_member(begun),
        adults=Score.objects.filter(run=begun, adult_rank__isnull=False).count(),
    )
    log.ran("ranking.run", by=by, verb=Verb.COMPUTED, run=begun.pk, as_of=begun.as_of.isoformat(), people=people)


class _ClockTime(Now):
    template = "CLOCK_TIMESTAMP()"

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, **extra)
