"""Which level of a pathway stands on a day."""

from datetime import date

import pytest

from pathways.models import PathwayAssessment
from tests.factories import OffenderFactory, assessed

pytestmark = pytest.mark.django_db
DAY = date(2019, 3, 10)


def stands(on=DAY):
    return [row.level.level for row in PathwayAssessment.objects.newest(on).select_related("level")]


@pytest.mark.parametrize("levels", ["AE", "EA"])
def test_of_two_levels_of_one_day_a_need_wins(levels, scheme):
    person = OffenderFactory()
    for ref, level in enumerate(levels):
        assessed(person, "accommodation", level, ref=f"A{ref}")
    assert stands() == ["E"]


def test_the_latest_up_to_the_day_stands(scheme):
    person = OffenderFactory()
    assessed(person, "accommodation", "E", on=date(2019, 3, 9))
    assessed(person, "accommodation", "A", on=DAY)
    assessed(person, "accommodation", "E", on=date(2019, 3, 11))
    assert stands() == ["A"]
    assert stands(date(2019, 3, 9)) == stands(date(2019, 3, 11)) == ["E"]
    assert stands(date(2019, 3, 8)) == []


def test_one_of_each_person_and_pathway(scheme):
    for person in (OffenderFactory(), OffenderFactory()):
        assessed(person, "accommodation", "A")
        assessed(person, "health", "B")
    assert sorted(stands()) == ["A", "A", "B", "B"]
