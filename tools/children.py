"""The long-running parts of a run: started, watched, ended in order, and ended later where we were killed."""

import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from tools.calls import end_group, start
from tools.place import LOGS, ROOT, shown
from tools.processes import born
from tools.say import Trouble, say
from tools.servers.home import write_closed

GRACE = 10.0  # seconds to finish what is being answered


class Children:
    def __init__(self, record: Path):
        self.record = record
        self.running: dict[str, subprocess.Popen[Any]] = {}

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        LOGS.mkdir(exist_ok=True)
        with open(LOGS / f"{name}.log", "wb") as log:
            child = start(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        self.running[name] = child
        self.remember()

    def remember(self) -> None:
        """Write down who runs, with the time of their start: a process number alone may be another's by tomorrow."""
        pids = [child.pid for child in self.running.values()]
        write_closed(self.record, json.dumps([[pid, born(pid)] for pid in pids]))

    def check(self) -> None:
        for name, child in self.running.items():
            if child.poll() is not None:
                log = LOGS / f"{name}.log"
                raise Trouble(f"The {name} ended by itself (exit code {child.returncode}); its log is {shown(log)}.")

    def end(self) -> None:
        """Ask each to stop, first the one that takes requests, and end what does not."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + GRACE
        for child in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, end - time.monotonic()))
            end_group(child)
            child.wait()
        self.running.clear()
        self.record.unlink(missing_ok=True)

    def end_leftovers(self) -> None:
        """End the parts of a run that was killed before it could do so itself."""
        if not self.record.exists():
            return
        ours = [pid for pid, since in json.loads(self.record.read_text()) if since and born(pid) == since]
        if ours:
            say("Ending what an earlier run left behind ...")
        for pid in ours:
            quietly_kill(pid, signal.SIGTERM)
        end = time.monotonic() + GRACE
        while any(born(pid) for pid in ours) and time.monotonic() < end:
            time.sleep(0.1)
        for pid in ours:
            quietly_kill(pid, signal.SIGKILL)
        self.record.unlink(missing_ok=True)


def quietly_kill(group: int, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, how)
