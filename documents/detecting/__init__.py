"""What an uploaded file is, by what it holds: a short list is let in, everything else is refused."""

from typing import BinaryIO

from documents.detecting import packed, pdf, pictures, text
from documents.detecting.refused import Refused
from documents.rules import FileType

__all__ = ["FileType", "Refused", "detect"]

OTHERWISE = (
    "This kind of file is not let in. Choose a PDF, a JPEG or PNG picture, a Word document (.docx), an OpenDocument "
    "text (.odt) or plain text."
)
BEGINS = (
    (b"%PDF-", pdf.detect),
    (b"\xff\xd8\xff", pictures.jpeg),
    (b"\x89PNG\r\n\x1a\n", pictures.png),
    (b"PK\x03\x04", packed.detect),
)


def detect(file: BinaryIO) -> FileType:
    """The type of a file; raises Refused with words for the person who sent it. Leaves the file at its beginning."""
    file.seek(0)
    head = file.read(8)
    look = next((look for begins, look in BEGINS if head.startswith(begins)), text.detect)
    file.seek(0)
    try:
        found = look(file)
    finally:
        file.seek(0)
    if found is None:
        raise Refused(OTHERWISE)
    return found
