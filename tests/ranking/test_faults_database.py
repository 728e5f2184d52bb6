"""PostgreSQL killed and started again in the middle of a ranking, under a worker and a beat that go on (M21, M22)."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest

from tests.ranking.living import WATCHED, alive, living, until
from tests.workers import ROOT
from tools.servers import account, postgres
from tools.servers.home import Home

pytestmark = pytest.mark.slow
IN_THE_MIDDLE = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INTO ranking_score%'"
NIGHTS = "SELECT status, attempts, people FROM ranking_run WHERE scheduled"
FORGET = (
    "DELETE FROM ranking_feed WHERE run_id IN ({0}); DELETE FROM ranking_score WHERE run_id IN ({0});"
    " DELETE FROM ranking_run WHERE scheduled"
).format("SELECT id FROM ranking_run WHERE scheduled")


class Server:
    """A PostgreSQL of this file's own, which keeps what it has acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.url = self.start()

    def start(self) -> str:
        return postgres.start(self.home, account.programs(), durable=True, database="iom")

    def stop(self, how: signal.Signals) -> None:
        pid = int((self.home.folder / "postgres/data/postmaster.pid").read_text().split()[0])
        os.kill(pid, how)
        until(lambda: not alive(pid))

    def rows(self, statement: str) -> list[tuple]:
        with suppress(psycopg2.OperationalError), self.asked() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
        return []

    @contextmanager
    def asked(self):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            yield connection.cursor()
        finally:
            connection.close()


def manage(url: str, *words: str) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "iom.settings", "DATABASE_URL": url, "IOM_DEMO": "1"}
    for ours in ("IOM_TESTING", "IOM_TODAY"):
        environment.pop(ours, None)
    if words[0] == "load_demo":
        environment["IOM_TODAY"] = "2019-03-31"
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory(prefix="iom-test-faults-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        found = Server(Path(name) / "servers")
        try:
            for words in (["migrate", "--noinput"], ["make_roles"], ["load_demo"]):
                manage(found.url, *words)
            yield found
        finally:
            postgres.stop(found.home, account.programs())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGQUIT], ids=["killed", "fast", "at once"])
def test_postgresql_restarted_in_the_middle_is_followed_by_one_complete_run(how, server):
    server.rows(FORGET)
    with living(server.url) as here:
        here.worker()
        here.beat(beats=f"nightly {WATCHED}")
        with suppress(psycopg2.Error), server.asked() as other:
            other.execute("BEGIN; LOCK TABLE ranking_score IN EXCLUSIVE MODE")
            until(lambda: server.rows(IN_THE_MIDDLE), here.said)
            assert server.rows(NIGHTS) == [("running", 1, None)]
            server.stop(how)
        assert server.start() == server.url
        until(
            lambda: [status for status, *_ in server.rows(NIGHTS)] == ["finished"],
            lambda: here.said() + here.said("beat"),
        )
    [(_, tries, people)] = server.rows(NIGHTS)
    assert tries == 2 and people > 100
    of_the_night = "run_id IN (SELECT id FROM ranking_run WHERE scheduled)"
    counted = server.rows(f"SELECT count(*), count(DISTINCT rank), max(rank) FROM ranking_score WHERE {of_the_night}")
    assert counted == [(people, people, people)]
    halves = "SELECT count(*) FROM ranking_score JOIN ranking_run run ON run.id = run_id WHERE run.status <> 'finished'"
    assert server.rows(halves) == [(0,)]
