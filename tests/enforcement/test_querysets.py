"""Which drug tests a reader sees: statutory ones as tests, voluntary ones as a detail of treatment; who is wanted."""

from datetime import timedelta

import pytest

from agencies.sharing import Category
from enforcement.models import DrugTest, Warrant
from tests.conftest import TODAY
from tests.factories import DrugTestFactory, WarrantFactory

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


@pytest.mark.parametrize(
    ("issued", "resolved", "wanted"),
    [(0, None, True), (1, None, False), (-5, 1, True), (-5, 0, False), (0, 0, False)],
)
def test_who_is_wanted_on_a_day(issued, resolved, wanted, scheme):
    """From the day of issue on, and on the day on which it is resolved no more; days from today."""
    resolved_on = None if resolved is None else TODAY + timedelta(resolved)
    WarrantFactory(issued_on=TODAY + timedelta(issued), resolved_on=resolved_on)
    assert Warrant.objects.in_force(TODAY).exists() is wanted
