"""Which cohorts are of victims: marked when they are made or renamed."""

import pytest

from agencies.categories import Category
from cohorts.models import Cohort

BOTH = {Category.SCHEME, Category.VICTIMS}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "name", "of_victims"),
    [
        ("DV", "Serial perpetrators", True),
        ("DA", "Serial perpetrators", True),
        ("MARAC", "High risk", True),
        ("X1", "Domestic abuse", True),
        ("X1", "Heard at the Marac", True),
        ("BD", "Burglary Dwelling", False),
        ("DVX", "Prolific", False),
    ],
)
def test_by_its_code_or_a_word_of_its_name(code, name, of_victims):
    cohort = Cohort.objects.create(code=code, name=name)
    cohort.refresh_from_db()
    assert cohort.of_victims is of_victims
    assert cohort.categories == (BOTH if of_victims else {Category.SCHEME})


def test_renaming_marks_it_and_never_takes_the_mark_away():
    cohort = Cohort.objects.create(code="X1", name="Prolific")
    for name in ("Domestic abuse", "Prolific"):
        cohort.name = name
        cohort.save(update_fields=["name"])
        cohort.refresh_from_db()
        assert (cohort.name, cohort.of_victims) == (name, True)


def test_a_unit_may_say_otherwise():
    cohort = Cohort.objects.create(code="X1", name="Domestic burglary")
    cohort.of_victims = False
    cohort.save()
    cohort.refresh_from_db()
    assert not cohort.of_victims
