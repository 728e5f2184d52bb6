"""A worker killed in the middle of a ranking leaves the last run current; here with real processes."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from iom.celery import app
from ranking import queries
from ranking.models import Run, Score
from ranking.tasks import nightly_ranking
from tests.conftest import TODAY
from tests.factories import OffenderFactory
from tests.workers import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
ROOT = Path(__file__).resolve().parents[2]


def start(*words):
    """A process of the product's own on the tests' database, in which the day is 1 April 2019."""
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "iom.settings", "DATABASE_URL": database_url(),
        "IOM_DEMO": "1", "IOM_TODAY": "2019-04-01", "REDIS_URL": settings.REDIS_URL,
    }  # fmt: skip
    environment.pop("IOM_TESTING", None)
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True,
    )  # fmt: skip


@contextmanager
def scores_held():
    """Another connection holds the table of scores, so that a run stops in the middle until it lets go."""
    parameters = connection.get_connection_params()
    names = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)}
    other = psycopg2.connect(**names)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE ranking_score IN EXCLUSIVE MODE")
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
    """Whether a run waits at its INSERT."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND wait_event_type = 'Lock' AND query LIKE '%WITH offending AS%'"
        )
        return cursor.fetchone()[0]


def statuses():
    return list(Run.objects.order_by("pk").values_list("status", flat=True))


def test_a_command_killed_in_the_middle_leaves_the_last_run_current(rank):
    OffenderFactory()
    last = rank()
    with scores_held():
        killed = start("manage.py", "recompute_ranking", "--as-of", TODAY.isoformat())
        until(in_the_middle)
        assert queries.is_running()
        busy = start("manage.py", "recompute_ranking", "--as-of", TODAY.isoformat())
        said, _ = busy.communicate(timeout=60)
        assert (busy.returncode, "already under way" in said) == (1, True), "two runs never interleave"
        killed.kill()
        killed.communicate()
        # The server asks after its client by itself, and lets go of everything.
        until(lambda: not in_the_middle(), 20)
    assert queries.run_of(TODAY) == last
    assert Score.objects.exclude(run=last).count() == 0
    assert not queries.is_running()
    assert rank().people == 1
    assert statuses() == ["finished", "died", "finished"]


def child_of(pid):
    """The worker's own child, which does the work."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else None


@pytest.fixture
def worker():
    """A real Celery worker of one process on a queue of its own."""
    queue = f"test-{uuid4().hex}"
    alone = ["--without-gossip", "--without-mingle", "-l", "ERROR"]
    process = start("-m", "celery", "-A", "iom", "worker", "-c", "1", "-Q", queue, *alone)
    yield process, queue
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    with app.connection() as broker:
        broker.default_channel.queue_delete(queue)


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_is_followed_by_another_that_makes_the_run(rank, worker):
    OffenderFactory()
    process, queue = worker
    last = rank()
    with scores_held():
        nightly_ranking.apply_async(queue=queue)
        until(in_the_middle)
        os.kill(child_of(process.pid), signal.SIGKILL)
        until(lambda: not in_the_middle(), 20)
        assert queries.latest_run(TODAY) == last
    # The message was given back: the next child finds the dead run, marks it and makes the night's.
    until(lambda: statuses() == ["finished", "died", "finished"])
    made = Run.objects.latest("pk")
    assert (made.as_of, made.scheduled, made.people) == (TODAY, True, 1)
