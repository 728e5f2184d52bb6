"""Who is young, and what that asks for (spec/domain-facts.md, section 11): pure, the age as of the event's date."""

from calendar import isleap
from datetime import date

from audit.months import add_months

ADULT_AT = 18
YOUTH_JUSTICE = "youth_justice"
# Who is shown the rank of somebody under 18 (issue 4).
SHOWN_RANKS_OF_THE_YOUNG = frozenset({"police", YOUTH_JUSTICE})


def eighteenth(born: date) -> date:
    """The day on which somebody is 18: of a birthday on 29 February the 28th, as involvement by age has it."""
    return add_months(born, ADULT_AT * 12)


def is_young(born: date, on: date) -> bool:
    return on < eighteenth(born)


def needs_youth_justice(born: date, on: date, kinds_of_officers: frozenset[str]) -> bool:
    """Whether somebody young is without an officer of youth justice: named as lead, or for an agency that supports."""
    return is_young(born, on) and YOUTH_JUSTICE not in kinds_of_officers


def youngest_adult_born(on: date) -> date:
    """The birthday of the youngest who are 18 on a day: who was born after it is young, and nobody else."""
    born = add_months(on, -ADULT_AT * 12)
    return date(born.year, 2, 29) if (born.month, born.day) == (2, 28) and isleap(born.year) and on.day == 28 else born
