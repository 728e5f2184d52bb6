"""What may be filed where, and how a check goes on: each by its whole table."""

from datetime import timedelta
from itertools import product

import pytest

from agencies.categories import Category
from documents.rules import (
    KINDS,
    MEDIA_TYPES,
    NEXT,
    SCANS,
    TO_CHECK,
    WORDS,
    FileType,
    Kind,
    Scan,
    may_be_filed,
    may_be_opened,
    may_become,
    may_hold,
    try_again_after,
)  # fmt: skip

# From (down) and to (across): waiting, clean, infected, failed, made here.
GRID = {
    "waiting": "no yes yes yes no",
    "clean": "no no no no no",
    "infected": "no no no no no",
    "failed": "no yes yes yes no",
    "made_here": "no no no no no",
}
ORDER = ("waiting", "clean", "infected", "failed", "made_here")


@pytest.mark.parametrize(("now", "then"), list(product(ORDER, ORDER)))
def test_every_transition(now, then):
    assert may_become(Scan(now), Scan(then)) is (GRID[now].split()[ORDER.index(then)] == "yes")


def test_every_status_has_its_row_and_its_words():
    assert set(Scan) == set(NEXT) == set(SCANS) == set(map(Scan, ORDER))
    assert {Scan.WAITING, Scan.FAILED} == TO_CHECK


@pytest.mark.parametrize("scan", Scan)
def test_only_what_was_found_clean_is_opened(scan):
    assert may_be_opened(scan, demonstration=False) is (scan is Scan.CLEAN)
    assert may_be_opened(scan, demonstration=True) is (scan in (Scan.CLEAN, Scan.MADE_HERE))


@pytest.mark.parametrize(("tries", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (1000, 60)])
def test_a_failed_check_waits_longer_each_time(tries, minutes):
    assert try_again_after(tries) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("kind", "category", "filed"),
    [
        ("mg6", "offending", True), ("mg6", "victims", True), ("mg6", "identity", False), ("mg6", "pathways", False),
        ("mg7", "offending", True), ("mg7", "scheme", False), ("mg7", "supervision", False),
        ("previous_convictions", "offending", True), ("previous_convictions", "identifiers", False),
        ("licence", "supervision", True), ("licence", "custody", True), ("licence", "identity", False),
        ("bail_conditions", "offending", True), ("bail_conditions", "supervision", True),
        ("bail_conditions", "engagement", False), ("letter", "identity", True), ("letter", "health", True),
        ("photograph", "identity", True), ("other", "treatment", True), ("agreement", "scheme", True),
    ],
)  # fmt: skip
def test_a_paper_that_says_what_it_is_about_is_filed_there(kind, category, filed):
    assert may_be_filed(Kind(kind), Category(category)) is filed


@pytest.mark.parametrize(("kind", "file_type"), list(product(Kind, FileType)))
def test_a_photograph_is_a_picture(kind, file_type):
    assert may_hold(kind, file_type) is (kind != "photograph" or file_type in ("jpg", "png"))


def test_every_kind_and_type_has_its_words():
    assert set(KINDS) == set(Kind)
    assert set(MEDIA_TYPES) == set(WORDS) == set(FileType)
