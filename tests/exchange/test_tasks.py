"""Imports in a worker: what the run says afterwards, and what becomes of it when the worker dies."""

import pytest
from django.db import connection, connections
from django.utils import timezone

from audit import outbox
from audit.locks import Lock
from audit.models import OutboxMessage
from exchange import tasks
from exchange.actions import carry_out, runs
from exchange.models import ImportRun, ImportStatus
from offenders.models import CaseLead, Involvement, Offender
from tests.conftest import TODAY
from tests.exchange import folders
from tests.factories import OffenderFactory


@pytest.fixture
def ask(person, upload_root):
    """`ask(contents)` uploads a folder, or a ZIP as bytes, as Femi the coordinator."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from exchange import uploads

    def asked(contents, **more):
        if isinstance(contents, bytes):
            folder = uploads.keep_archive(SimpleUploadedFile("register.zip", contents))
        else:
            folder = uploads.keep_files(folders.uploads(contents))
        values = {"folder_name": "register", "source_name": "", "as_of": TODAY, "dry_run": False} | more
        return runs.ask(folder=folder, by=person("femi"), **values)

    return asked


def carried_out(run: ImportRun) -> ImportRun:
    tasks.run_import.run(run.pk)
    run.refresh_from_db()
    return run


def left(root) -> list[str]:
    return [path.name for path in root.rglob("*")] if root.exists() else []


@pytest.mark.django_db(transaction=True)
@pytest.mark.services
@pytest.mark.parametrize("packed", [False, True])
def test_an_upload_is_imported_and_its_files_are_taken_away(ask, upload_root, packed):
    contents = folders.files(folders.JARVIS, folders.KEANE)
    run = carried_out(ask(folders.archive(contents, "register/") if packed else contents))
    assert (run.status, run.attempts, run.stage, run.folder) == (ImportStatus.FINISHED, 1, "", "")
    assert run.counts["offenders.csv"] == {"read": 2, "created": 2, "updated": 0, "unchanged": 0}
    assert run.finished_at >= run.started_at
    assert set(Offender.objects.values_list("ref", "import_number")) == {("P1", run.pk), ("P2", run.pk)}
    assert left(upload_root) == []


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_counts_and_writes_nothing(ask):
    run = carried_out(ask(folders.files(folders.JARVIS), dry_run=True))
    assert (run.status, run.counts["offenders.csv"]["created"]) == (ImportStatus.FINISHED, 1)
    assert not Offender.objects.exists()
    assert not Involvement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_problems_are_kept_and_nothing_is_written(ask, upload_root):
    run = carried_out(ask(folders.files(folders.JARVIS, folders.WRONG)))
    assert (run.status, run.problem_count) == (ImportStatus.REFUSED, 1)
    problem = run.problems.get()
    assert (problem.file, problem.line, problem.column, problem.value) == (
        "offenders.csv", 3, "date_of_birth", "1960-02-30",
    )  # fmt: skip
    assert not Offender.objects.exists()
    assert left(upload_root) == []


@pytest.mark.django_db(transaction=True)
def test_a_zip_that_breaks_while_it_is_unpacked_is_refused_in_words(ask):
    data = bytearray(folders.archive({"offenders.csv": b"0123456789" * 50}))
    data[45] ^= 0xFF  # inside the packed bytes
    run = carried_out(ask(bytes(data)))
    assert (run.status, run.problems.get().expected) == (ImportStatus.REFUSED, "The ZIP is broken.")


@pytest.mark.django_db(transaction=True)
def test_sent_twice_it_is_done_once(ask):
    run = carried_out(ask(folders.files(folders.JARVIS)))
    finished = run.finished_at
    assert carried_out(run).finished_at == finished
    assert run.attempts == 1


def other_session():
    """Another database session, as another worker has."""
    return connection.copy()


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_is_at_is_left_to_it(ask):
    run = ask(folders.files(folders.JARVIS))
    other = other_session()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [Lock.IMPORT_RUN, run.pk])
        assert carried_out(run).status == ImportStatus.WAITING
        runs.begin(run)
        tasks.watch_imports.run()
        run.refresh_from_db()
        assert run.status == ImportStatus.RUNNING
    other.close()


@pytest.mark.django_db(transaction=True)
def test_while_another_import_is_under_way_it_waits_and_comes_back(ask):

    run = ask(folders.files(folders.JARVIS))
    OutboxMessage.objects.all().delete()
    other = other_session()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.IMPORT])
        assert carried_out(run).status == ImportStatus.WAITING
    other.close()
    assert (run.attempts, run.stage) == (0, "another import is under way")
    message = OutboxMessage.objects.get()
    assert (message.kind, message.payload) == (runs.ASKED, {"run": run.pk})
    assert message.due_at > timezone.now()
    assert carried_out(run).status == ImportStatus.FINISHED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("found_by", ["the watch", "the message that came back"])
def test_a_dead_worker_is_found_once_more_tried_and_then_given_up(ask, upload_root, found_by):
    run = ask(folders.files(folders.JARVIS))
    find = tasks.watch_imports.run if found_by == "the watch" else lambda: tasks.run_import.run(run.pk)
    for attempt, status in [(1, ImportStatus.WAITING), (2, ImportStatus.DIED)]:
        OutboxMessage.objects.all().delete()
        runs.begin(run)  # and nobody holds its lock: the worker is gone
        find()
        run.refresh_from_db()
        assert (run.status, run.attempts) == (status, attempt)
        assert OutboxMessage.objects.filter(kind=runs.ASKED).exists() is (status == ImportStatus.WAITING)
    assert run.finished_at is not None
    assert left(upload_root) == []


@pytest.mark.django_db(transaction=True)
def test_a_failure_of_the_import_itself_is_not_left_running(ask, monkeypatch):
    monkeypatch.setattr(carry_out, "import_folder", lambda *a, **k: 1 / 0)
    run = ask(folders.files(folders.JARVIS))
    for status in (ImportStatus.WAITING, ImportStatus.DIED):
        with pytest.raises(ZeroDivisionError):
            tasks.run_import.run(run.pk)
        run.refresh_from_db()
        assert run.status == status


@pytest.mark.django_db(transaction=True)
def test_a_run_that_finished_just_before_its_worker_died_is_finished(ask, upload_root, monkeypatch):
    """The import has committed; the worker dies before it takes the files away."""
    run = ask(folders.files(folders.JARVIS))
    monkeypatch.setattr(runs, "finish", lambda run, result: None)
    assert carried_out(run).status == ImportStatus.FINISHED
    assert left(upload_root) != []
    tasks.watch_imports.run()
    run.refresh_from_db()
    assert (run.status, left(upload_root)) == (ImportStatus.FINISHED, [])


@pytest.mark.django_db(transaction=True)
def test_a_message_that_was_lost_is_sent_again_after_a_while(ask):
    run = ask(folders.files(folders.JARVIS))
    OutboxMessage.objects.all().delete()
    tasks.watch_imports.run()
    assert not OutboxMessage.objects.exists()
    ImportRun.objects.update(asked_at=timezone.now() - runs.LONG)
    tasks.watch_imports.run()
    tasks.watch_imports.run()
    assert [message.payload for message in OutboxMessage.objects.all()] == [{"run": run.pk}]


@pytest.mark.django_db(transaction=True)
def test_only_who_may_import_may_ask(ask, person):
    with pytest.raises(PermissionError):
        runs.ask(folder="x", folder_name="x", source_name="", as_of=TODAY, dry_run=False, by=person("aisha"))


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_can_be_seen_from_elsewhere_before_it_commits(ask, monkeypatch):
    run = ask(folders.files(folders.JARVIS))
    seen = []

    def import_folder(*args, progress, **more):
        from django.db import transaction

        with transaction.atomic():
            progress("reading offences.csv: 1,200,000 rows")
            other = connections.create_connection("default")
            with other.cursor() as cursor:
                cursor.execute("SELECT stage, counts->'offences.csv'->>'read' FROM exchange_importrun")
                seen.append(cursor.fetchone())
            other.close()
        raise ZeroDivisionError

    monkeypatch.setattr(carry_out, "import_folder", import_folder)
    with pytest.raises(ZeroDivisionError):
        tasks.run_import.run(run.pk)
    assert seen == [("reading offences.csv", "1200000")]


@pytest.mark.django_db
def test_a_new_day_opens_and_closes_involvements(scheme):
    who = OffenderFactory()
    tasks.refresh_involvement.run()
    assert CaseLead.objects.get().offender == who


def test_the_message_leads_to_the_worker():
    assert outbox._handlers[runs.ASKED] == [tasks.send_on]
