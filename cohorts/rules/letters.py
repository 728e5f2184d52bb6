"""Which letters follow a deselection, how one goes from written to answered, and which template is taken.

After a deselection Bedfordshire recommends a referral to "Direction for Bedfordshire" and a letter (IOM performance
report 2018-19, recommendations); the codes are that report's.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class LetterKind(StrEnum):
    """To whom a letter goes."""

    PERSON = "person"
    PARTNERS = "partners"
    AGENCY = "agency"
    NEIGHBOURHOOD = "neighbourhood"

    @property
    def words(self) -> str:
        return KINDS[self]


KINDS: Mapping[LetterKind, str] = {
    LetterKind.PERSON: "Letter to the person",
    LetterKind.PARTNERS: "Letter to a partner agency",
    LetterKind.AGENCY: "Handover to the single agency",
    LetterKind.NEIGHBOURHOOD: "Handover to the neighbourhood team",
}
# What its agency answers: taken on, or why not.
HANDOVERS = frozenset({LetterKind.AGENCY, LetterKind.NEIGHBOURHOOD})

P, PARTNERS, AGENCY, TEAM = LetterKind
# Code 2 names a single agency; green and low risk goes to Neighbourhood Policing Teams (Preston, "Risky
# Business"), and intelligence that "can be managed only by the Police" to them as well. Who died or was
# deported is written to by nobody.
FOLLOWS: Mapping[str, tuple[LetterKind, ...]] = {
    "1": (P, PARTNERS, TEAM),
    "2": (P, PARTNERS, AGENCY),
    "3": (P, PARTNERS),
    "4": (P, PARTNERS, TEAM),
    "5": (P, PARTNERS),
    "6A": (P, PARTNERS),
    "6B": (PARTNERS,),
    "6C": (P, PARTNERS),
}


def follows(code: str) -> tuple[LetterKind, ...]:
    """The letters that follow a deselection by this code, in the order of the page."""
    return FOLLOWS[code]


class LetterStatus(StrEnum):
    """Kept is written and in the file; sent is given, posted, read out or shown; a handover is answered."""

    KEPT = "kept"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"

    @property
    def words(self) -> str:
        return STATUSES[self]


STATUSES: Mapping[LetterStatus, str] = {
    LetterStatus.KEPT: "Kept, not yet given",
    LetterStatus.SENT: "Given",
    LetterStatus.CONFIRMED: "Taken on",
    LetterStatus.REFUSED: "Not taken on",
    LetterStatus.TAKEN_BACK: "Taken back",
}


class LetterStep(StrEnum):
    SEND = "send"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


S, T = LetterStatus, LetterStep
# The whole of it: what is not here does not happen. What was given stays given; a handover that its agency did not
# take on is taken back, so that another can be written.
STEPS: Mapping[tuple[LetterStatus, LetterStep], LetterStatus] = {
    (S.KEPT, T.SEND): S.SENT,
    (S.KEPT, T.TAKE_BACK): S.TAKEN_BACK,
    (S.SENT, T.CONFIRM): S.CONFIRMED,
    (S.SENT, T.REFUSE): S.REFUSED,
    (S.REFUSED, T.TAKE_BACK): S.TAKEN_BACK,
}
OF_HANDOVERS = frozenset({T.CONFIRM, T.REFUSE})


def after(kind: LetterKind, now: LetterStatus, step: LetterStep) -> LetterStatus | None:
    """Where a step leads, or nothing where it may not be taken: only a handover is answered."""
    if step in OF_HANDOVERS and kind not in HANDOVERS:
        return None
    return STEPS.get((LetterStatus(now), step))


class How(StrEnum):
    """How a letter reached whom it is for. Never by e-mail: it holds personal data."""

    HANDED_OVER = "handed_over"
    POSTED = "posted"
    READ_OUT = "read_out"
    SHOWN_HERE = "shown_here"

    @property
    def words(self) -> str:
        return HOWS[self]


HOWS: Mapping[How, str] = {
    How.HANDED_OVER: "Handed over",
    How.POSTED: "Posted",
    How.READ_OUT: "Read out",
    How.SHOWN_HERE: "Shown to the agency here",
}


def ways(kind: LetterKind) -> tuple[How, ...]:
    """A handover is shown to its agency here, which answers it here; other letters leave on paper or are read out."""
    return (How.SHOWN_HERE,) if kind in HANDOVERS else (How.HANDED_OVER, How.POSTED, How.READ_OUT)


ENGLISH = "English"


class Template(Protocol):
    """What the choice of a template asks of one: a row of the letter templates."""

    kind: str
    language: str
    version: int
    from_on: date

    @property
    def code_id(self) -> str | None: ...


Row = TypeVar("Row", bound=Template)


def template_for(rows: Iterable[Row], kind: LetterKind, code: str, language: str, on: date) -> Row | None:
    """The version in force of the person's own language where there is one, else in English.

    In a language, one for the code goes before one for any code; of its versions in force the latest.
    """
    for wanted in (language or ENGLISH, ENGLISH):
        for of_code in (code, None):
            found = [
                row
                for row in rows
                if row.kind == kind and row.code_id == of_code and row.from_on <= on and same(row.language, wanted)
            ]
            if found:
                return max(found, key=lambda row: row.version)
    return None


def same(one: str, other: str) -> bool:
    """Whether two names of a language are one, however they are written."""
    return one.strip().casefold() == other.strip().casefold()


# How a browser or a reader of PDFs is told a language, of those that a letter here is likely in; "" is not known.
_LANGS = {"english": "en-GB", "welsh": "cy", "cymraeg": "cy"}


def lang_of(language: str) -> str:
    return _LANGS.get(language.strip().casefold(), "")
