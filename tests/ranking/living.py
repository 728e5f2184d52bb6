"""Real workers, beats and a web server on a queue of their own, to be stopped, frozen and killed."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from django.db import connection

from tests.workers import ROOT, database_url
from tools.servers import account, valkey
from tools.servers.home import Home, free_port

LONG = 600  # a hang is told from a slow machine
WATCHED = "watch-rankings relay-outbox"


def until(holds: Callable[[], object], why: Callable[[], object] = lambda: "it did not happen in time") -> object:
    end = time.monotonic() + LONG
    while not (found := holds()):
        assert time.monotonic() < end, why()
        time.sleep(0.05)
    return found


def end_with_the_tests() -> None:
    """Where the tests themselves are killed, nothing goes on ranking in their database (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Living:
    """What runs for one test. The day is the machine's own, so that the nights are."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database, self.started = folder, database, []
        self.home = Home(folder / "queue")
        self.redis_url = valkey.start(self.home, account.programs(), durable=False)
        self.port = free_port()

    # The queue

    @property
    def queue(self) -> redis.Redis:
        return redis.from_url(self.redis_url)

    def queue_pid(self) -> int:
        return int((self.home.folder / "valkey/valkey.pid").read_text())

    @contextmanager
    def frozen_queue(self) -> Iterator[None]:
        """Redis takes connections, as the kernel does for it, and answers nothing."""
        os.kill(self.queue_pid(), signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.queue_pid(), signal.SIGCONT)

    def kill_queue(self) -> None:
        """kill -9, and what it held is lost."""
        pid = self.queue_pid()
        os.kill(pid, signal.SIGKILL)
        until(lambda: not alive(pid))

    def start_queue(self) -> None:
        assert valkey.start(self.home, account.programs(), durable=False) == self.redis_url

    # The product's processes

    def start(self, name: str, *words: str, **more: str) -> subprocess.Popen:
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "iom.settings", "DATABASE_URL": self.database, "IOM_DEMO": "1",
            "REDIS_URL": self.redis_url, **more,
        }  # fmt: skip
        for ours in ("IOM_TESTING", "IOM_TODAY"):
            environment.pop(ours, None)
        with open(self.log(name), "ab") as log:
            process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_the_tests,
            )  # fmt: skip
        self.started.append(process)
        return process

    def worker(self, name: str = "worker", children: int = 1, **more: str) -> subprocess.Popen:
        alone = ["--without-gossip", "--without-mingle", "-l", "INFO", "-n", f"{name}@%h"]
        words = ["-m", "celery", "-A", "tests.ranking.quick", "worker", "-c", str(children), *alone]
        return self.start(name, *words, **more)

    def beat(self, name: str = "beat", beats: str = WATCHED) -> subprocess.Popen:
        where = ["--schedule", str(self.folder / f"{name}-schedule"), "--pidfile=", "--max-interval", "1", "-l", "INFO"]
        return self.start(name, "-m", "celery", "-A", "tests.ranking.quick", "beat", *where, IOM_TEST_BEATS=beats)

    def web(self) -> subprocess.Popen:
        bind = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--no-control-socket", "--timeout", "120"]
        return self.start("web", "-m", "gunicorn", "iom.wsgi", *bind)

    def command(self, *words: str, **more: str) -> subprocess.Popen:
        return self.start(words[0], "manage.py", *words, **more)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def said(self, name: str = "worker") -> str:
        return self.log(name).read_text() if self.log(name).exists() else ""

    def taken(self, task: str, name: str = "worker") -> int:
        """How many messages of a task that worker has taken."""
        return self.said(name).count(f"Task {task}[")

    def ends(self) -> None:
        for process in self.started:
            killed(process)
        os.kill(self.queue_pid(), signal.SIGCONT)
        valkey.stop(self.home)


def killed(process: subprocess.Popen) -> None:
    """kill -9, with all its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def child_of(pid: int) -> int:
    """The worker's own child, which does the work."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


@contextmanager
def living(database: str = "") -> Iterator[Living]:
    with tempfile.TemporaryDirectory(prefix="iom-test-faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # the servers' own user goes in
        here = Living(folder, database or database_url())
        try:
            yield here
        finally:
            here.ends()


@contextmanager
def scores_held() -> Iterator[None]:
    """Another session holds the table of scores, so that a run stops in the middle until it lets go."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE ranking_score IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()


def in_the_middle() -> list[int]:
    """The sessions of the runs that wait at their INSERT."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND wait_event_type = 'Lock' AND query LIKE '%INTO ranking_score%'"
        )
        return [pid for (pid,) in cursor.fetchall()]
