"""The two commands as they are used: exit codes, streams, two at once, and a kill in the middle."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from agencies.models import Area
from audit.locks import Lock
from exchange.models import ImportRun
from offenders.models import Offender
from tests.exchange.small import Folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]

REGISTER = settings.BASE_DIR / "exchange" / "demo" / "bedfordshire_2018_19"
ROWS = {
    "offenders.csv": 135,
    "memberships.csv": 135,
    "offences.csv": 1989,
    "custody.csv": 61,
    "supervision.csv": 78,
    "warrants.csv": 11,
    "intelligence.csv": 71,
    "contacts.csv": 1481,
    "drug_tests.csv": 309,
    "pathway_assessments.csv": 496,
    "judgements.csv": 6,
    "rag.csv": 407,
}


def command(*words):
    """A command in a process of its own, on the test's database."""
    return [sys.executable, "-c", PROGRAM, *map(str, words)]


# The product's settings on the test's database, with no fixed clock.
PROGRAM = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


@pytest.fixture
def environment():
    database = connection.settings_dict
    host = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
    user = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    return {
        **{name: value for name, value in os.environ.items() if name not in ("IOM_DEMO", "IOM_TODAY")},
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        "DATABASE_URL": f"postgres://{user}@{host}/{database['NAME']}",
    }


@pytest.fixture
def run(environment):
    def run(*words):
        return subprocess.run(command(*words), capture_output=True, text=True, env=environment, check=False)

    return run


def test_the_bedfordshire_register_comes_in_goes_out_and_comes_back_the_same(run, tmp_path):
    first = run("import_exchange", REGISTER)
    assert (first.returncode, first.stderr) == (0, "")
    nothing = dict.fromkeys(ROWS, 0)
    assert json.loads(first.stdout) == {"created": ROWS, "updated": nothing, "unchanged": nothing, "dry_run": False}
    again = run("import_exchange", REGISTER)
    assert json.loads(again.stdout) == {"created": nothing, "updated": nothing, "unchanged": ROWS, "dry_run": False}

    assert run("export_exchange", tmp_path / "out").returncode == 0
    for file in REGISTER.iterdir():
        sent = sorted(file.read_bytes().replace(b"\r\n", b"\n").split(b"\n"))
        assert sorted((tmp_path / "out" / file.name).read_bytes().split(b"\n")) == sent
    assert json.loads(run("import_exchange", tmp_path / "out").stdout)["unchanged"] == ROWS


def test_problems_are_told_on_standard_error_and_exit_1(run, tmp_path):
    folder = Folder(tmp_path / "in")
    folder["offenders"][0]["sex"] = "X"
    done = run("import_exchange", folder.write())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0].startswith('offenders.csv, line 2, column sex, value "X": expected a sex')
    assert "Traceback" not in done.stderr
    assert not Offender.objects.exists()


def test_a_dry_run_says_so_and_writes_nothing(run, tmp_path):
    done = run("import_exchange", Folder(tmp_path / "in").write(), "--dry-run", "--as-of", "2019-03-31")
    assert done.returncode == 0
    assert json.loads(done.stdout)["dry_run"] is True
    assert not Offender.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["nowhere"],
        [],
        [REGISTER, "--as-of", "31/03/2019"],
        [REGISTER, "--as-of", "2019-02-29"],
        [REGISTER, "--source", ""],
        [REGISTER, "--colour", "red"],
        [REGISTER / "scheme.json"],
    ],
)
def test_wrong_use_is_exit_2(words, run):
    done = run("import_exchange", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_no_date_is_later_than_the_day_that_is_named(run, tmp_path):
    folder = Folder(tmp_path / "in").write()
    assert run("import_exchange", folder, "--as-of", "2019-03-30", "--dry-run").returncode == 0
    assert run("import_exchange", folder, "--as-of", "2019-03-29", "--dry-run").returncode == 1


def test_a_second_import_at_once_ends_and_says_so(run, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.IMPORT])
        try:
            began = time.monotonic()
            done = run("import_exchange", Folder(tmp_path / "in").write())
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [Lock.IMPORT])
    assert time.monotonic() - began < 60
    assert (done.returncode, done.stdout) == (1, "")
    assert "Another import of this register is running" in done.stderr


# An import that waits for ever once it has written its rows, before it commits.
STOPS = """
import time
from exchange.actions import imports
def wait(*args, **kwargs):
    print("written", flush=True)
    time.sleep(600)
"""


def test_a_kill_in_the_middle_leaves_nothing_and_the_next_import_runs(environment, run, tmp_path):
    folder = Folder(tmp_path / "in").write()
    program = f"import django; django.setup()\n{STOPS}\nimports.duplicates.find = wait\n{PROGRAM}"
    words = [sys.executable, "-c", program, "import_exchange", str(folder)]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "written\n"
        process.kill()
    assert not Offender.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Area.objects.filter(code="N").exists()
    assert _ends_well(run, folder)
    assert Offender.objects.count() == 2


def _ends_well(run, folder: Path, seconds: int = 60) -> bool:
    """The server needs a moment to see that its client is gone, and then lets go of the lock."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not _import_is_held():
            return run("import_exchange", folder).returncode == 0
        time.sleep(0.05)
    return False


def _import_is_held() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [Lock.IMPORT],
        )
        return bool(cursor.fetchone()[0])
