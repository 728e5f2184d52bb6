"""Plain text: letters and nothing that a browser or a shell would take for a program."""

import re
from typing import BinaryIO

from documents.detecting.refused import Refused
from documents.rules import FileType

PIECE = 1 << 20
# Of the control characters only tab, the two of a line's end, and the page break.
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ACTS = re.compile(
    rb"<\s*(?:!doctype|html|svg|script|iframe|body|head|math|\?xml|\?php)|^#!|^\s*@echo\s+off|^\{\\rtf|%PDF-\d",
    re.IGNORECASE,
)


def detect(file: BinaryIO) -> FileType | None:
    """UTF-8, or the older letters of Windows; nothing where it is no text at all."""
    content = file.read()
    if not content.strip() or CONTROLS.search(content):
        return None
    if ACTS.search(content):
        raise Refused("The text is a page or a program (HTML, SVG, a script). Upload plain words, or a PDF.")
    return FileType.TEXT if _is_in(content, "utf-8-sig") or _is_in(content, "cp1252") else None


def _is_in(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
