"""The facts that a score rests on, as plain values, and the windows in which they count (spec/ranking.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DECEASED_OR_DEPORTED = "6B"


@dataclass(frozen=True)
class Report:
    """An intelligence report; grades A to E, source 1 to 3."""

    received_on: date
    kind: str
    grade: str
    source_grade: int


@dataclass(frozen=True)
class DrugTestTaken:
    """A drug test, positive for opiates or cocaine or not."""

    tested_on: date
    positive: bool


@dataclass(frozen=True)
class Level:
    """A pathway level as assessed on a day: a need or not."""

    pathway: str
    assessed_on: date
    need: bool


@dataclass(frozen=True)
class Spell:
    """A custody spell covers admitted_on <= day < released_on."""

    admitted_on: date
    released_on: date | None


@dataclass(frozen=True)
class Membership:
    """Time on a cohort, for the one question whether somebody has died or been deported."""

    ref: str
    selected_on: date
    deselected_on: date | None
    code: str | None


@dataclass(frozen=True)
class Facts:
    """What the register holds of one person; rows after the day are ignored by the rules."""

    offences: tuple[tuple[date, int], ...] = ()  # day of arrest and severity, of those with a positive disposal
    reports: tuple[Report, ...] = ()
    tests: tuple[DrugTestTaken, ...] = ()
    levels: tuple[Level, ...] = ()
    kept: tuple[date, ...] = ()
    missed: tuple[date, ...] = ()  # unacceptably; an acceptable miss is neither
    custody: tuple[Spell, ...] = ()
    resident: bool = True


def within(days: int, event: date, on: date) -> bool:
    """ "Within n days" is 0 <= (day - event) < n."""
    return 0 <= (on - event).days < days


def is_need(levels: Iterable[Level], pathway: str, on: date) -> bool:
    """Whether the latest level, however long ago, is a need; of two on one day a need wins."""
    of_this = (level for level in levels if level.pathway == pathway and level.assessed_on <= on)
    known = [(level.assessed_on, level.need) for level in of_this]
    return bool(known) and max(known)[1]


def in_custody(spells: Iterable[Spell], on: date) -> bool:
    return any(s.admitted_on <= on and (s.released_on is None or on < s.released_on) for s in spells)


def deceased_or_deported(memberships: Iterable[Membership], on: date) -> bool:
    """Whether the latest membership has ended by the day with code 6B (spec/evaluation.md, "Who is in the sample").

    The latest is the one selected last on or before the day; of several, the one that ends last (no end is last),
    then the greater ref.
    """
    known = [membership for membership in memberships if membership.selected_on <= on]
    if not known:
        return False
    latest = max(known, key=_lateness)
    return latest.code == DECEASED_OR_DEPORTED and latest.deselected_on is not None and latest.deselected_on <= on


def _lateness(membership: Membership) -> tuple[date, date, bytes]:
    return membership.selected_on, membership.deselected_on or date.max, membership.ref.encode()
