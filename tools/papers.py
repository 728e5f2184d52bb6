"""The documents of a backup: every file that the database names, in one archive beside the dump, and the way back.

Files are written before the row that names them and never change, so those of the dump's moment are all there. One that
the disk has lost is said and does not keep the rest from being saved; it is known to be missing when it comes back.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from psycopg2.extensions import connection as Connection

from tools.place import ROOT
from tools.say import Trouble, warn

TABLE = "documents_documentversion"
WANTED = f"SELECT stored_as, sha256 FROM {TABLE} WHERE scan <> 'infected' ORDER BY 1"
MANIFEST, RESTORING = "manifest.json", "restoring"


@dataclass
class Saved:
    """What an archive holds: each file with its digest, and those that the disk had lost already."""

    files: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return f"{len(self.files):,} documents"


def folder() -> Path:
    """As the product has it (iom.settings)."""
    return Path(os.environ.get("IOM_DOCUMENTS") or ROOT / ".local" / "documents")


def archive_of(file: Path) -> Path:
    return file.with_name(file.name + ".documents.tar")


def named_by(database: Connection) -> dict[str, str]:
    """Every file that the database names, with what its content must add up to; none where it knows no documents."""
    with database.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{TABLE}"])
        ((known,),) = cursor.fetchall()
        if not known:
            return {}
        cursor.execute(WANTED)
        return dict(cursor.fetchall())


def save(named: dict[str, str], to: Path) -> Saved:
    """Write the archive, its manifest last: an archive that was cut off has none."""
    saved = Saved()
    with (
        os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target,
        tarfile.open(fileobj=target, mode="w") as archive,
    ):
        for name, sha256 in named.items():
            content = _content(folder() / name[:2] / name, sha256)
            if content is None:
                saved.missing.append(name)
            else:
                saved.files[name] = sha256
                _put(archive, name, content)
        _put(archive, MANIFEST, json.dumps({"files": saved.files, "missing": saved.missing}).encode())
    if saved.missing:
        warn(f"{len(saved.missing)} documents are not in {folder()} as they were kept: they are in no backup.")
    return saved


def _content(path: Path, sha256: str) -> bytes | None:
    """A document is 20 MB at most."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _put(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def check_empty() -> None:
    if any(path.is_file() for path in folder().glob("*/*")):
        raise Trouble(f"{folder()} holds documents, and a restore never writes over anything: name an empty folder.")


@contextmanager
def unpacked(archive: Path) -> Iterator[Saved]:
    """The archive's files beside their places, each checked; gone again where the block fails."""
    waiting = folder() / RESTORING
    shutil.rmtree(waiting, ignore_errors=True)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting.mkdir(mode=0o700)
    try:
        yield _unpack(archive, waiting)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _unpack(archive: Path, waiting: Path) -> Saved:
    found: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(archive, mode="r:") as opened:
            for entry in opened:
                source = opened.extractfile(entry)
                assert source is not None  # only files are put in
                content = source.read()
                if entry.name == MANIFEST:
                    manifest = json.loads(content)
                else:
                    found[entry.name] = hashlib.sha256(content).hexdigest()
                    _write(waiting / Path(entry.name).name, content)
    except (tarfile.TarError, AssertionError, ValueError, OSError) as error:
        raise Trouble(f"{archive} cannot be read to its end, so nothing was restored.") from error
    if manifest is None or manifest["files"] != found:
        raise Trouble(f"{archive} is not what was saved, so nothing was restored.")
    return Saved(found, manifest["missing"])


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(saved: Saved) -> None:
    for name in saved.files:
        place = folder() / name[:2]
        place.mkdir(mode=0o700, exist_ok=True)
        (folder() / RESTORING / name).replace(place / name)


def check_all_there(named: dict[str, str], saved: Saved) -> None:
    """The restored database names what came back, and nothing else but what was lost before."""
    if lost := sorted(set(named) - set(saved.files) - set(saved.missing)):
        raise Trouble(f"{len(lost)} documents that the restored database names are not in the backup.")
    if saved.missing:
        warn(f"{len(saved.missing)} documents had been lost before the backup was made, and are not there now.")
