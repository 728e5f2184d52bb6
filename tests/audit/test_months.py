"""Calendar months as spec/evaluation.md counts them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.months import add_months, whole_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2019, 1, 31), 1, date(2019, 2, 28)),  # clipped to the month's last day
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 3, 31), -1, date(2019, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), -12, date(2019, 2, 28)),
        (date(2019, 12, 15), 1, date(2020, 1, 15)),
        (date(2019, 1, 15), -1, date(2018, 12, 15)),
        (date(2019, 3, 31), -4, date(2018, 11, 30)),
        (date(2019, 5, 5), 0, date(2019, 5, 5)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2018, 10, 1), date(2019, 4, 1), 6),
        (date(2018, 10, 2), date(2019, 4, 1), 5),  # a day short of six
        (date(2018, 9, 30), date(2019, 4, 1), 6),
        (date(2018, 8, 31), date(2019, 2, 28), 6),  # 31 August plus six months is 28 February
        (date(2018, 8, 31), date(2019, 2, 27), 5),
        (date(2019, 1, 1), date(2019, 1, 1), 0),
        (date(2019, 1, 31), date(2019, 2, 28), 1),
        (date(2019, 2, 1), date(2019, 1, 1), -1),
    ],
)
def test_whole_months_are_the_most_that_fit(start, end, expected):
    assert whole_months(start, end) == expected


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_whole_months_fit_and_one_more_does_not(start, end):
    n = whole_months(start, end)
    assert add_months(start, n) <= end < add_months(start, n + 1)
