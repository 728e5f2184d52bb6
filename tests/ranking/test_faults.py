"""What goes wrong between a worker, a queue and a database: one complete scheduled run for the day in each case.

Real processes; the queue is the test's own. The faults that take longer are in test_faults_long.py.
"""

import os
import signal
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Entry
from ranking import queries
from ranking.models import Run, Score
from ranking.progress import lock_is_held
from ranking.rules import day_just_ended
from tests.conftest import TODAY
from tests.factories import OffenderFactory
from tests.ranking.living import WATCHED, child_of, in_the_middle, killed, living, scores_held, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
NIGHTLY = "ranking.tasks.nightly_ranking"


@pytest.fixture
def here():
    with living() as found:
        yield found


@pytest.fixture
def three(db):
    return OffenderFactory.create_batch(3)


def night():
    return day_just_ended(timezone.now())


def finished(here):
    """Once the night's run is there."""
    until(lambda: Run.objects.filter(status="finished", scheduled=True), lambda: here.said() + here.said("beat"))


def one_complete_run(tries=1):
    """The night's run is there once, whole, and nothing of any other."""
    run = Run.objects.get()
    assert (run.status, run.scheduled, run.as_of, run.people, run.attempts) == ("finished", True, night(), 3, tries)
    assert sorted(Score.objects.values_list("run", "rank")) == [(run.pk, 1), (run.pk, 2), (run.pk, 3)]
    assert Entry.objects.filter(what="ranking.run").count() == 1
    until(lambda: not lock_is_held())
    return run


def test_a_command_killed_in_the_middle_leaves_the_last_run_current(here, rank):
    OffenderFactory()
    last = rank()
    with scores_held():
        killed_one = here.command("recompute_ranking", "--as-of", TODAY.isoformat())
        until(in_the_middle, lambda: here.said("recompute_ranking"))
        busy = here.command("recompute_ranking", "--as-of", TODAY.isoformat())
        assert busy.wait(600) == 1, "two runs never interleave"
        assert "already under way" in here.said("recompute_ranking")
        killed(killed_one)
        # The server asks after its client by itself, and lets go of everything.
        until(lambda: not in_the_middle())
    assert queries.run_of(TODAY) == last
    assert Score.objects.exclude(run=last).count() == 0
    assert rank().people == 1
    assert list(Run.objects.order_by("pk").values_list("status", flat=True)) == ["finished", "died", "finished"]


def test_beat_started_twice_ranks_once(here, three):
    here.worker(children=2)
    for name in ("beat", "second-beat"):
        here.beat(name, f"nightly {WATCHED}")
    until(lambda: here.taken(NIGHTLY) >= 6, here.said)
    finished(here)
    one_complete_run()


def test_a_worker_killed_with_its_children_is_followed_by_another(here, three):
    """Its message is not given back for hours: it is the watch that finds the run."""
    first = here.worker("first")
    here.beat("one-night", "nightly")
    with scores_held():
        until(in_the_middle, lambda: here.said("first"))
        killed(here.started[-1])
        killed(first)
        until(lambda: not in_the_middle())
        assert queries.latest_run(timezone.now().date()) is None
    here.queue.flushall()
    here.beat()
    here.worker()
    finished(here)
    run = one_complete_run(tries=2)
    assert run.died_of == "lost"


def test_a_child_killed_is_followed_by_the_next_of_the_same_worker(here, three):
    worker = here.worker()
    here.beat("one-night", "nightly")
    with scores_held():
        until(in_the_middle, here.said)
        killed(here.started[-1])
        os.kill(child_of(worker.pid), signal.SIGKILL)
        until(lambda: not in_the_middle())
    here.beat()
    finished(here)
    one_complete_run(tries=2)


def test_a_run_that_outlives_the_visibility_timeout_is_made_once(here, three):
    """Its message is given to the second worker while the first is at work, and there finds the run under way."""
    here.worker("first", IOM_TEST_VISIBLE="2")
    beat = here.beat("one-night", "nightly")
    with scores_held():
        until(in_the_middle, lambda: here.said("first"))
        killed(beat)
        here.queue.delete("celery")
        here.worker("second", IOM_TEST_VISIBLE="2")
        until(
            lambda: f"{NIGHTLY}[" in here.said("second") and "succeeded" in here.said("second"),
            lambda: here.said("second"),
        )
        assert len(in_the_middle()) == 1
    finished(here)
    one_complete_run()


@pytest.mark.parametrize("fault", ["flushed", pytest.param("killed", marks=pytest.mark.slow)])
def test_a_queue_that_forgets_everything_is_reminded(here, three, fault):
    """The night's message is lost before a worker takes it; worker and beat go on without a restart."""
    here.beat("one-night", "nightly")
    until(lambda: here.queue.llen("celery"), lambda: here.said("one-night"))
    killed(here.started[-1])
    if fault == "flushed":
        here.queue.flushall()
        here.worker()
        here.beat()
    else:
        here.worker("idle", IOM_TEST_VISIBLE="7200")
        here.beat(beats="relay-outbox")
        until(lambda: "ready" in here.said("idle"), lambda: here.said("idle"))
        here.kill_queue()
        here.start_queue()
        killed(here.started[-1])
        here.beat()
    finished(here)
    one_complete_run()


def test_a_session_that_the_database_ends_in_the_middle_is_followed_by_another(here, three):
    here.worker()
    here.beat(beats=f"nightly {WATCHED}")
    with scores_held():
        (pid,) = until(in_the_middle, here.said)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        until(lambda: pid not in in_the_middle())
    finished(here)
    assert one_complete_run(tries=2).died_of in ("database", "lost")


@pytest.mark.slow
def test_a_run_that_kills_its_worker_each_time_ends_after_three_tries(here, three):
    """As where it asks for more memory than there is: the queue's other work goes on."""
    worker = here.worker()
    here.beat(beats=f"nightly {WATCHED}")
    with scores_held():
        for number in (1, 2, 3):
            until(lambda number=number: in_the_middle() and Run.objects.get().attempts == number, here.said)
            os.kill(child_of(worker.pid), signal.SIGKILL)
            until(lambda: Run.objects.get().status == "died", here.said)
            long_ago = timezone.now() - timedelta(minutes=6)
            Run.objects.update(died_at=long_ago, sent_at=long_ago)
    taken = here.taken("ranking.tasks.watch_rankings")
    until(lambda: here.taken("ranking.tasks.watch_rankings") > taken + 3, here.said)
    run = Run.objects.get()
    assert (run.status, run.attempts, run.died_of) == ("died", 3, "lost")
    assert not in_the_middle() and not Score.objects.exists()
