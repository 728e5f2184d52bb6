"""Which twelve months a report is about."""

from datetime import date

import pytest

from reporting.rules import period
from reporting.rules.period import NotAYear, Period
from tests.reporting.test_rules.made import YEAR, day


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2018-04-01", "2019-03-31", True),
        ("2018-01-01", "2018-12-31", True),
        ("2018-04-15", "2019-04-14", True),
        ("2015-03-01", "2016-02-29", True),  # a leap day at the end is its last day
        ("2015-03-01", "2016-02-28", False),
        ("2016-02-29", "2017-02-27", True),  # 29 February plus twelve months is 28 February
        ("2016-02-29", "2017-02-28", False),
        ("2018-04-01", "2019-03-30", False),
        ("2018-04-01", "2019-04-01", False),
        ("2018-04-01", "2020-03-31", False),
        ("2019-03-31", "2018-04-01", False),
        ("2018-04-01", "9999-12-31", False),
    ],
)
def test_a_period_is_exactly_twelve_whole_months(start, end, right):
    if right:
        assert period.year(day(start), day(end)) == Period(day(start), day(end))
    else:
        with pytest.raises(NotAYear, match="12 whole months"):
            period.year(day(start), day(end))


@pytest.mark.parametrize(
    ("today", "starts"), [("2019-03-31", 2018), ("2019-03-30", 2017), ("2019-04-01", 2018), ("2019-12-31", 2018)]
)
def test_the_last_whole_financial_year_may_end_today(today, starts):
    assert period.last_whole_financial_year(day(today)).start == date(starts, 4, 1)


def test_a_period_is_named_as_the_field_names_it():
    assert YEAR.name == "2018-19"
    assert period.year(date(2018, 1, 1), date(2018, 12, 31)).name == "2018"
    assert period.year(date(1999, 4, 1), date(2000, 3, 31)).name == "1999-00"
