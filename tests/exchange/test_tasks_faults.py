"""A worker killed in the middle of an import: the page says so, and the register is as it was. Real processes."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from exchange import tasks, uploads
from exchange.actions import runs
from exchange.models import ImportRun, ImportStatus
from iom.celery import app
from offenders.models import Offender
from tests.conftest import TODAY
from tests.exchange import folders
from tests.factories import OffenderFactory
from tests.workers import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def worker(upload_root):
    """`worker()` starts a real Celery worker of one child on a queue of its own; all are killed in the end."""
    queue, started = f"test-{uuid4().hex}", []
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "iom.settings", "DATABASE_URL": database_url(), "IOM_DEMO": "1",
        "IOM_TODAY": TODAY.isoformat(), "REDIS_URL": settings.REDIS_URL, "IOM_UPLOADS": str(upload_root),
    }  # fmt: skip
    environment.pop("IOM_TESTING", None)

    def start():
        words = ["-m", "celery", "-A", "iom", "worker", "-c", "1", "-Q", queue, "--without-gossip", "--without-mingle"]
        process = subprocess.Popen(
            [sys.executable, *words, "-l", "ERROR"], cwd=ROOT, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(process)
        return process

    start.queue = queue
    yield start
    for process in started:
        killed(process)
    with app.connection() as broker:
        broker.default_channel.queue_delete(queue)


def killed(process):
    """kill -9, the worker and its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def people_held():
    """Another session holds the table of people, so that an import stops in the middle of its writing."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE offenders_offender IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()


def until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
    return found


def in_the_middle():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def asked(person) -> ImportRun:
    folder = uploads.keep_files(folders.uploads(folders.files(folders.JARVIS)))
    return runs.ask(folder=folder, folder_name="x", source_name="Luton", as_of=TODAY, dry_run=False, by=person("femi"))


def status(run) -> str:
    """As the watch finds it, once it has looked."""
    tasks.watch_imports.run()
    return ImportRun.objects.get(pk=run.pk).status


def test_killed_in_the_middle_the_page_says_so_and_the_register_is_as_it_was(person, signed_in, worker):
    before = OffenderFactory(ref="before")
    run = asked(person)
    ImportRun.objects.update(attempts=1)  # it has died once already
    process = worker()
    tasks.run_import.apply_async((run.pk,), queue=worker.queue)
    with people_held():
        until(in_the_middle)
        assert status(run) == ImportStatus.RUNNING, "who is at work is left to it"
        killed(process)
        # The server asks after its client by itself, so the rows are gone before anybody says so.
        until(lambda: status(run) == ImportStatus.DIED, 20)
    text = signed_in("femi").get(reverse("exchange:run", args=[run.public_id])).content.decode()
    assert f"The worker stopped half-way in import {run.pk} (writing), twice" in text
    assert "the register is as it was before" in text
    assert list(Offender.objects.all()) == [before]


def test_killed_once_it_is_carried_out_by_the_next_worker(person, signed_in, worker, upload_root):
    run = asked(person)
    process = worker()
    tasks.run_import.apply_async((run.pk,), queue=worker.queue)
    with people_held():
        until(in_the_middle)
        killed(process)
        until(lambda: status(run) == ImportStatus.WAITING, 20)
        text = signed_in("femi").get(reverse("exchange:run", args=[run.public_id])).content.decode()
        assert "It will be started once more by itself" in text
    assert not Offender.objects.exists()
    worker()
    tasks.run_import.apply_async((run.pk,), queue=worker.queue)
    until(lambda: status(run) == ImportStatus.FINISHED)
    assert [o.ref for o in Offender.objects.all()] == ["P1"]
    assert list(upload_root.iterdir()) == []
