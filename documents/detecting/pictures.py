"""JPEG and PNG: whole, and of a size that a browser can draw."""

import struct
from typing import BinaryIO

from documents.detecting.refused import Refused
from documents.rules import FileType

MOST_PIXELS = 64_000_000
BROKEN = "The picture is broken. Save it again as JPEG or PNG, and upload that."
TOO_MANY = "The picture has more than 64 million pixels. Make it smaller, and upload that."
# The markers of JPEG that say how many pixels there are; C4, C8 and CC are tables.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset(range(0xD0, 0xD8)) | {0x01, 0xFF}


def png(file: BinaryIO) -> FileType:
    head = file.read(33)
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise Refused(BROKEN)
    _check(*struct.unpack(">II", head[16:24]))
    file.seek(-12, 2)
    if file.read(8)[4:] != b"IEND":
        raise Refused(BROKEN)
    return FileType.PNG


def jpeg(file: BinaryIO) -> FileType:
    _check(*_size_of_jpeg(file))
    size = file.seek(0, 2)
    file.seek(max(0, size - 4096))
    if b"\xff\xd9" not in file.read():
        raise Refused(BROKEN)
    return FileType.JPEG


def _size_of_jpeg(file: BinaryIO) -> tuple[int, int]:
    """Width and height, of the first frame: from part to part, none of them read."""
    file.seek(2)
    while len(marker := file.read(2)) == 2 and marker[0] == 0xFF:
        if marker[1] in ALONE:
            file.seek(-1 if marker[1] == 0xFF else 0, 1)
            continue
        length = int.from_bytes(file.read(2), "big")
        if marker[1] in FRAMES:
            height, width = struct.unpack(">xHH", file.read(5).ljust(5, b"\0"))
            return width, height
        if length < 2 or marker[1] == 0xDA:
            break
        file.seek(length - 2, 1)
    raise Refused(BROKEN)


def _check(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(BROKEN)
    if width * height > MOST_PIXELS:
        raise Refused(TOO_MANY)
