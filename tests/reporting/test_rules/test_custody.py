"""Days in custody, their cost, and arrests in prison."""

from datetime import date

import pytest

from reporting.rules import custody
from reporting.rules.counts import counted
from tests.reporting.test_rules.made import arrests, person, spells


@pytest.mark.parametrize(
    ("inside", "days"),
    [
        (["2019-01-01 2019-01-11"], 10),  # the day of release is not covered
        (["2019-01-01 2019-01-01"], 0),
        (["2019-01-01 2019-01-11", "2019-01-05 2019-01-15"], 14),  # an overlap counts once
        (["2019-01-01 2019-01-20", "2019-01-05 2019-01-08"], 19),
        (["2019-01-01 2019-01-11", "2019-01-11 2019-01-15"], 14),
        (["2018-12-01 2019-01-11"], 10),  # from the first day on
        (["2019-01-25"], 7),  # an open spell, up to the last day
        (["2018-01-01 2019-01-01"], 0),
        (["2019-02-01 2019-03-01"], 0),
    ],
)
def test_days_in_custody(inside, days):
    assert custody.days(spells(*inside), date(2019, 1, 1), date(2019, 2, 1)) == days


@pytest.mark.parametrize(
    ("arrested", "counts"),
    [
        ("2018-05-31", True),
        ("2018-06-01", True),  # the arrest that led to the admission
        ("2018-06-02", False),
        ("2018-06-29", False),
        ("2018-06-30", True),  # the day of release
        ("2018-07-01", True),
        ("2018-08-01", True),  # admitted that day, still inside
        ("2018-08-02", False),
        ("2030-01-01", False),
        ("2018-07-10", True),  # between two spells that touch: strictly inside neither
    ],
)
def test_an_arrest_in_prison_is_not_counted(arrested, counts):
    inside = spells("2018-06-01 2018-06-30", "2018-08-01", "2018-07-05 2018-07-10", "2018-07-10 2018-07-20")
    assert bool(counted(person(inside=inside, proved=arrests(arrested)))) is counts


@pytest.mark.parametrize(("days", "pounds"), [(178, 12195), (119, 8152), (0, 0), (1, 68), (365, 25007)])
def test_the_cost_of_days_in_custody_is_cut_to_whole_pounds(days, pounds):
    assert custody.cost(days) == pounds
