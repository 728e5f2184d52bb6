"""Rounding, percentages, rows and costs."""

from fractions import Fraction

import pytest

from reporting.rules import figures
from tests.reporting.test_rules.made import counts_of


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-57, 2), -29),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(12, 7), 2),
        (Fraction(10**30 + 1, 2), (10**30 + 2) // 2),  # no float comes near it
        (7, 7),
    ],
)
def test_a_half_is_rounded_away_from_zero(value, whole):
    assert figures.rounded(value) == whole


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(26, 39, 67), (67, 92, 73), (1, 8, 13), (-57, 200, -29), (0, 5, 0), (0, 0, None), (5, 0, None)],
)
def test_a_percentage_of_nothing_is_none(part, whole, shown):
    assert figures.percent(part, whole) == shown


def test_the_row_of_nobody():
    empty = figures.row(figures.sums([]))
    percentages = {"decrease_pct", "reoffenders_decrease_pct", "reduced_pct"}
    assert {key for key, value in empty.items() if value is None} == percentages
    assert all(empty[key] == 0 for key in empty.keys() - percentages)


def test_scaled_sums_are_rounded_once():
    # Four people with 12/7 each: 48/7 is 6.86, where four twos would be 8.
    exact = figures.sums(counts_of("2018-09-01", "2018-10-01") for _ in range(4))
    assert figures.row(exact)["after"] == 7


def test_no_offences_before_and_none_after_is_unchanged():
    exact = figures.sums([counts_of("2017-01-01"), counts_of("2017-01-01", "2018-05-01")])
    assert (exact.reduced, exact.unchanged, exact.increased) == (0, 1, 1)


def test_each_cost_is_the_exact_sum_times_the_unit():
    exact = figures.Sums(before=3, after=Fraction(12, 7))
    # 12/7 x 5,930 = 10,165.71; 9/7 x 5,930 = 7,624.29
    assert figures.cost(exact, Fraction(5930)) == {"unit": 5930, "before": 17790, "after": 10166, "saved": 7624}
