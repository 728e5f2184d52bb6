"""What the letter of a pathway gives away."""

import pytest

from agencies.categories import Category
from pathways.models import Pathway
from pathways.rules import letter_categories

MORE = {
    "health": {Category.HEALTH},
    "drugs_alcohol": {Category.TREATMENT},
    "relationships": {Category.VICTIMS},
    "attitudes": {Category.OFFENDING, Category.INTELLIGENCE_ORIGINAL},
}


@pytest.mark.django_db
def test_a_letter_belongs_to_what_it_gives_away():
    codes = set(Pathway.objects.values_list("code", flat=True))
    assert len(codes) == 8
    assert set(MORE) < codes
    assert {code: letter_categories(code) - {Category.PATHWAYS} for code in codes} == {
        code: MORE.get(code, set()) for code in codes
    }
    assert all(Category.PATHWAYS in letter_categories(code) for code in codes)
