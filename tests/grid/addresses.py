"""Who may open what and what comes out, as addresses.csv says: by hand, read by a lead.

A row is one address and method, for some scopes of person: `about` is "person" where it is one person's page, seen by
who sees them, and "anyone" where who sees them does not decide. `who` gets `ok`, if the person is there for them and
they have what the row `needs`; else 404. `not_theirs` sees the person and may not do this: 403. `missing` always 404.
Everybody else is `refused`. `may` is the most that the answer shows, `must` the least, of what the reader may read;
`not_of` names a role (of a kind of agency) and a scope of person that the page leaves out for it: the room's screen,
restricted people.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.grid.facts import FACTS, Fact
from tests.grid.levels import LEVELS, SCOPES, Persona

HERE = Path(__file__).parent
SEES = "practitioner viewer supervisor panel_chair coordinator"
# What several pages have in common, by fact or by category.
PARTS = {
    "BAR": "identity identifiers cohort victims_cohort selected_on decided_on decision_reason status_red "
    "status_amber_plus establishment admitted_on order supervised_on rank marker_text marker_on",
    "STRIP": "assessed_on pathway_accommodation pathway_health pathway_drugs pathway_attitudes",
    "REASONS": "decision_reason reason_offending reason_intelligence reason_tests reason_treatment reason_custody "
    "reason_engagement",
    "EVERYTHING": " ".join(FACTS),
    # Nothing on a panel's page says what a report says (panels.since).
    "EVERYTHING_SAID_IN_THE_ROOM": " ".join(fact for fact in FACTS if not fact.startswith("summary")),
}
OUT_OF_EVERYTHING = {
    "consent_how",
    "restriction_reason",
    "grant_reason",
    "glass_reason",
    "own_glass_reason",
    "import_value",
}


@dataclass(frozen=True)
class Address:
    name: str
    method: str
    filled: str
    posted: str
    of_person: bool
    by_scope: bool
    scopes: tuple[str, ...]
    who: str
    not_theirs: str
    missing: str
    ok: int
    refused: int
    signed_out: int
    needs: tuple[tuple[str, str], ...]
    may: frozenset[str]
    must: frozenset[str]
    not_of: tuple[str, ...]

    def __str__(self) -> str:
        scopes = "" if len(self.scopes) == len(SCOPES) else f" ({self.scopes[0]}…)"
        return f"{self.method} {self.name} {self.filled}{scopes}{' and why' if self.posted else ''}"

    @property
    def public(self) -> bool:
        return self.signed_out != 302

    def status(self, persona: Persona, scope: str) -> int:
        """The status that this reader gets, of this person."""
        levels = LEVELS[str(persona), scope]
        there = not self.of_person or (levels.sees and not self.leaves_out(persona, scope))
        if _among(self.who, persona):
            return self.ok if there and self._has(persona, scope) else 404
        if _among(self.not_theirs, persona):
            return 403 if there else 404
        return 404 if _among(self.missing, persona) else self.refused

    def is_shut_to(self, persona: Persona) -> bool:
        """Whether the role alone refuses it, whoever the person is."""
        return not any(_among(cell, persona) for cell in (self.who, self.not_theirs, self.missing))

    def _has(self, persona: Persona, scope: str) -> bool:
        levels = LEVELS[str(persona), scope]
        held = [levels.knows_of(c) if at_least == "f" else levels.reads(c) for c, at_least in self.needs]
        return not held or any(held)

    def leaves_out(self, persona: Persona, whose: str) -> bool:
        """Whom this page does not show to a role though they see them: the room's screen, restricted people."""
        return bool({f"{persona.role}:{whose}", f"{persona.role}@{persona.kind}:{whose}"}.intersection(self.not_of))

    def may_show(self, fact: Fact) -> bool:
        if "catalogue" in self.may and fact.name in ("cohort", "victims_cohort"):
            return True  # the scheme's cohorts by name, with how many: nothing of a person
        return fact.name in self.may or fact.category in self.may


def _among(cell: str, persona: Persona) -> bool:
    """`all`, a role, or a role of a kind of agency; `*@police` is everybody there."""
    words = cell.replace("SEES", SEES).split()
    roles = {persona.role, persona.word}
    held = {"all", f"*@{persona.kind}"} | roles | {f"{role}@{persona.kind}" for role in roles}
    return bool(held.intersection(words))


def _shows(cell: str) -> frozenset[str]:
    found: set[str] = set()
    for word in cell.split():
        whole = set(PARTS[word].split()) if word in PARTS else {word}
        found |= whole - OUT_OF_EVERYTHING if word in PARTS else whole
    return frozenset(found)


def _read() -> list[Address]:
    with (HERE / "addresses.csv").open(encoding="utf-8", newline="") as file:
        return [
            Address(
                row["name"],
                row["method"],
                row["filled"],
                row["posted"],
                row["about"] == "person",
                row["about"] in ("person", "anyone"),
                SCOPES if row["scopes"] == "*" else tuple(row["scopes"].split()),
                row["who"],
                row["not_theirs"],
                row["missing"],
                int(row["ok"]),
                int(row["refused"] or row["ok"]),
                int(row["signed_out"]),
                tuple(_need(word) for word in row["needs"].split()),
                _shows(row["may"]),
                frozenset(row["must"].split()),
                tuple(row["not_of"].split()),
            )
            for row in csv.DictReader(file)
        ]


def _need(word: str) -> tuple[str, str]:
    category, _, at_least = word.partition(":")
    return category, at_least or "r"


ADDRESSES = _read()
