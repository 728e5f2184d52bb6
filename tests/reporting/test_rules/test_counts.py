"""Offences before selection and after."""

from fractions import Fraction

import pytest

from reporting.rules.counts import scale
from reporting.rules.verdict import judge
from tests.reporting.test_rules.made import YEAR, arrests, counts_of, day, held, person


@pytest.mark.parametrize(
    ("selected", "arrested", "before", "after"),
    [
        ("2017-06-15", "2016-06-14", 0, 0),
        ("2017-06-15", "2016-06-15", 1, 0),
        ("2017-06-15", "2017-06-14", 1, 0),
        ("2017-06-15", "2017-06-15", 0, 0),  # of the day of selection, before the period: in neither
        ("2017-06-15", "2018-03-31", 0, 0),
        ("2017-06-15", "2018-04-01", 0, 1),
        ("2017-06-15", "2019-03-31", 0, 1),
        ("2017-06-15", "2019-04-01", 0, 0),
        ("2018-04-01", "2018-03-31", 1, 0),
        ("2018-04-01", "2018-04-01", 0, 1),
        ("2016-02-29", "2015-02-28", 1, 0),  # twelve months before a leap day
        ("2016-02-29", "2015-02-27", 0, 0),
    ],
)
def test_before_and_after(selected, arrested, before, after):
    found = counts_of(selected, arrested)
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize(
    ("selected", "factor"),
    [
        ("2018-03-31", 1),
        ("2018-04-01", 1),  # on the first day: nothing to scale
        ("2018-04-02", Fraction(12, 11)),
        ("2018-05-01", Fraction(12, 11)),
        ("2018-09-01", Fraction(12, 7)),
        ("2018-09-02", 2),
        ("2018-10-01", 2),
    ],
)
def test_someone_selected_in_the_year_is_scaled_to_twelve_months(selected, factor):
    assert scale(day(selected), YEAR) == factor


def test_a_scaled_count_stays_exact():
    after = [counts_of("2018-09-01", "2018-10-01").after for _ in range(7)]
    assert after[0] == Fraction(12, 7)
    assert sum(after) == 12


def test_an_arrest_before_selection_in_the_year_is_before():
    found = counts_of("2018-09-01", "2018-08-31", "2018-09-01")
    assert (found.before, found.after) == (1, Fraction(12, 7))


def test_someone_deselected_in_the_year_is_counted_to_its_end():
    assert counts_of("2017-01-01", "2019-03-01", off="2018-12-01").after == 1


def test_a_new_burglar_is_not_a_historic_one():
    new = judge(person(held("2017-06-01"), proved=arrests("2018-06-01", burglary=True)), YEAR)
    old = judge(person(held("2017-06-01"), proved=arrests("2017-05-01", burglary=True)), YEAR)
    assert (new.new_burglar, new.historic_burglar) == (True, False)
    assert (old.new_burglar, old.historic_burglar) == (False, True)
