"""What an exact search answers, who may break glass, and how it is answered. No ORM, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from offenders.models import GlassAnswer

SEARCHES_A_MINUTE = 60


class Says(StrEnum):
    """The three answers of an exact search."""

    SEEN = "seen"
    KNOWN = "known"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Record:
    """One record of the register that has the number.

    `seen`: the reader sees the person; `reads`: their numbers as well, without which a number must not find them.
    """

    pk: int
    seen: bool = False
    reads: bool = False
    restricted: bool = False


def says(records: Sequence[Record], *, told: bool) -> Says:
    """What the search answers; `told` where the agreement tells the reader's agency who is known to IOM.

    A restricted person is nobody, and so is whoever shares the number with one.
    """
    if any(record.seen and record.reads for record in records):
        return Says.SEEN
    hidden = any(record.restricted for record in records)
    return Says.KNOWN if records and told and not hidden else Says.NOBODY


def may_be_broken(records: Sequence[Record], *, told: bool) -> bool:
    """Whether the number finds the one person for whom glass may be broken: known, and not seen already."""
    return says(records, told=told) == Says.KNOWN and len(records) == 1 and not records[0].seen


class Step(StrEnum):
    """What the lead of the person's lead agency may do."""

    ACCEPT = "accept"
    CONTEST = "contest"


# What is not here is refused: an answer stands.
ANSWERS: dict[tuple[GlassAnswer, Step], GlassAnswer] = {
    (GlassAnswer.WAITING, Step.ACCEPT): GlassAnswer.ACCEPTED,
    (GlassAnswer.WAITING, Step.CONTEST): GlassAnswer.CONTESTED,
}
