"""What a document may be, where it may be filed, and how its check for viruses goes on: pure functions."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from agencies.categories import Category


class Kind(StrEnum):
    """The papers of a case (spec/source-facts.md: MG6 and MG7 are forms of the police's manual of guidance)."""

    MG6 = "mg6"
    MG7 = "mg7"
    LICENCE = "licence"
    BAIL_CONDITIONS = "bail_conditions"
    PREVIOUS_CONVICTIONS = "previous_convictions"
    AGREEMENT = "agreement"
    LETTER = "letter"
    PHOTOGRAPH = "photograph"
    OTHER = "other"


KINDS: Mapping[Kind, str] = {
    Kind.MG6: "MG6: information for the prosecutor",
    Kind.MG7: "MG7: remand application",
    Kind.LICENCE: "Licence",
    Kind.BAIL_CONDITIONS: "Bail conditions",
    Kind.PREVIOUS_CONVICTIONS: "Previous convictions",
    Kind.AGREEMENT: "Agreement",
    Kind.LETTER: "Letter",
    Kind.PHOTOGRAPH: "Photograph",
    Kind.OTHER: "Other",
}

# A paper that says by its kind what it is about is not filed where more people read than read that
# (spec/access.md: "A value that gives a category away belongs to it as well"). Other kinds say nothing.
OF_A_CASE = frozenset(
    {Category.OFFENDING, Category.TARGETING, Category.VICTIMS, Category.INTELLIGENCE_ORIGINAL, Category.BOUNDARIES}
)
FILED_UNDER: Mapping[Kind, frozenset[Category]] = {
    Kind.MG6: OF_A_CASE,
    Kind.MG7: OF_A_CASE,
    Kind.PREVIOUS_CONVICTIONS: OF_A_CASE,
    Kind.LICENCE: frozenset({Category.SUPERVISION, Category.CUSTODY}),
    Kind.BAIL_CONDITIONS: OF_A_CASE | {Category.SUPERVISION},
}


def may_be_filed(kind: Kind, category: Category) -> bool:
    """Whether a paper of this kind may stand in this category."""
    return category in FILED_UNDER.get(kind, frozenset(Category))


class FileType(StrEnum):
    """What is let in, by what the file holds and never by its name."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"
    ODT = "odt"
    TEXT = "txt"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def is_picture(self) -> bool:
        return self in PICTURES


PICTURES = frozenset({FileType.JPEG, FileType.PNG})
MEDIA_TYPES: Mapping[FileType, str] = {
    FileType.PDF: "application/pdf",
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.ODT: "application/vnd.oasis.opendocument.text",
    FileType.TEXT: "text/plain",
}
WORDS: Mapping[FileType, str] = {
    FileType.PDF: "PDF",
    FileType.JPEG: "JPEG picture",
    FileType.PNG: "PNG picture",
    FileType.DOCX: "Word document",
    FileType.ODT: "OpenDocument text",
    FileType.TEXT: "plain text",
}


def may_hold(kind: Kind, file_type: FileType) -> bool:
    """A photograph is a picture; anything else may be any of the files that are let in."""
    return kind is not Kind.PHOTOGRAPH or file_type.is_picture


class Scan(StrEnum):
    """How far the check of one file for viruses is."""

    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    FAILED = "failed"
    MADE_HERE = "made_here"


SCANS: Mapping[Scan, str] = {
    Scan.WAITING: "Waiting to be checked for viruses",
    Scan.CLEAN: "Checked, no virus found",
    Scan.INFECTED: "A virus was found: not let in",
    Scan.FAILED: "Could not be checked yet",
    Scan.MADE_HERE: "Made by the demonstration, not uploaded",
}

# The whole of it: what is not here does not happen. A failed check is tried again, and may fail again.
NEXT: Mapping[Scan, frozenset[Scan]] = {
    Scan.WAITING: frozenset({Scan.CLEAN, Scan.INFECTED, Scan.FAILED}),
    Scan.FAILED: frozenset({Scan.CLEAN, Scan.INFECTED, Scan.FAILED}),
    Scan.CLEAN: frozenset(),
    Scan.INFECTED: frozenset(),
    Scan.MADE_HERE: frozenset(),
}
TO_CHECK = frozenset(status for status, then in NEXT.items() if then)
LONGEST_WAIT = timedelta(hours=1)


def may_become(now: Scan, then: Scan) -> bool:
    return then in NEXT[now]


def may_be_opened(scan: Scan, *, demonstration: bool) -> bool:
    """Only what was found clean; what the demonstration made itself is open in a demonstration alone."""
    return scan is Scan.CLEAN or (scan is Scan.MADE_HERE and demonstration)


def try_again_after(tries: int) -> timedelta:
    """A minute, then twice as long each time, an hour at most."""
    return min(timedelta(minutes=2 ** min(max(tries, 1) - 1, 10)), LONGEST_WAIT)
