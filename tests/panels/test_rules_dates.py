"""The days of a year's meetings; read off the calendars of 2019 and 2020."""

from datetime import date

import pytest

from panels.rules.dates import Which, day_in_month, days_in_months, to_plan

TUESDAY, THURSDAY = 1, 3


@pytest.mark.parametrize(
    ("month", "which", "weekday", "expected"),
    [
        # April 2019 begins on a Monday and has five Tuesdays: 2, 9, 16, 23, 30.
        (date(2019, 4, 1), Which.FIRST, TUESDAY, date(2019, 4, 2)),
        (date(2019, 4, 30), Which.FIRST, TUESDAY, date(2019, 4, 2)),
        (date(2019, 4, 15), Which.FOURTH, TUESDAY, date(2019, 4, 23)),
        (date(2019, 4, 15), Which.LAST, TUESDAY, date(2019, 4, 30)),
        (date(2019, 4, 1), Which.FIRST, 0, date(2019, 4, 1)),
        # May 2019 has four Tuesdays: the fourth is the last.
        (date(2019, 5, 1), Which.FOURTH, TUESDAY, date(2019, 5, 28)),
        (date(2019, 5, 1), Which.LAST, TUESDAY, date(2019, 5, 28)),
        # February 2020 has 29 days and ends on a Saturday, the fifth.
        (date(2020, 2, 1), Which.LAST, 5, date(2020, 2, 29)),
        (date(2020, 2, 1), Which.LAST, 6, date(2020, 2, 23)),
        (date(2019, 2, 1), Which.LAST, THURSDAY, date(2019, 2, 28)),
    ],
)
def test_a_weekday_of_a_month(month, which, weekday, expected):
    assert day_in_month(month, which, weekday) == expected


def test_a_year_of_last_tuesdays_runs_over_the_turn_of_the_year():
    days = days_in_months(date(2019, 11, 20), 4, Which.LAST, TUESDAY)
    assert days == [date(2019, 11, 26), date(2019, 12, 31), date(2020, 1, 28), date(2020, 2, 25)]


@pytest.mark.parametrize(
    ("day", "new", "already", "gone"),
    [
        (date(2019, 3, 30), 0, 0, 1),
        (date(2019, 3, 31), 1, 0, 0),
        (date(2019, 4, 1), 1, 0, 0),
        (date(2019, 4, 30), 0, 1, 0),
    ],
)
def test_of_a_day_gone_by_today_and_one_that_has_a_meeting(day, new, already, gone):
    """Today is 31 March 2019, and 30 April has one."""
    found = to_plan([day, day], {date(2019, 4, 30)}, date(2019, 3, 31))
    assert (len(found.new), len(found.already), len(found.gone)) == (new, already, gone)
