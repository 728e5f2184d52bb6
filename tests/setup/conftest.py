"""A place of their own for the tests of the commands, and eyes for what they leave behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import place
from tools.servers import account
from tools.servers.home import free_port

ROOT = place.ROOT


@pytest.fixture
def local(monkeypatch) -> Iterator[Path]:
    """An own .local that the servers' user can reach (pytest's folders are closed)."""
    folder = Path(tempfile.mkdtemp(prefix="iom-test-"))
    folder.chmod(0o755)
    monkeypatch.setattr(account, "LOCAL", folder)
    yield folder
    remove(folder)


def remove(folder: Path) -> None:
    """The folder, and whatever still runs for it."""
    for pid in processes(folder):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def processes(folder: Path) -> list[int]:
    """The processes that were started for this folder: it stands in their words or in their environment."""
    mark = str(folder).encode()
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if lives(entry) and mark in said(entry)]


def lives(entry: Path) -> bool:
    try:
        return (entry / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def said(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
    except OSError:
        return b""


def within(seconds: float, true: Callable[[], object]) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def outside() -> dict[str, str]:
    """The environment of somebody who has set nothing of ours."""
    ours = ("IOM_", "DJANGO_", "PYTEST_", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MAKE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Run:
    """A `make run` in the background."""

    def __init__(self, local: Path, command: list[str] | None = None, **environment: str):
        self.local, self.port = local, free_port()
        self.output = local / "output"
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen(
                [*(command or []), sys.executable, str(ROOT / "tools" / "go.py"), "run", str(self.port)],
                env={**outside(), "IOM_LOCAL": str(local), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    def up(self) -> "Run":
        """Wait until it has printed its address."""
        address = f"http://127.0.0.1:{self.port}/"
        assert within(300, lambda: address in self.said() or self.process.poll() is not None)
        assert address in self.said(), self.said()
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(60)


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """The .local of a run that has migrated, loaded the register and stopped: made once, copied often."""
    folder = Path(tempfile.mkdtemp(prefix="iom-test-prepared-"))
    folder.chmod(0o755)
    demo = Run(folder)
    try:
        demo.up().stop()
        yield folder
    finally:
        demo.process.kill()
        remove(folder)


@pytest.fixture
def loaded(local, prepared) -> None:
    """This test's run finds the data of an earlier one."""
    subprocess.run(["cp", "-a", f"{prepared}/servers", f"{prepared}/secret-key", str(local)], check=True)


@pytest.fixture
def run(local) -> Iterator[Callable[..., Run]]:
    """`run()` starts the demonstration with this test's own data."""
    started: list[Run] = []

    def begin(command: list[str] | None = None, **environment: str) -> Run:
        started.append(Run(local, command, **environment))
        return started[-1]

    yield begin
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()
