"""Which cohorts say something of victims (spec/access.md, "A value that gives a category away")."""

_CODES = frozenset({"DV", "DA", "MARAC"})
_WORDS = ("domestic", "marac")


def is_of_victims(code: str, name: str) -> bool:
    """Whether a cohort is one of domestic violence or MARAC, by its code or by a word of its name."""
    return code.upper() in _CODES or any(word in name.lower() for word in _WORDS)
