"""People in groups large enough to say nothing of one of them (spec/access.md, section 2): pure functions."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta

from audit.months import add_months
from reporting.rules.suppression import SMALLEST

# From the age of the first number up to, but without, the next one's.
BANDS: tuple[tuple[int, str], ...] = (
    (0, "under 18"),
    (18, "18 to 24"),
    (25, "25 to 34"),
    (35, "35 to 44"),
    (45, "45 and over"),
)
# Days are told in tens: one more than the day before would give away the day on which it began.
TENS = 10


def born_by(on: date, age: int) -> date:
    """The last date of birth of somebody who is that old on a day.

    Who is born on 29 February comes of age on 28 in other years, as everywhere in the product.
    """
    day = add_months(on, -12 * age)
    after = day + timedelta(days=1)
    return after if add_months(after, 12 * age) <= on else day


def age_band(born: date, on: date) -> str:
    return next(name for age, name in reversed(BANDS) if age == 0 or born <= born_by(on, age))


def days_on(spells: Iterable[tuple[date, date | None]], on: date) -> int:
    """The days up to and without today that any of these spells covers, each counted once, in whole tens."""
    days, counted_to = 0, date.min
    for begins, ends in sorted(spells, key=lambda spell: spell[0]):
        start, end = max(begins, counted_to), min(ends or on, on)
        if end > start:
            days, counted_to = days + (end - start).days, end
    return days // TENS * TENS


def in_small_groups(group_of: Mapping[int, Hashable]) -> frozenset[int]:
    """Whoever shares their group with fewer than four others."""
    sizes = Counter(group_of.values())
    return frozenset(person for person, group in group_of.items() if sizes[group] < SMALLEST)
