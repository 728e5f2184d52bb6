"""File locks, which the kernel lets go of however a process ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time within; the others wait."""
    with opened(path) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def opened(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return open(path, "a+")


def try_alone(handle: IO[str]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def share(handle: IO[str]) -> None:
    fcntl.flock(handle, fcntl.LOCK_SH)
