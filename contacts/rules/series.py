"""The days of a series of appointments; a bank holiday is said, and never left out in silence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from audit.months import add_months
from contacts.rules.weeks import monday_of

# How far ahead an appointment is booked, and so how long one lets its agency see the person at most.
MONTHS_AHEAD = 12
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Pattern:
    """On these days of the week (Monday is 0), each week or every second one; until a day, or so many."""

    days: Sequence[int]
    starts_on: date
    fortnightly: bool = False
    until_on: date | None = None
    number: int | None = None


@dataclass(frozen=True)
class Days:
    """The days to be booked, and the bank holidays among the days of the pattern, by name."""

    days: list[date] = field(default_factory=list)
    holidays: dict[date, str] = field(default_factory=dict)


def last_day_ahead(on: date) -> date:
    return add_months(on, MONTHS_AHEAD)


def days_of(pattern: Pattern, holidays: Mapping[date, str], *, book_holidays: bool, on: date) -> Days:
    """The days of a pattern, no later than may be booked on a day.

    `number` counts the days that are booked: one left out for a bank holiday comes at the end.
    """
    found: list[date] = []
    met: dict[date, str] = {}
    last = min(pattern.until_on or last_day_ahead(on), last_day_ahead(on))
    for day in _all(pattern, last):
        if pattern.number is not None and len(found) >= pattern.number:
            break
        if day in holidays:
            met[day] = holidays[day]
        if day not in holidays or book_holidays:
            found.append(day)
    return Days(found, met)


def _all(pattern: Pattern, last: date) -> Iterator[date]:
    """Every day of the pattern from its first to the last; weeks are counted from the Monday of the first."""
    week, step = monday_of(pattern.starts_on), timedelta(weeks=2 if pattern.fortnightly else 1)
    while week <= last:
        for weekday in sorted(set(pattern.days)):
            day = week + timedelta(days=weekday)
            if pattern.starts_on <= day <= last:
                yield day
        week += step
