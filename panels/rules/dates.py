"""On which days of a year an area's agencies meet. No ORM, no clock."""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from audit.months import add_months

MONTHS = 12
"""A year is planned at a time."""


class Which(IntEnum):
    """Which of its weekdays in a month: the fifth is not in every month, so the last has a name of its own."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4
    LAST = -1


@dataclass(frozen=True)
class Planned:
    """Of the days that were wanted, those that are new, that have a meeting already, and that are gone by."""

    new: tuple[date, ...]
    already: tuple[date, ...]
    gone: tuple[date, ...]


def day_in_month(month: date, which: Which, weekday: int) -> date:
    """Such as the last Tuesday of a month (Monday is 0)."""
    first = month.replace(day=1)
    if which == Which.LAST:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def days_in_months(first: date, months: int, which: Which, weekday: int) -> list[date]:
    """One day in each of so many months, from the month of `first` on."""
    start = first.replace(day=1)
    return [day_in_month(add_months(start, n), which, weekday) for n in range(months)]


def to_plan(wanted: Iterable[date], standing: Collection[date], today: date) -> Planned:
    """Each day once: of a day that has a meeting already no second is planned, and none for a day gone by."""
    days = sorted(set(wanted))
    coming = [day for day in days if day >= today]
    return Planned(
        tuple(day for day in coming if day not in standing),
        tuple(day for day in coming if day in standing),
        tuple(day for day in days if day < today),
    )
