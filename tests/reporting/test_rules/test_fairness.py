"""Rates by group with N and interval, and that no small number can be worked out: a register of twenty by hand."""

from itertools import product

import pytest

from reporting.rules.fairness import (
    HIGH,
    MEMBER,
    UPPER,
    One,
    Rate,
    cells_of,
    ethnic_group,
    percent,
    put_together,
    tables,
    wilson,
)

SEXES = ["Male", "Female", "Not known"]


def people(sex, number, upper, members=0, high=0):
    """So many of a sex, of whom the first so many are in the upper half, on a cohort, RED or AMBER+."""
    return [One({"sex": sex}, n < upper, n < members, n < high) for n in range(number)]


def made(*rows):
    return tables(cells_of([one for row in rows for one in row], ["sex"])["sex"], SEXES)


class TestWilson:
    @pytest.mark.parametrize(
        ("yes", "of", "low", "high"),
        [
            # p 0.5, z² 3.8415: middle 0.5, half 1.96 x sqrt(0.025 + 3.8415/400) / 1.38415 = 0.2634
            (5, 10, 0.2366, 0.7634),
            # p 2/3, n 12: middle 0.82673 / 1.32012 = 0.62625, half 1.96 x sqrt(0.018519 + 0.006669) / 1.32012
            (8, 12, 0.3906, 0.8619),
            # p 0: middle 0.19207 / 1.38415 = 0.13877 and half 1.96 x sqrt(0.0096037) / 1.38415 = 0.13877
            (0, 10, 0.0, 0.2775),
            (10, 10, 0.7225, 1.0),
            # p 0.5, n 100: half 1.96 x sqrt(0.0025 + 0.000096) / 1.038415 = 0.09617
            (50, 100, 0.4038, 0.5962),
        ],
    )
    def test_worked_out_by_hand(self, yes, of, low, high):
        assert wilson(yes, of) == pytest.approx((low, high), abs=0.00006)

    def test_of_nobody_anything_is_possible(self):
        assert wilson(0, 0) == (0.0, 1.0)

    @pytest.mark.parametrize(("rate", "whole"), [(0.504, 50), (0.505, 51), (0.0, 0), (1.0, 100), (0.236, 24)])
    def test_whole_percent(self, rate, whole):
        assert percent(rate) == whole


@pytest.mark.parametrize(
    ("code", "name", "group"),
    [
        ("W1", "White: British", "White"), ("M2", "Mixed: White and Black African", "Mixed"),
        ("O1", "Chinese", "Chinese, Arab or other"), ("O9", "Any other ethnic group", "Chinese, Arab or other"),
        ("NS", "Not stated", "Not stated"), (None, "", "Not recorded"),
    ],
)  # fmt: skip
def test_the_groups_of_ethnicity(code, name, group):
    assert ethnic_group(code, name) == group


class TestTwenty:
    """Registers of twenty, by hand."""

    def test_where_all_numbers_are_five_or_more_each_group_has_its_row(self):
        """Ten men and ten women, five of each in the upper half and on a cohort; nobody's sex is not known."""
        found = made(people("Male", 10, 5, 5), people("Female", 10, 5, 5))
        # Of nobody there are fewer than five: they stand with the smaller group, here by name.
        assert found[UPPER] == [
            Rate(("Male",), 10, 50, 24, 76), Rate(("Female", "Not known"), 10, 50, 24, 76)
        ]  # fmt: skip
        assert found[MEMBER] == found[UPPER]

    def test_who_is_too_few_stands_with_others(self):
        """Seven of twelve men and three of eight women: all twenty together are ten of twenty, 30 to 70."""
        # p 0.5, z² 3.8415: half 1.96 x sqrt(0.0125 + 0.0024) / 1.19207 = 0.2007
        found = made(people("Male", 12, 7), people("Female", 8, 3))
        assert found[UPPER] == [Rate(("Male", "Female", "Not known"), 20, 50, 30, 70)]

    def test_a_measure_that_puts_groups_together_leaves_the_others_apart(self):
        """All ten men are on a cohort and none of the ten women; five of each are in the upper half."""
        found = made(people("Male", 10, 5, 10), people("Female", 10, 5))
        assert len(found[UPPER]) == 2
        assert found[MEMBER] == [Rate(("Male", "Female", "Not known"), 20, 50, 30, 70)]

    def test_rag_is_of_members_and_puts_their_rows_together_further(self):
        """Of ten men eight are on a cohort, of ten women five: two men are not, so both are together; six of the
        thirteen are RED or AMBER+: p 0.4615, 23 to 71."""
        # z²/n 0.2955: middle 0.60929 / 1.2955 = 0.4703, half 1.96 x sqrt(0.019117 + 0.005683) / 1.2955 = 0.2383
        found = made(people("Male", 10, 5, 8, 6), people("Female", 10, 5, 5))
        assert found[HIGH] == [Rate(("Male", "Female", "Not known"), 13, 46, 23, 71)]

    def test_where_even_all_are_too_few_nothing_is_shown(self):
        found = made(people("Male", 16, 4), people("Female", 4, 0))
        assert found[UPPER] == found[MEMBER] == found[HIGH] == []


NUMBERS = (0, 2, 5, 9)


@pytest.mark.parametrize(("first", "second"), list(product(NUMBERS, NUMBERS)))
def test_no_number_under_five_can_be_worked_out(first, second):
    """Every row of every measure, and whatever one leaves of another, is of rows of five people or more."""
    groups = [people("Male", 9, first, second, second // 2), people("Female", 5, min(5, second), min(5, first))]
    found = cells_of([*groups[0], *groups[1], *people("Not known", 6, 3, 3)], ["sex"])["sex"]
    blocks = put_together([(sex,) for sex in SEXES], found, ("n",))
    assert blocks == [("Male",), ("Female",), ("Not known",)]
    for measure, rows in tables(found, SEXES).items():
        assert sorted(group for row in rows for group in row.groups) in ([], sorted(SEXES))
        for row in rows:
            counted = sum(found[sex][measure] for sex in row.groups)
            assert counted >= 5 and row.of - counted >= 5
    of_members = {row.groups for row in tables(found, SEXES)[MEMBER]}
    for row in tables(found, SEXES)[HIGH]:
        # A row of RAG is made of whole rows of selection.
        inside = [block for block in of_members if set(block) <= set(row.groups)]
        assert sorted(group for block in inside for group in block) == sorted(row.groups)
