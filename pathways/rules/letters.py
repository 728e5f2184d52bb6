"""What the letter of a pathway gives away (spec/access.md, "A value that gives a category away")."""

from enum import StrEnum

from agencies.categories import Category


class Theme(StrEnum):
    """What a pathway is about, whatever a set calls it: by this it is read, ranked and kept from who may not know."""

    ACCOMMODATION = "accommodation"
    ETE = "ete"
    HEALTH = "health"
    DRUGS_ALCOHOL = "drugs_alcohol"
    FINANCE = "finance"
    RELATIONSHIPS = "relationships"
    ATTITUDES = "attitudes"
    LIFESTYLE = "lifestyle"
    VICTIMS = "victims"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Theme.ACCOMMODATION: "Accommodation",
    Theme.ETE: "Education, training and employment",
    Theme.HEALTH: "Health",
    Theme.DRUGS_ALCOHOL: "Drugs and alcohol",
    Theme.FINANCE: "Finance",
    Theme.RELATIONSHIPS: "Children, families and relationships",
    Theme.ATTITUDES: "Attitudes, thinking and behaviour",
    Theme.LIFESTYLE: "Lifestyle and associates",
    Theme.VICTIMS: "Victims",
}

# The letter is a part of these as well as of the pathways: the levels of health and of drugs and alcohol say what
# their detail rows do, relationships what is known of victims, attitudes what warrants and intelligence do.
_GIVES_AWAY = {
    Theme.HEALTH: {Category.HEALTH},
    Theme.DRUGS_ALCOHOL: {Category.TREATMENT},
    Theme.RELATIONSHIPS: {Category.VICTIMS},
    Theme.VICTIMS: {Category.VICTIMS},
    Theme.ATTITUDES: {Category.OFFENDING, Category.INTELLIGENCE_ORIGINAL},
}


# Where a letter is filed by itself: the part of the record that a row of it is given out with.
_FILED = {
    Theme.HEALTH: Category.HEALTH,
    Theme.DRUGS_ALCOHOL: Category.TREATMENT,
    Theme.RELATIONSHIPS: Category.VICTIMS,
    Theme.VICTIMS: Category.VICTIMS,
    Theme.ATTITUDES: Category.OFFENDING,
}


def filed_under(theme: str) -> Category:
    """The one part that a level in words is filed under where a record is gathered part by part."""
    return _FILED.get(Theme(theme), Category.PATHWAYS)


def letter_categories(theme: str) -> frozenset[Category]:
    """Every category that a reader of such a letter needs; without one of them it is "need" or "no need"."""
    return frozenset({Category.PATHWAYS} | _GIVES_AWAY.get(Theme(theme), set()))
