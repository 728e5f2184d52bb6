"""What the letter of a pathway gives away."""

import pytest

from agencies.categories import Category
from pathways.models import Pathway
from pathways.rules import Theme, letter_categories

MORE = {
    "health": {Category.HEALTH},
    "drugs_alcohol": {Category.TREATMENT},
    "relationships": {Category.VICTIMS},
    "victims": {Category.VICTIMS},
    "attitudes": {Category.OFFENDING, Category.INTELLIGENCE_ORIGINAL},
}


@pytest.mark.django_db
def test_a_letter_belongs_to_what_it_gives_away():
    codes = {theme.value for theme in Theme}
    assert set(Pathway.objects.values_list("theme", flat=True)) == codes
    assert len(codes) == 9
    assert set(MORE) < codes
    assert {code: letter_categories(code) - {Category.PATHWAYS} for code in codes} == {
        code: MORE.get(code, set()) for code in codes
    }
    assert all(Category.PATHWAYS in letter_categories(code) for code in codes)
