"""Who is counted, and why somebody is left out."""

from datetime import date

import pytest

from reporting.rules import sample
from reporting.rules.facts import Membership
from reporting.rules.period import Period
from reporting.rules.verdict import judge
from tests.reporting.test_rules.made import YEAR, day, held, person, spells


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        (["2017-01-01"], "counted"),
        (["2017-01-01 2018-04-01"], "nowhere"),  # deselected on the first day
        (["2017-01-01 2018-04-02"], "counted"),
        (["2018-04-01"], "counted"),
        (["2018-10-01"], "counted"),  # exactly six months by 1 April
        (["2018-10-02"], "under_six_months"),
        (["2019-03-31"], "under_six_months"),  # selected on the last day
        (["2019-04-01"], "nowhere"),
        (["2018-08-31 2019-02-28"], "counted"),  # six months from 31 August is 28 February
        (["2018-08-31 2019-02-27"], "under_six_months"),
        (["2018-01-01 2018-07-01"], "counted"),
        (["2018-01-01 2018-06-30"], "under_six_months"),
        # The latest selected counts, though an earlier one would do.
        (["2017-01-01 2018-06-01", "2019-01-01"], "under_six_months"),
        # Moving on to another cohort does not restart it.
        (["2017-01-01 2018-12-01", "2018-12-01"], "counted"),
        # An episode that was over by the first day leaves the one before it over, too.
        (["2010-01-01 2011-01-01", "2017-01-01 2018-03-01"], "nowhere"),
        # One that begins after the period is not the latest of the period.
        (["2017-01-01 2018-12-01", "2019-06-01"], "counted"),
        ([], "nowhere"),
    ],
)
def test_who_is_counted(times, verdict):
    found = judge(person(held(*times)), YEAR)
    assert (found.excluded or ("counted" if found.all_offences else "nowhere")) == verdict


def test_selected_on_the_eve_of_a_leap_day():
    leap = Period(date(2019, 9, 1), date(2020, 8, 31))
    # From 29 February to 31 August are six months and two days; from 1 March to 1 September six whole months.
    assert judge(person(held("2020-02-29")), leap).excluded is None
    assert judge(person(held("2020-03-01")), leap).excluded is None
    assert judge(person(held("2020-03-02")), leap).excluded == "under_six_months"


@pytest.mark.parametrize(
    ("memberships", "gone"),
    [
        ([("2017-01-01", "2019-03-31", "6B", "A")], True),  # on the last day
        ([("2017-01-01", "2019-04-01", "6B", "A")], False),
        ([("2017-01-01", "2019-03-31", "6A", "A")], False),
        ([("2017-01-01", None, None, "A")], False),
        # The one selected last decides.
        ([("2016-01-01", "2018-06-01", "6B", "A"), ("2017-01-01", "2018-07-01", "1", "B")], False),
        ([("2016-01-01", "2018-12-01", "1", "A"), ("2017-01-01", "2018-07-01", "6B", "B")], True),
        # Of two selected on one day the one that ends last; no end is last.
        ([("2017-01-01", "2018-06-01", "6B", "A"), ("2017-01-01", "2018-07-01", "1", "B")], False),
        ([("2017-01-01", "2018-06-01", "1", "A"), ("2017-01-01", "2018-07-01", "6B", "B")], True),
        ([("2017-01-01", "2018-07-01", "6B", "A"), ("2017-01-01", None, None, "B")], False),
        # One selected after the period says nothing of it.
        ([("2017-01-01", "2018-07-01", "6B", "A"), ("2019-04-01", None, None, "B")], True),
    ],
)
def test_deceased_or_deported(memberships, gone):
    made = [Membership(day(on), day(off), code, "BD", ref) for on, off, code, ref in memberships]
    assert (judge(person(made), YEAR).excluded == "deceased_or_deported") is gone


def test_the_first_reason_that_holds_is_the_one():
    inside = spells("2018-04-01 2019-03-31")
    gone = Membership(date(2019, 1, 1), date(2019, 2, 1), "6B")
    assert judge(person([gone], inside), YEAR).excluded == sample.DECEASED_OR_DEPORTED
    assert judge(person(held("2019-01-01"), inside), YEAR).excluded == sample.UNDER_SIX_MONTHS
    assert judge(person(held("2017-01-01"), inside), YEAR).excluded == sample.OVER_HALF_IN_CUSTODY


@pytest.mark.parametrize(
    ("year", "inside", "out"),
    [
        (YEAR, ["2018-04-01 2018-09-30"], False),  # 182 of 365 days
        (YEAR, ["2018-04-01 2018-10-01"], True),  # 183
        (YEAR, ["2017-01-01 2018-09-30"], False),  # days before the period do not count
        (YEAR, ["2018-04-01 2018-08-01", "2018-05-01 2018-09-30"], False),  # an overlap counts once
        (YEAR, ["2018-10-01"], False),  # 1 October to 31 March: 182
        (YEAR, ["2018-09-30"], True),
        (Period(date(2019, 4, 1), date(2020, 3, 31)), ["2019-04-01 2019-10-01"], False),  # 183 of 366: exactly half
        (Period(date(2019, 4, 1), date(2020, 3, 31)), ["2019-04-01 2019-10-02"], True),
    ],
)
def test_more_than_half_of_the_year_in_custody(year, inside, out):
    found = judge(person(held("2017-01-01"), spells(*inside)), year)
    assert (found.excluded == sample.OVER_HALF_IN_CUSTODY) is out
