"""The folder as it lies there: which files it has, and what is no file of the format."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from exchange.rules.layout import BY_NAME, FILES, SCHEME, File
from exchange.rules.problems import Problems


class NotAFolder(Exception):
    """What was named is no folder that can be read."""


def strangers(folder: Path, problems: Problems) -> None:
    """A `*.csv` of another name is an error (a misspelt file would be left out unseen); other files are ignored."""
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        raise NotAFolder(f"This is no folder that can be read: {folder.name}") from error
    for name in names:
        if name.lower().endswith(".csv") and name not in BY_NAME:
            problems.add(name, 1, "", name, f"no other CSV files than {', '.join(file.name for file in FILES)}")
        elif (name in BY_NAME or name == SCHEME) and not _readable(folder / name):
            problems.add(name, 1, "", name, "a file that can be read")


def _readable(path: Path) -> bool:
    """Whether it is a plain file of ours to read; a pipe would wait for ever, so what it is is asked first."""
    return path.is_file() and os.access(path, os.R_OK)


def there(folder: Path) -> list[File]:
    """The files that the folder has, in the format's order; one that is missing holds nothing."""
    return [file for file in FILES if _readable(folder / file.name)]


def scheme_bytes(folder: Path, longest: int) -> bytes | None:
    """What scheme.json holds, one byte more than the longest at most; None where there is none."""
    if not _readable(folder / SCHEME):
        return None
    with (folder / SCHEME).open("rb") as file:
        return file.read(longest + 1)


@contextmanager
def opened(folder: Path, file: File) -> Iterator[BinaryIO]:
    with (folder / file.name).open("rb") as source:
        yield source
