"""Days in custody (spec/evaluation.md)."""

from collections.abc import Iterable
from datetime import date

from reporting.rules.facts import Spell

# A year in prison, in pounds: 178 days are £12,195 and 119 are £8,152, as Bedfordshire printed (2018-19).
POUNDS_A_YEAR, DAYS_A_YEAR = 25_007, 365


def days(spells: Iterable[Spell], first: date, after: date) -> int:
    """Days from `first` up to but without `after` that a spell covers; a day in two spells counts once."""
    covered, until = 0, first
    for spell in sorted(spells, key=lambda each: each.admitted_on):
        begins = max(spell.admitted_on, until)
        ends = after if spell.released_on is None else min(spell.released_on, after)
        if begins < ends:
            covered += (ends - begins).days
            until = ends
    return covered


def cost(custody_days: int) -> int:
    """What those days cost, cut to whole pounds."""
    return POUNDS_A_YEAR * custody_days // DAYS_A_YEAR


def arrested_in_prison(spells: Iterable[Spell], arrested_on: date) -> bool:
    """Whether the arrest was made inside: strictly between admission and release.

    The arrest that led to the admission, on the same day, was made at liberty; so was one on the day of release.
    """
    return any(
        spell.admitted_on < arrested_on and (spell.released_on is None or arrested_on < spell.released_on)
        for spell in spells
    )
