"""What each reader is to have of each person, as levels.csv says: written by hand from spec/access.md.

A row stands for every kind, role and scope that it names, * for all. m manage, a add, r read, f flag, - nothing.
Nothing here asks the policy's code.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

CATEGORIES = (
    "identity", "identifiers", "scheme", "custody", "supervision", "offending", "intelligence_original",
    "intelligence_sanitised", "targeting", "engagement", "tests", "treatment", "health", "pathways", "victims",
    "scores", "boundaries",
)  # fmt: skip
ORDER = "-fram"
WORDS = {"-": "-", "f": "flag", "r": "read", "a": "add", "m": "manage"}

SCOPES = (
    "own",  # in the agency's own work, nobody has consented to anything
    "known",  # the agency is involved, but the person is in none of its own work
    "consented",  # own, and the person consented to treatment and health detail for the agency
    "named",  # own, restricted, and the reader is named
    "former",  # supported until thirty days ago; a consent of that time was never withdrawn
    "long_ago",  # led until two hundred days ago
    "granted",  # another agency's, shown to the reader by name
    "glass",  # another agency's, for whom glass is broken
    "other_agency",  # another agency's, in the same area
    "other_area",  # another agency's, in another area
    "restricted",  # own, restricted, and the reader is not named
)
WITHOUT_A_SESSION = ("signed_out", "ended")


@dataclass(frozen=True)
class Persona:
    """Somebody of a kind of agency with one role; `by_name` reads original intelligence."""

    kind: str
    role: str
    by_name: bool = False

    @property
    def word(self) -> str:
        return f"{self.role}_by_name" if self.by_name else self.role

    def __str__(self) -> str:
        return f"{self.kind}/{self.word}"


KINDS = ("police", "probation", "prison", "youth_justice", "drug_service", "local_authority", "health", "voluntary")
OTHER_ROLES = (
    "viewer", "supervisor", "panel_chair", "coordinator", "analyst", "agency_lead", "auditor", "system_administrator",
)  # fmt: skip
PERSONAS = (
    *(Persona(kind, "practitioner") for kind in KINDS),
    Persona("police", "practitioner", by_name=True),
    *(Persona(kind, role) for kind in ("police", "voluntary") for role in OTHER_ROLES),
)


@dataclass(frozen=True)
class Levels:
    """The letters of one reader and one scope, and the sentence that they come from."""

    letters: dict[str, str]
    source: str

    def knows_of(self, category: str) -> bool:
        return ORDER.index(self.letters[category]) >= ORDER.index("f")

    def reads(self, *categories: str) -> bool:
        return all(ORDER.index(self.letters[category]) >= ORDER.index("r") for category in categories)

    @property
    def sees(self) -> bool:
        """Whether the person is there at all for the reader."""
        return self.reads("identity")


def read() -> dict[tuple[str, str], Levels]:
    """By persona and scope; a pair that is said twice, or not at all, is a mistake in the file."""
    found: dict[tuple[str, str], Levels] = {}
    with (Path(__file__).parent / "levels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            levels = Levels({category: row[category] for category in CATEGORIES}, row["source"])
            for persona in PERSONAS:
                if _names(row["kinds"], persona.kind) and _names(row["roles"], persona.word):
                    for scope in row["scopes"].split():
                        assert (str(persona), scope) not in found, f"{persona} {scope} is said twice"
                        found[str(persona), scope] = levels
    return found


def _names(cell: str, word: str) -> bool:
    return cell == "*" or word in cell.split()


LEVELS = read()
