"""Which drug tests a reader sees: statutory ones by the category of tests, voluntary ones as a detail of treatment."""

import pytest

from agencies.sharing import Category
from enforcement.models import DrugTest
from tests.factories import DrugTestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _one_of_each(scheme):
    for regime in ("licence", "drr", "dip", "voluntary"):
        DrugTestFactory(regime=regime)


@pytest.mark.parametrize(
    ("readable", "seen"),
    [
        (set(), set()),
        ({Category.TESTS}, {"licence", "drr", "dip"}),
        ({Category.TREATMENT}, {"voluntary"}),
        ({Category.TESTS, Category.TREATMENT}, {"licence", "drr", "dip", "voluntary"}),
        ({Category.ENGAGEMENT, Category.HEALTH}, set()),
    ],
)
@pytest.mark.usefixtures("_one_of_each")
def test_a_reader_sees_the_tests_of_their_categories(readable, seen):
    assert set(DrugTest.objects.filed_under(readable).values_list("regime", flat=True)) == seen
