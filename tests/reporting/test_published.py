"""The figures that Bedfordshire published, worked out of the case records of the demonstration's register."""

import json
from datetime import date
from pathlib import Path

import pytest

from reporting.evaluation import evaluate
from reporting.snapshot import snapshot

PUBLISHED = json.loads(
    (Path(__file__).resolve().parents[1] / "published" / "bedfordshire_2018_19.json").read_text(encoding="utf-8")
)
pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture(scope="module")
def evaluation(register):
    return evaluate(date(2018, 4, 1), date(2019, 3, 31))


@pytest.mark.parametrize("key", sorted(PUBLISHED["evaluation"]))
def test_the_evaluation_is_the_published_one(key, evaluation):
    assert evaluation[key] == PUBLISHED["evaluation"][key]


def test_the_evaluation_has_the_published_keys_in_their_order(evaluation):
    assert list(evaluation) == list(PUBLISHED["evaluation"])
    assert list(evaluation["all_offences"]) == list(PUBLISHED["evaluation"]["all_offences"])


@pytest.mark.parametrize("key", sorted(PUBLISHED["snapshot"]))
def test_the_snapshot_is_the_published_one(key, register):
    assert snapshot(date(2019, 3, 31))[key] == PUBLISHED["snapshot"][key]


def test_a_page_of_figures_takes_few_queries(register, django_assert_num_queries):
    with django_assert_num_queries(8):  # a savepoint and its release, the areas, the unit cost, and four streams
        evaluate(date(2018, 4, 1), date(2019, 3, 31))
    with django_assert_num_queries(6):
        snapshot(date(2019, 3, 31))
