"""The period of a report (spec/evaluation.md, "Words")."""

from dataclasses import dataclass
from datetime import date, timedelta

from audit.months import add_months

MONTHS = 12
DAY = timedelta(days=1)


class NotAYear(ValueError):
    """The period is not exactly twelve whole months; the text says so to whoever asked."""


@dataclass(frozen=True)
class Period:
    """`start` to `end`, both days included."""

    start: date
    end: date

    @property
    def after(self) -> date:
        """The day after the last."""
        return self.end + DAY

    @property
    def days(self) -> int:
        return (self.after - self.start).days

    @property
    def name(self) -> str:
        """What the field calls it: 2018-19, or 2018 where it is a calendar year."""
        if self.start.year == self.end.year:
            return str(self.start.year)
        return f"{self.start.year}-{self.end.year % 100:02}"


def year(start: date, end: date) -> Period:
    """The period of an evaluation: exactly twelve whole months, since the baseline is a year."""
    try:
        right = add_months(start, MONTHS) == end + DAY
    except (OverflowError, ValueError):
        right = False
    if not right:
        raise NotAYear(
            f"{start.isoformat()} to {end.isoformat()} is not exactly 12 whole months: "
            "the baseline is a year, so the period must be one too (1 April to 31 March, for example)."
        )
    return Period(start, end)


def year_from(start: date) -> Period:
    """The twelve whole months that begin on a day."""
    return Period(start, add_months(start, MONTHS) - DAY)


def year_to(end: date) -> Period:
    """Twelve whole months that end on a day."""
    return Period(add_months(end + DAY, -MONTHS), end)


def financial_year(day: date) -> Period:
    """The financial year that a day is in: 1 April to 31 March."""
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return year_from(date(first, 4, 1))


def last_whole_financial_year(day: date) -> Period:
    """The latest financial year that has ended by a day, that day included."""
    now = financial_year(day)
    return now if now.end == day else financial_year(now.start - DAY)
