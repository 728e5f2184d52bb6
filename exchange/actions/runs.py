"""An import that was asked for on the page: asked, begun, ended, and what becomes of it when its worker dies.

While an import runs, its worker's own database session holds the run's lock. The database lets go of it only when
that session has ended, and with it the import's transaction; so whoever can take the lock knows that nobody works
on the run any more, and that nothing of it will still be written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models.functions import Coalesce, Now

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from audit import log, outbox
from audit.locks import Lock
from audit.models import OutboxMessage
from exchange import uploads
from exchange.actions.imports import Result
from exchange.models import ImportProblem, ImportRun, ImportStatus
from exchange.rules.problems import Problem

ASKED = "import_asked"
MOST_ATTEMPTS = 2
NEXT_TRY = timedelta(seconds=15)
LONG = timedelta(minutes=2)
UNDER_WAY = (ImportStatus.WAITING, ImportStatus.RUNNING)


@transaction.atomic
def ask(
    *,
    folder: str,
    folder_name: str,
    source_name: str,
    as_of: date,
    dry_run: bool,
    by: User,
    may_rename: bool = False,
) -> ImportRun:
    """Put an upload in the queue; the import itself begins when a worker takes it."""
    if not may(by, Permission.REGISTER_IMPORT):
        raise PermissionError("Only who may bring a register in may upload one.")
    run = ImportRun.objects.create(
        folder=folder,
        folder_name=folder_name[:200],
        source_name=source_name,
        as_of=as_of,
        dry_run=dry_run,
        may_rename=may_rename,
        asked_by=by,
    )
    outbox.put(ASKED, run=run.pk)
    log.changed("exchange.ask_import", by=by, run=run.pk, dry_run=dry_run, may_rename=may_rename)
    return run


@contextmanager
def alone_on(run_id: int) -> Iterator[bool]:
    """Hold the run's lock for as long as this session works on it; False where another session does."""
    with connection.cursor() as cursor:
        # A server in the middle of a statement looks whether its client still lives, and lets go soon after its death.
        cursor.execute("SET client_connection_check_interval = '2s'")
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [Lock.IMPORT_RUN, run_id])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [Lock.IMPORT_RUN, run_id])


@transaction.atomic
def begin(run: ImportRun) -> None:
    """A worker has taken the run."""
    run.status, run.stage, run.attempts = ImportStatus.RUNNING, "", run.attempts + 1
    run.counts, run.problem_count, run.not_taken = {}, 0, []
    run.problems.all().delete()
    run.save(update_fields=["status", "stage", "attempts", "counts", "problem_count", "not_taken"])
    ImportRun.objects.filter(pk=run.pk).update(started_at=Now())


@transaction.atomic
def wait(run: ImportRun, stage: str) -> None:
    """Back into the queue without counting it as a try: another import is under way."""
    run.attempts = max(0, run.attempts - 1)
    run.status, run.stage = ImportStatus.WAITING, stage
    run.save(update_fields=["status", "stage", "attempts"])
    message = outbox.put(ASKED, run=run.pk)
    OutboxMessage.objects.filter(pk=message.pk).update(due_at=Now() + NEXT_TRY)


@transaction.atomic
def remind() -> None:
    """Send on again what has waited long with no message on its way: the queue may have lost it."""
    long = ImportRun.objects.filter(status=ImportStatus.WAITING, asked_at__lt=Now() - LONG)
    for run_id in long.values_list("pk", flat=True):
        if not OutboxMessage.objects.filter(kind=ASKED, payload__run=run_id).exists():
            outbox.put(ASKED, run=run_id)


def tidy() -> None:
    """Take away the files of runs that have ended, where a worker died before it could."""
    for run in ImportRun.objects.exclude(status__in=UNDER_WAY).exclude(folder=""):
        with transaction.atomic():
            _ended(run)


@transaction.atomic
def finish(run: ImportRun, result: Result) -> None:
    """What the import found: its counts, or the problems for which nothing was written."""
    ImportProblem.objects.bulk_create((_row(run, problem) for problem in result.problems.listed()), batch_size=1000)
    run.status = ImportStatus.REFUSED if result.problems else ImportStatus.FINISHED
    run.stage, run.counts, run.problem_count = "", result.counts, result.problems.total
    run.scheme_changes = [change.as_json() for change in result.scheme_changes]
    run.not_taken = result.not_taken
    run.save(update_fields=["status", "stage", "counts", "problem_count", "scheme_changes", "not_taken"])
    _ended(run)


def _row(run: ImportRun, problem: Problem) -> ImportProblem:
    return ImportProblem(
        run=run,
        file=problem.file[:100],
        line=problem.line,
        column=problem.column[:100],
        value=problem.value,
        expected=problem.expected,
    )


@transaction.atomic
def refuse(run: ImportRun, why: str) -> None:
    """The upload itself is not let in; nothing of it was read."""
    run.problems.create(file=run.folder_name[:100], expected=why)
    run.status, run.stage, run.problem_count = ImportStatus.REFUSED, "", 1
    run.save(update_fields=["status", "stage", "problem_count"])
    _ended(run)


def died(run_id: int) -> None:
    """Look at a run whose worker may have died; where it has, start it once more, and after that give it up."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [Lock.IMPORT_RUN, run_id])
        if cursor.fetchone()[0]:
            # Read after the lock was taken: what the dead worker's transaction wrote last is seen here.
            run = ImportRun.objects.select_for_update().filter(pk=run_id, status=ImportStatus.RUNNING).first()
            if run is not None:
                stopped(run)


@transaction.atomic
def stopped(run: ImportRun) -> None:
    """The run ended without an end of its own: nothing was written. Once more, or never."""
    again = run.attempts < MOST_ATTEMPTS
    run.status = ImportStatus.WAITING if again else ImportStatus.DIED
    run.save(update_fields=["status"])
    log.ran("exchange.import_died", by=run.asked_by, run=run.pk, attempts=run.attempts, again=again)
    if again:
        outbox.put(ASKED, run=run.pk)
    else:
        _ended(run)


def _ended(run: ImportRun) -> None:
    folder = run.folder
    ImportRun.objects.filter(pk=run.pk).update(finished_at=Coalesce("finished_at", Now()), folder="")
    transaction.on_commit(lambda: uploads.remove(folder))
