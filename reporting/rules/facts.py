"""What the rules are told about a person: plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Membership:
    """Time on one cohort: the days selected_on <= day < deselected_on; no end is still on it."""

    selected_on: date
    deselected_on: date | None = None
    code: str | None = None
    cohort: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """A spell in custody: the days admitted_on <= day < released_on; no end is still there."""

    admitted_on: date
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """An offence of an arrest with a positive disposal."""

    arrested_on: date
    dwelling_burglary: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the register: who, the home area, and what the measure reads."""

    id: int
    ref: str
    area: str
    memberships: tuple[Membership, ...] = ()
    spells: tuple[Spell, ...] = ()
    proved: tuple[Proved, ...] = ()
