"""A task is nobody until an action that it calls does the system's work, in this process and in a real worker."""

import os
import signal
import subprocess
import sys
import time
from uuid import uuid4

import pytest
from django.db import connection

from audit import floor
from iom.celery import app
from offenders.models import Offender
from tests.factories import OffenderFactory
from tools.place import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_a_task_that_lists_nothing_sees_nobody(scheme):
    OffenderFactory()

    @app.task(name="tests.floor.count")
    def count() -> int:
        return Offender.objects.count()

    assert count() == 0
    assert count.apply().get() == 0
    assert Offender.objects.count() == 1


def test_every_task_of_ours_is_one_of_those():
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert len(ours) > 8
    assert all(isinstance(task, app.Task) for task in ours)


def test_an_action_that_says_why_sees_everybody(scheme):
    OffenderFactory()

    @app.task(name="tests.floor.rank")
    def rank() -> int:
        with floor.as_system(floor.System.RANKING):
            return Offender.objects.count()

    assert rank() == 1


WORKER = """
from iom.celery import app

@app.task(name="tests.floor.look")
def look(said):
    from django.db import connection
    from offenders.models import Offender
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        role, login = cursor.fetchone()
    people = Offender.objects.count()
    open(said, "w").write(f"{role} {people}")

app.worker_main(["worker", "-c", "1", "-Q", "%s", "--without-gossip", "--without-mingle", "-l", "ERROR"])
"""


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_asks_as_nobody(scheme, tmp_path):
    OffenderFactory()
    queue, said = f"floor-{uuid4().hex}", tmp_path / "said"
    with subprocess.Popen(
        [sys.executable, "-c", WORKER % queue], cwd=ROOT, env=environment(), start_new_session=True
    ) as worker:
        try:
            app.send_task("tests.floor.look", [str(said)], queue=queue)
            end = time.monotonic() + 60
            while not (said.exists() and said.read_text()) and worker.poll() is None and time.monotonic() < end:
                time.sleep(0.2)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
    assert said.read_text() == "iom_runtime 0"


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_not_start_where_the_floor_is_not_laid(scheme):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE offenders_arrest NO FORCE ROW LEVEL SECURITY")
    try:
        words = [sys.executable, "-c", WORKER % f"floor-{uuid4().hex}"]
        done = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=600)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE offenders_arrest FORCE ROW LEVEL SECURITY")
    assert done.returncode != 0
    assert "offenders_arrest is not under the floor. Run manage.py make_roles." in done.stderr


def environment() -> dict[str, str]:
    made = connection.settings_dict
    at = f"{made['USER']}:{made['PASSWORD']}@{made['HOST']}:{made['PORT'] or 5432}/{made['NAME']}"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("IOM_", "DJANGO_"))}
    return own | {"DATABASE_URL": f"postgres://{at}", "IOM_DEMO": "1"}
