"""Our own handlers for the three signals that ask us to stop.

They are set even where SIGINT was ignored at our start, as it is for a command that a script put in the background.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ASKING_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to stop: raised once, where we stand, so that every `finally` does its part."""

    def __init__(self, number: int):
        super().__init__(number)
        self.signal = signal.Signals(number)


class _State:
    asked = 0
    held = 0
    raised = False


def install() -> None:
    for number in ASKING_TO_STOP:
        signal.signal(number, _asked)


def _asked(number: int, frame: FrameType | None) -> None:
    _State.asked = _State.asked or number
    if not _State.held:
        _raise()


def _raise() -> None:
    if _State.asked and not _State.raised:
        _State.raised = True
        raise Stopped(_State.asked)


@contextmanager
def held() -> Iterator[None]:
    """A stop that is asked for inside waits for the end of the block: for steps that must not be left half done."""
    _State.held += 1
    try:
        yield
    finally:
        _State.held -= 1
    if not _State.held:
        _raise()


class ParentWatch:
    """Notices a signal that reached `make` and not us.

    make passes SIGTERM on to its recipe, but of SIGINT and SIGHUP it expects that the terminal sends them to
    everybody; sent to make alone, it waits for us for ever. Linux shows in /proc that its handler has gone.
    """

    def __init__(self) -> None:
        self.parent = os.getppid() if "MAKELEVEL" in os.environ else 0
        self.caught = self._caught()

    def check(self) -> None:
        """Raise Stopped where make was asked to stop, or is gone."""
        if not self.parent:
            return
        if os.getppid() != self.parent:
            _asked(signal.SIGHUP, None)
        lost = self.caught & ~self._caught()
        for number in ASKING_TO_STOP:
            if lost >> (number - 1) & 1:
                _asked(number, None)

    def _caught(self) -> int:
        """The mask of the signals for which make has a handler."""
        try:
            lines = Path(f"/proc/{self.parent}/status").read_text().splitlines()
        except OSError:
            return 0
        return next((int(line.split()[1], 16) for line in lines if line.startswith("SigCgt")), 0)
