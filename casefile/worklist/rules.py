"""When something is due, in which band it stands and for how long it may be put off: pure functions.

How long is never written here: each threshold is a row with a source (casefile.models.WorklistRule).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from agencies.categories import Category
from audit.months import add_months, uk


@dataclass(frozen=True)
class Length:
    """So many days or calendar months."""

    number: int
    unit: str = "days"

    @property
    def words(self) -> str:
        return f"{self.number} {self.unit if self.number != 1 else self.unit[:-1]}"

    def after(self, day: date) -> date:
        return add_months(day, self.number) if self.unit == "months" else day + timedelta(days=self.number)

    def before(self, day: date) -> date:
        return add_months(day, -self.number) if self.unit == "months" else day - timedelta(days=self.number)


class Band(StrEnum):
    """Where a line stands by the day it is due."""

    OVERDUE = "overdue"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {Band.OVERDUE: "Overdue", Band.WEEK: "This week", Band.MONTH: "Later this month", Band.LATER: "Later"}
SHOWN = (Band.OVERDUE, Band.WEEK, Band.MONTH)


def band(due: date, on: date, week: Length, month: Length) -> Band:
    """Due before today is overdue; today is this week's first day, and the last day of a month is still in it."""
    if due < on:
        return Band.OVERDUE
    if due < week.after(on):
        return Band.WEEK
    return Band.MONTH if due <= month.after(on) else Band.LATER


@dataclass(frozen=True)
class Fact:
    """What a source finds: of whom, what, why it is due and when, and where to do it.

    `identity` is the fact behind it and its version: when these change, the line is another one.
    `needs` is what this one comes from beyond what its source does.
    """

    person: int | None
    due: date
    fact: str
    why: str
    href: str
    link: str
    identity: tuple[object, ...]
    needs: tuple[Category, ...] = ()


@dataclass(frozen=True)
class Line:
    """A fact in the worklist of somebody, with the source that found it."""

    source: str
    found: Fact
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", key_of(self.source, self.found.identity))

    @property
    def person(self) -> int | None:
        return self.found.person

    @property
    def needs(self) -> tuple[Category, ...]:
        return self.found.needs

    @property
    def due(self) -> date:
        return self.found.due


def key_of(source: str, identity: Iterable[object]) -> str:
    """A line's name: letters, digits and hyphens alone, so that an address can hold it; no value of a fact."""
    return "-".join([source.replace("_", "-"), *(str(part).replace("_", "-") for part in identity)])


def place(line: Line, severity: int, name: str) -> tuple[date, int, str, str]:
    """By the day it is due, then the worst RAG first, then by name."""
    return (line.due, severity, name, line.key)


def check_until(until: date, on: date, longest: Length) -> str:
    """Why a line cannot be put off until a day; nothing where it can."""
    if until <= on:
        return "Choose a day after today: it comes back on that day."
    if until > longest.after(on):
        return f"Choose a day within {longest.words}."
    return ""


def reassess_by(booked: date | None, expected: date | None, before: Length) -> tuple[date | None, str]:
    """By when somebody is reassessed before a release (codes/deselection.csv, 6A), and why then.

    On the day that was booked. Where none was, or the release has come so near that it is no day before it, as long
    before the release as the scheme says; with neither, on no day.
    """
    rule = f"to be reassessed {before.words} before"
    if expected is None:
        return booked, f"booked for {uk(booked)}; no release is expected yet" if booked else ""
    if booked is None:
        return before.before(expected), f"release expected on {uk(expected)}, {rule}"
    if booked < expected:
        return booked, f"booked for {uk(booked)}; release expected on {uk(expected)}"
    return (
        before.before(expected),
        f"release is expected on {uk(expected)}, and the reassessment is booked for {uk(booked)} only: {rule}",
    )


def counted(number: int, one: str = "thing needs", many: str = "things need") -> str:
    """Nine things need: words to nine, figures from ten on."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    said = words[number] if number < len(words) else f"{number:,}"
    return f"{said} {one if number == 1 else many}"
