"""Calendar months, as every specification of the product counts them (spec/evaluation.md, "Words")."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later (or earlier when negative), clipped to that month's last day.

    31 January + 1 month is 28 or 29 February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """The largest n with `start` plus n months <= `end`."""
    n = (end.year - start.year) * 12 + end.month - start.month
    while add_months(start, n) > end:
        n -= 1
    return n


class Window(NamedTuple):
    """The days after `after`, up to and including `until`."""

    after: date
    until: date

    def holds(self, day: date) -> bool:
        return self.after < day <= self.until

    @classmethod
    def months_to(cls, day: date, months: int) -> "Window":
        """ "In the last month": after (day less one month), up to and including the day."""
        return cls(add_months(day, -months), day)


def uk(day: date) -> str:
    """3 May 2026, where a rule says a day in its own words."""
    return f"{day.day} {day:%B} {day.year}"
