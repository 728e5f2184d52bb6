"""Weeks run from Monday to Sunday."""

from datetime import date, timedelta


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of a day's week."""
    monday = monday_of(day)
    return monday, monday + timedelta(days=6)


def last_mondays(on: date, number: int) -> list[date]:
    """The Mondays of the last so many weeks that are over, the newest first."""
    return [monday_of(on) - timedelta(weeks=back) for back in range(1, number + 1)]
