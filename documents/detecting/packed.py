"""Word and OpenDocument: ZIPs that are judged by their list of contents, and unpacked once to see that it is true."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from documents.detecting.refused import Refused
from documents.rules import FileType

MOST_ENTRIES = 2_000
MOST_BYTES = 120 * 1024**2
MOST_FOR_EACH = 200  # of a document's XML a byte comes of about a tenth; of a bomb's, of a thousandth
ALWAYS_LET_IN = 8 * 1024**2
PIECE = 1 << 18
END, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535

# What the standard library raises over bytes that are no ZIP, or over a way of packing that it does not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, IndexError, KeyError,
)  # fmt: skip
IS_BROKEN = "The document is broken. Save it again, and upload that."
RUNS = "The document holds macros or other files. Save it without them, or as a PDF, and upload that."
BOMB = "Unpacked, the document is larger than one can be."
ACTS = re.compile(
    r"vbaproject|vbadata|activex|oleobject|macrosheet|attachedtoolbars|(^|/)(basic|scripts)/"
    r"|\.(bin|exe|dll|js|vbs|jar|bat|cmd|ps1|zip|docm|xlsm|html?|svg)$",
    re.IGNORECASE,
)
CONTENTS, BODY = "[Content_Types].xml", "word/document.xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"


def detect(file: BinaryIO) -> FileType | None:
    """A document of one of the two; nothing for another ZIP."""
    size = file.seek(0, 2)
    _check_end(file, size)
    try:
        with zipfile.ZipFile(file) as packed:
            found = _type_of(packed)
            if found is not None:
                _check(packed, size)
    except BROKEN as error:
        raise Refused(IS_BROKEN) from error
    return found


def _check_end(file: BinaryIO, size: int) -> None:
    """How many entries there are is asked before their list is read."""
    file.seek(max(0, size - END_SIZE - LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise Refused(IS_BROKEN)
    if int.from_bytes(tail[at + 10 : at + 12], "little") > MOST_ENTRIES:
        raise Refused(BOMB)


def _type_of(packed: zipfile.ZipFile) -> FileType | None:
    entries = packed.infolist()
    names = {entry.filename for entry in entries}
    if entries and entries[0].filename == "mimetype":
        return FileType.ODT if _begin(packed, "mimetype", 200).strip() == OPEN_TEXT else None
    if {CONTENTS, BODY} <= names:
        said = _begin(packed, CONTENTS, 1 << 20)
        if b"macroEnabled" in said:
            raise Refused(RUNS)
        return FileType.DOCX if WORD in said else None
    return None


def _begin(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    with packed.open(name) as entry:
        return entry.read(most)


def _check(packed: zipfile.ZipFile, size: int) -> None:
    entries = packed.infolist()
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("The document is locked with a password. Upload it without one.")
        if ".." in entry.filename.split("/") or entry.filename.startswith("/") or "\\" in entry.filename:
            raise Refused(IS_BROKEN)
        if ACTS.search(entry.filename):
            raise Refused(RUNS)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise Refused(IS_BROKEN)
    _unpack(packed, entries, max(ALWAYS_LET_IN, min(MOST_BYTES, size * MOST_FOR_EACH)))


def _unpack(packed: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], most: int) -> None:
    """Through all of it once, kept nowhere: what the list says of sizes may be a lie, and no sum is left wrong."""
    total = 0
    for entry in entries:
        with packed.open(entry) as source:
            while piece := source.read(PIECE):
                total += len(piece)
                if total > most:
                    raise Refused(BOMB)
