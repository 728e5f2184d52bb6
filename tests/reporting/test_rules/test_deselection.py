"""The year after deselection beside the year before selection."""

from datetime import date

import pytest

from reporting.rules import deselection
from reporting.rules.period import Period
from reporting.rules.verdict import judge
from tests.reporting.test_rules.made import YEAR, arrests, held, person, spells


@pytest.mark.parametrize(
    ("off", "there"),
    [
        ("2017-04-01", False),  # its year ended on the first day: not after it
        ("2017-04-02", True),
        ("2018-04-01", True),  # its year ended with the period
        ("2018-04-02", False),
    ],
)
def test_whose_year_after_deselection_ended_in_the_period(off, there):
    assert bool(judge(person(held(f"2016-01-01 {off}")), YEAR).after_deselection) is there


def test_a_year_from_a_leap_day_ends_on_28_february():
    year = Period(date(2016, 3, 1), date(2017, 2, 28))
    assert deselection.followed_episode(person(held("2015-01-01 2016-02-29")), year)


def test_of_several_episodes_the_one_deselected_last():
    found = judge(person(held("2016-01-01 2017-05-01", "2017-06-01 2017-09-01")), YEAR).after_deselection
    assert str(found.deselected_on) == "2017-09-01"


def test_the_year_after_deselection_beside_the_year_before_selection():
    found = judge(
        person(
            held("2016-02-29 2017-06-01", code="2"),
            spells("2015-02-20 2015-03-10", "2015-03-05 2015-03-20", "2018-05-30 2018-07-01"),
            arrests("2015-02-27", "2015-02-28", "2016-02-28", "2016-02-29", "2017-06-01", "2018-05-31", "2018-06-01"),
        ),
        YEAR,
    ).after_deselection
    # 27 February 2015 is too early, 28 February is in prison; 31 May 2018 is in prison, 1 June is a year later.
    assert (found.offences_before, found.offences_after) == (1, 1)
    # 28 February to 19 March 2015 are 20 days; 30 and 31 May 2018 are two.
    assert (found.custody_days_before, found.custody_days_after) == (20, 2)
    assert (found.custody_cost_before, found.custody_cost_after) == (1370, 137)
    assert found.code == "2"


def test_a_selection_in_the_first_year_of_the_calendar_is_no_error():
    assert judge(person(held("0001-01-15")), YEAR).all_offences.before == 0
