"""Starting a program and waiting for it, so that a signal to us leaves nothing of it behind."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.say import Trouble


def call(command: Sequence[str], *, quiet: bool = False, cwd: Path | None = None, **options: Any) -> tuple[int, str]:
    """Run a command to its end; with `quiet` its output comes back instead of being shown."""
    if quiet:
        options.update(stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    options.setdefault("stdin", subprocess.DEVNULL)
    with start(command, cwd=cwd, **options) as child:
        try:
            output, _ = child.communicate()
        except BaseException:
            end_politely(child)
            raise
    return child.returncode, output or ""


def start(command: Sequence[str], **options: Any) -> "subprocess.Popen[Any]":
    """Start a command in a session of its own: a Ctrl-C in the terminal is for us, and we tell the children."""
    try:
        return subprocess.Popen(list(command), start_new_session=True, **options)
    except FileNotFoundError as error:
        raise Trouble(f"The program {error.filename or command[0]} is missing: run 'make setup' again.") from error


def end_group(child: "subprocess.Popen[Any]", how: signal.Signals = signal.SIGKILL) -> None:
    """End a child with all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, how)


def end_politely(child: "subprocess.Popen[Any]", grace: float = 5.0) -> None:
    """Interrupt a child, as Ctrl-C would, and end what is left of it a little later."""
    if child.poll() is None:
        end_group(child, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(grace)
    end_group(child)
