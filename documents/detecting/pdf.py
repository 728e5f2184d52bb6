"""A PDF: whole, and without what acts by itself when it is opened."""

from typing import BinaryIO

from documents.detecting.refused import Refused
from documents.rules import FileType

TAIL = 2048
PIECE = 1 << 20
# Names long enough not to turn up by chance in a compressed stream. What hides in one is for the scanner to find.
ACTS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
LONGEST = max(map(len, ACTS))


def detect(file: BinaryIO) -> FileType:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    if b"%%EOF" not in file.read():
        raise Refused("The PDF is cut off or broken. Save it again, and upload that.")
    file.seek(0)
    kept = b""
    while piece := file.read(PIECE):
        if any(word in kept + piece for word in ACTS):
            raise Refused("The PDF runs something, or holds other files. Print it to a new PDF, and upload that.")
        kept = piece[-LONGEST:]
    return FileType.PDF
