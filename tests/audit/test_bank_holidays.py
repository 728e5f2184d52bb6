"""The bank holidays of England and Wales as rows with a source, checked against what each year must have."""

from datetime import date, timedelta

import pytest

from audit.bank_holidays import LIST, bank_holidays, is_listed, is_working_day, working_day_after
from audit.code_lists import rows

YEARS = range(2018, 2029)
# What proclamations added or moved: more days than the eight, or another Monday.
ADDED = {2022: 2, 2023: 1}


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule as Butcher wrote it down."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_its_eight_days_and_what_was_added(year: int) -> None:
    days = [day for day in bank_holidays() if day.year == year]

    assert len(days) == 8 + ADDED.get(year, 0)
    assert all(day.weekday() < 5 for day in days)
    assert {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)} <= set(days)
    assert any(day.month == 8 and day.weekday() == 0 and day.day > 24 for day in days)


def test_every_row_names_its_source_and_no_day_stands_twice() -> None:
    listed = list(rows(LIST))

    assert all(row["source"] and row["name"] for row in listed)
    assert len({row["day"] for row in listed}) == len(listed) == len(bank_holidays())
    assert [row["day"] for row in listed] == sorted(row["day"] for row in listed)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2019, 4, 18), True),  # Thursday before Good Friday
        (date(2019, 4, 19), False),
        (date(2019, 4, 20), False),  # a Saturday
        (date(2019, 4, 22), False),
        (date(2019, 4, 23), True),
        (date(2020, 5, 4), True),  # the Monday that VE Day took the place of
        (date(2020, 5, 8), False),
        (date(2022, 5, 30), True),  # the Monday that the Jubilee took the place of
        (date(2022, 9, 19), False),
    ],
)
def test_a_working_day_is_no_weekend_and_no_bank_holiday(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_the_first_working_day_after_good_friday_is_the_tuesday() -> None:
    assert working_day_after(date(2019, 4, 18)) == date(2019, 4, 23)
    assert working_day_after(date(2019, 4, 23)) == date(2019, 4, 24)


def test_a_year_that_is_not_listed_says_so() -> None:
    assert is_listed(date(2028, 12, 31))
    assert not is_listed(date(2029, 1, 1))
    assert not is_listed(date(2017, 12, 31))
