"""What the letter of a pathway gives away (spec/access.md, "A value that gives a category away")."""

from agencies.categories import Category

# The letter is a part of these as well as of the pathways: the levels of health and of drugs and alcohol say what
# their detail rows do, relationships what is known of victims, attitudes what warrants and intelligence do.
_GIVES_AWAY = {
    "health": {Category.HEALTH},
    "drugs_alcohol": {Category.TREATMENT},
    "relationships": {Category.VICTIMS},
    "attitudes": {Category.OFFENDING, Category.INTELLIGENCE_ORIGINAL},
}


def letter_categories(pathway: str) -> frozenset[Category]:
    """Every category that a reader of this pathway's letter needs; without one of them it is "need" or "no need"."""
    return frozenset({Category.PATHWAYS} | _GIVES_AWAY.get(pathway, set()))
