"""A ZIP is judged by its list of contents before anything of it is opened.

Let in: CSV files and scheme.json, all in one folder. Refused: names that lead elsewhere, links, devices, locked
files, one name twice, more than 10,000 entries, more bytes than a register has, and more than packing can save.
"""

import lzma
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

MOST_ENTRIES = 10_000
MOST_BYTES = 20 * 1024**3
MOST_BYTES_FOR_EACH = 200  # CSV of a register packs to about a tenth; a bomb to a thousandth
ALWAYS_LET_IN = 64 * 1024**2
PIECE = 1 << 20
SCHEME = "scheme.json"
# A name that is the same on every machine, and no path.
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,90}\.csv|scheme\.json", re.ASCII)

END, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
END_64 = b"PK\x06\x07"
MOST_LIST_BYTES = MOST_ENTRIES * 512


# What the standard library raises over bytes that are no ZIP, or over a way of packing that it does not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, IndexError,
)  # fmt: skip


class Refused(Exception):
    """An upload that is not let in; the words are for the person who sent it."""


def is_of_a_register(name: str) -> bool:
    """Whether the format reads a file of this name; other files are ignored (spec/exchange.md, "Bytes")."""
    return name.lower().endswith(".csv") or name == SCHEME


def check(file: Any, size: int) -> list[zipfile.ZipInfo]:
    """The entries of a ZIP that are to be unpacked; raises Refused. Reads the list of contents alone."""
    _check_end(file, size)
    try:
        entries = zipfile.ZipFile(file).infolist()
    except BROKEN as error:
        raise Refused("The file is not a ZIP, or it is broken.") from error
    for entry in entries:
        _check_entry(entry, size)
    return _to_unpack(entries, size)


def _check_end(file: Any, size: int) -> None:
    """The last record says how many entries there are and how long their list is: asked before the list is read."""
    file.seek(max(0, size - END_SIZE - LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise Refused("The file is not a ZIP, or it is broken.")
    if tail[max(0, at - 20) :].startswith(END_64):
        raise Refused("The ZIP is of the kind for more than 4 GB. Upload the CSV files themselves.")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    list_bytes = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MOST_ENTRIES or list_bytes > MOST_LIST_BYTES:
        raise Refused(f"The ZIP holds more than {MOST_ENTRIES:,} files. A register has thirteen.")


def _check_entry(entry: zipfile.ZipInfo, size: int) -> None:
    if not 0 <= entry.header_offset < size:
        raise Refused("The file is not a ZIP, or it is broken.")
    path = PurePosixPath(entry.filename)
    if (
        not entry.filename
        or "\\" in entry.orig_filename
        or path.is_absolute()
        or ".." in path.parts
        or ":" in entry.filename
    ):
        raise Refused("The ZIP holds a name that leads out of its folder.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused("The ZIP holds a link or a device. Only files are let in.")
    if entry.flag_bits & 0x1:
        raise Refused("The ZIP is locked with a password. Upload it without one.")


def _to_unpack(entries: list[zipfile.ZipInfo], size: int) -> list[zipfile.ZipInfo]:
    wanted = [entry for entry in entries if not entry.is_dir() and is_of_a_register(_name(entry))]
    wanted = [entry for entry in wanted if not entry.filename.startswith("__MACOSX/")]
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"The ZIP holds more than {MOST_ENTRIES:,} files. A register has thirteen.")
    if not wanted:
        raise Refused("The ZIP holds no CSV file and no scheme.json.")
    _check_names(wanted)
    unpacked = sum(entry.file_size for entry in wanted)
    if unpacked > MOST_BYTES or unpacked > max(ALWAYS_LET_IN, size * MOST_BYTES_FOR_EACH):
        raise Refused("Unpacked, the ZIP is larger than a register can be.")
    return wanted


def _check_names(wanted: list[zipfile.ZipInfo]) -> None:
    if len({PurePosixPath(entry.filename).parent for entry in wanted}) > 1:
        raise Refused("The ZIP holds CSV files in more than one folder. A register is one folder.")
    if len({_name(entry).lower() for entry in wanted}) < len(wanted):
        raise Refused("The ZIP holds the same name twice.")
    for entry in wanted:
        if not NAME.fullmatch(_name(entry)):
            raise Refused("The ZIP holds a CSV file whose name is not one of the format.")


def _name(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).name


def unpack(archive: Path, folder: Path) -> None:
    """Unpack what `check` lets in, flat, into a folder of ours; never more bytes than the list declared."""
    with archive.open("rb") as file:
        wanted = check(file, archive.stat().st_size)
        try:
            with zipfile.ZipFile(file) as packed:
                for entry in wanted:
                    with packed.open(entry) as source, (folder / _name(entry)).open("xb") as target:
                        _copy(source, target, entry.file_size)
        except BROKEN as error:
            raise Refused("The ZIP is broken.") from error


def _copy(source: Any, target: BinaryIO, declared: int) -> None:
    written = 0
    while piece := source.read(PIECE):
        written += len(piece)
        if written > declared:
            raise Refused("The ZIP holds more than its list of contents says.")
        target.write(piece)
