"""The bank holidays of England and Wales, 2018 to 2028, from this room's `data` folder.

A list and not a rule: a year may have another day by proclamation, and a day may be moved. Where each comes from
stands beside it (the Act is the Banking and Financial Dealings Act 1971); the years to come are as the rules of
substitute days give them, and a new list comes with a release.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from audit.code_lists import rows

LIST = Path(__file__).parent / "data" / "bank_holidays.csv"


@lru_cache(maxsize=1)
def bank_holidays() -> Mapping[date, str]:
    """Every bank holiday of the list, and its name."""
    return MappingProxyType({date.fromisoformat(row["day"]): row["name"] for row in rows(LIST)})


def is_working_day(day: date) -> bool:
    """Neither a Saturday or Sunday nor a bank holiday; outside the years of the list only the weekend is known."""
    return day.weekday() < 5 and day not in bank_holidays()


def is_listed(day: date) -> bool:
    """Whether the list has the day's year, so that its silence says that the day is none."""
    years = {holiday.year for holiday in bank_holidays()}
    return day.year in years


def working_day_after(day: date) -> date:
    """The first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following
