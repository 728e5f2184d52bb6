"""The facts about one person as plain values, and what the rules make of them (spec/rag.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from agencies.categories import Category
from rag.status import Status


class Record(NamedTuple):
    """A row behind a reason: its table and number, and the values that the reason rested on, as they were then."""

    table: str
    id: int
    values: Mapping[str, Any]


class Code(StrEnum):
    """The reasons of spec/rag.md, "The proposal, as of a day"."""

    IN_CUSTODY = "in_custody"
    WANTED = "wanted"
    ARREST_SIMILAR_OR_HIGHER = "arrest_similar_or_higher"
    INTELLIGENCE_CONFIRMED = "intelligence_confirmed"
    DRUG_USE = "drug_use"
    MULTIPLE_AGENCIES_DISENGAGED = "multiple_agencies_disengaged"
    RELEASE_POOR_ENGAGEMENT = "release_poor_engagement"
    ARREST = "arrest"
    INTELLIGENCE_UNCONFIRMED = "intelligence_unconfirmed"
    ENGAGEMENT_DROP = "engagement_drop"
    ENGAGEMENT_NOT_EVIDENCED = "engagement_not_evidenced"
    PROFESSIONAL_JUDGEMENT = "professional_judgement"
    RELEASE = "release"
    NO_CONCERN = "no_concern"


class Spell(NamedTuple):
    """A custody spell: admitted_on <= day < released_on. `engagement` is that before release, empty if not known."""

    id: int
    admitted_on: date
    released_on: date | None
    engagement: str
    establishment: str

    def covers(self, day: date) -> bool:
        return self.admitted_on <= day and (self.released_on is None or day < self.released_on)


class Marker(NamedTuple):
    """A marker that the person is wanted: a warrant, a named suspect, a recall."""

    id: int
    kind: str
    issued_on: date
    resolved_on: date | None


class Offence(NamedTuple):
    """One row of an arrest: the severity band of its code, whether its disposal is positive, and whether it is one
    that another will follow (bailed, released under investigation).
    """

    severity: int
    positive: bool
    open: bool = False


class Arrest(NamedTuple):
    """One person's rows with one arrest_ref."""

    id: int
    arrested_on: date
    offences: tuple[Offence, ...]

    @property
    def severity(self) -> int:
        """That of the most severe offence; all rows count, whatever their disposal."""
        return max(offence.severity for offence in self.offences)

    @property
    def positive(self) -> bool:
        return any(offence.positive for offence in self.offences)


class Report(NamedTuple):
    """An intelligence report, graded 3x5x2."""

    id: int
    received_on: date
    kind: str
    intelligence_grade: str
    source_grade: int


class DrugTest(NamedTuple):
    """A drug test."""

    id: int
    tested_on: date
    regime: str
    opiates: str
    cocaine: str


class Appointment(NamedTuple):
    """An appointment that was due, with its agency's code. An acceptable miss is neither kept nor missed."""

    id: int
    due_on: date
    agency: str
    outcome: str
    agency_name: str = ""

    @property
    def kept(self) -> bool:
        return self.outcome == "kept"

    @property
    def missed(self) -> bool:
        return self.outcome == "missed_unacceptable"


class Booked(NamedTuple):
    """An appointment whose day has come and of which nobody has said what came of it."""

    id: int
    due_on: date
    agency: str
    agency_name: str = ""


class Judged(NamedTuple):
    """A professional judgement of the risk of re-offending."""

    id: int
    made_on: date
    agency: str
    direction: str


class Decided(NamedTuple):
    """A decided status."""

    id: int
    ref: str
    effective_on: date
    status: str
    by_panel: bool


class Stay(NamedTuple):
    """A membership of any cohort: selected_on <= day < deselected_on."""

    selected_on: date
    deselected_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules read about one person. Facts of later days may be among them: the rules do not see them."""

    custody: tuple[Spell, ...] = ()
    wanted: tuple[Marker, ...] = ()
    arrests: tuple[Arrest, ...] = ()
    reports: tuple[Report, ...] = ()
    tests: tuple[DrugTest, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    booked: tuple[Booked, ...] = ()
    judgements: tuple[Judged, ...] = ()
    decisions: tuple[Decided, ...] = ()
    memberships: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: its code, a sentence with dates, the category of the facts behind it, and those facts' rows.

    One code may come twice where its facts stand in two categories, so that a reader is shown the one they may see.
    `status` is the one that the reason leads to by the order of the rules.
    """

    code: Code
    text: str
    category: Category
    records: tuple[Record, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not on record and could make the proposal another: what it is, in whose category, and what it could be.

    `could_be` are the statuses that the proposal would have by one answer or another; none where only its reasons
    would change.
    """

    code: str
    text: str
    category: Category
    could_be: tuple[Status, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status that the rules propose, with every reason that belongs to it."""

    status: Status
    reasons: tuple[Reason, ...] = field(default=())
    missing: tuple[Missing, ...] = field(default=())

    @property
    def codes(self) -> list[str]:
        """The reasons' codes, each once, sorted."""
        return sorted({reason.code.value for reason in self.reasons})


def rows(table: str, facts: Iterable[Any]) -> tuple[Record, ...]:
    """Of facts that have a number (`id`), each with what else it says."""
    return tuple(Record(table, fact.id, _values(fact)) for fact in facts)


def _values(fact: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in fact._asdict().items() if name != "id"}


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        return _values(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
