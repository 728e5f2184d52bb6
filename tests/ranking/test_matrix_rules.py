"""A version of the matrix as values: what cannot be, where two versions differ, and in which words."""

from copy import deepcopy
from dataclasses import replace

import pytest

from agencies.drafts.described import differences, lines
from ranking.rules import ScoringMatrix, factors_that_differ, faults, said
from tests.ranking.test_rules import MATRIX

FIRST = MATRIX.written()


def version(**changed):
    return ScoringMatrix.read(deepcopy(FIRST) | changed)


def frequency(*bands):
    return {"frequency": {"within": 365, "at_least": [list(band) for band in bands]}}


def reports(well_graded, *bands):
    return {"intelligence": {"within": 91, "well_graded": well_graded, "at_least": [list(band) for band in bands]}}


def kept(none_kept, *bands):
    return {"engagement": {"within": 91, "none_kept": none_kept, "kept_under": [list(band) for band in bands]}}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        # Within so many days: each band reaches further back than the one before.
        ({"recency": [[28, 20], [29, 15]]}, []),
        ({"recency": [[28, 20], [28, 15]]}, ["recency_2_bound"]),
        ({"recency": [[28, 20], [27, 15]]}, ["recency_2_bound"]),
        ({"recency": [[28, 20], [91, 19]]}, []),
        ({"recency": [[28, 20], [91, 20]]}, ["recency_2_points"]),
        ({"recency": [[28, 20], [91, 21]]}, ["recency_2_points"]),
        ({"recency": [[28, 20], [91, 15], [91, 15]]}, ["recency_3_bound", "recency_3_points"]),
        ({"recency": []}, []),
        # So many or more: each begins lower.
        (frequency((3, 10), (2, 9)), []),
        (frequency((3, 10), (3, 9)), ["frequency_2_bound"]),
        (frequency((3, 10), (4, 9)), ["frequency_2_bound"]),
        (frequency((3, 10), (2, 10)), ["frequency_2_points"]),
        (reports(15, (3, 10), (3, 5)), ["reports_2_bound"]),
        # A confirmed report gives as much as several that are not, or more.
        (reports(9, (3, 10)), ["well_graded"]),
        (reports(10, (3, 10)), []),
        (reports(0), []),
        ({"drugs": {"within": 91, "positive_or_reported": 4, "need": 5}}, ["positive_or_reported"]),
        ({"drugs": {"within": 91, "positive_or_reported": 5, "need": 5}}, []),
        # Kept under a part of those due.
        (kept(10, (1, 2, 7), (3, 4, 6)), []),
        (kept(10, (1, 2, 7), (2, 4, 6)), ["kept_2_top"]),
        (kept(10, (1, 2, 7), (1, 3, 6)), ["kept_2_top"]),
        (kept(10, (1, 2, 7), (3, 4, 7)), ["kept_2_points"]),
        (kept(10, (1, 1, 7)), []),
        (kept(10, (2, 1, 7)), ["kept_1_top"]),
        (kept(6, (1, 2, 7)), ["none_kept"]),
        (kept(7, (1, 2, 7)), []),
        ({"believed_grades": ["A", "C", "D"]}, ["confirmed_grades"]),
        ({"divided_in_custody": 8, "divided_outside_the_area": 1}, []),
    ],
)
def test_what_cannot_be_is_named(changed, fields):
    assert [field for field, _ in faults(version(**changed))] == fields


@pytest.mark.parametrize(("inside", "outside", "whole"), [(4, 2, True), (8, 1, True), (4, 4, False), (8, 2, False)])
def test_both_divisions_together_leave_whole_eighths(inside, outside, whole):
    found = faults(replace(MATRIX, divided_in_custody=inside, divided_outside_the_area=outside))
    assert (found == []) is whole
    assert {field for field, _ in found} <= {"divided_outside_the_area"}


def test_it_is_written_as_it_was_read():
    assert ScoringMatrix.read(MATRIX.written()) == MATRIX


@pytest.mark.parametrize(
    ("changed", "factors"),
    [
        ({}, set()),
        ({"recency": [[28, 20]]}, {"recency"}),
        (frequency((3, 11)), {"frequency"}),
        ({"severity": {"within": 364, "each_band": 4}}, {"severity"}),
        (reports(16, (3, 10), (1, 5)), {"intelligence"}),
        ({"confirmed_grades": ["A"]}, {"intelligence"}),
        ({"confirmed_sources": [1]}, {"intelligence"}),
        ({"believed_grades": ["A", "B", "C"]}, {"intelligence", "drugs"}),
        ({"drugs": {"within": 90, "positive_or_reported": 10, "need": 5}}, {"drugs"}),
        ({"instability": {"need": 4}}, {"instability"}),
        (kept(10), {"engagement"}),
        ({"most": 99}, set()),
        ({"divided_in_custody": 2}, set()),
    ],
)
def test_which_factors_differ(changed, factors):
    assert factors_that_differ(MATRIX, version(**changed)) == factors


def test_a_version_in_words_says_every_number_once():
    words = said(FIRST)
    assert words["Recency, band 2"] == "within 91 days: 15 points"
    assert words["Frequency, band 1"] == "10 or more: 20 points"
    assert words["Engagement, band 2"] == "under 3 in 4 kept: 4 points"
    assert words["Intelligence, band 2"] == "1 or more: 5 points"
    assert words["Grades of intelligence that count at all"] == "A, B, C, D"
    assert len(words) == 4 + 5 + 2 + 3 + 4 + 3 + 1 + 4 + 3


def test_what_two_versions_do_not_have_alike():
    """A band less, and another number of points."""
    later = deepcopy(FIRST) | {"recency": [[28, 20], [91, 15], [182, 9]]}
    assert [line.words for line in lines(said(later), said(FIRST))] == list(said(FIRST))
    found = [(line.words, line.before, line.value) for line in differences(said(later), said(FIRST))]
    assert found == [
        ("Recency, band 3", "within 182 days: 10 points", "within 182 days: 9 points"),
        ("Recency, band 4", "within 365 days: 5 points", "not used"),
    ]
