"""Where the files are: outside the web root, under random names, for the service's own account alone.

A file is whole or not there: it is written beside, forced to the disk, and moved into its place. What a transaction
that failed has left is taken away by `documents.actions.tidy`.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from django.conf import settings

LARGEST = 20 * 1024**2
PIECE = 1 << 18
NAME = re.compile(r"[0-9a-f]{32}")
COMING_IN = "incoming"


class TooLarge(Exception):
    """More than LARGEST."""


@dataclass(frozen=True)
class Kept:
    name: str
    sha256: str
    size: int


def keep(source: BinaryIO) -> Kept:
    """Write a file; raises TooLarge. Its place is only ever filled by a whole one."""
    name = token_hex(16)
    coming_in = _folder(COMING_IN) / name
    try:
        kept = Kept(name, *_write(source, coming_in))
        os.replace(coming_in, _folder(name[:2]) / name)
    except BaseException:
        coming_in.unlink(missing_ok=True)
        raise
    _to_the_disk(where(name).parent)
    return kept


def _write(source: BinaryIO, path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > LARGEST:
                raise TooLarge
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _folder(name: str) -> Path:
    folder = Path(settings.DOCUMENT_ROOT) / name
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _to_the_disk(folder: Path) -> None:
    """A name is lasting once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def where(name: str) -> Path:
    """The place of a file; its name is ours alone, and checked all the same."""
    if not NAME.fullmatch(name):
        raise ValueError("not the name of a document's file")
    return Path(settings.DOCUMENT_ROOT) / name[:2] / name


def opened(name: str) -> BinaryIO:
    """The file, to read; raises FileNotFoundError."""
    return os.fdopen(os.open(where(name), os.O_RDONLY | os.O_NOFOLLOW), "rb")


def content_of(name: str, sha256: str) -> bytes | None:
    """What a file holds, where it is in its place and is the very one that was kept."""
    try:
        with opened(name) as file:
            content = file.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def sha256_of(file: BinaryIO) -> str:
    """What the file holds, and back to its beginning."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def remove(name: str) -> None:
    """Take a file away; what is gone already is gone."""
    where(name).unlink(missing_ok=True)


def older_than(at: float) -> Iterator[Path]:
    """Every file whose last writing was before a time, also what never came into its place."""
    for path in Path(settings.DOCUMENT_ROOT).glob("*/*"):
        try:
            if NAME.fullmatch(path.name) and path.stat().st_mtime < at:
                yield path
        except FileNotFoundError:
            continue
