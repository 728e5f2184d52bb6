"""The two counts: offences before selection and after (spec/evaluation.md, "The two counts")."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from audit.months import add_months, whole_months
from reporting.rules import custody
from reporting.rules.episodes import Episode
from reporting.rules.facts import Person, Proved
from reporting.rules.period import MONTHS, Period


@dataclass(frozen=True, slots=True)
class Counts:
    """Somebody's counted offences before and after: `after` is scaled to a year, exactly."""

    before: int
    after: Fraction


def counted(person: Person) -> list[Proved]:
    """The offences that count: with a positive disposal, and not arrested in prison."""
    return [each for each in person.proved if not custody.arrested_in_prison(person.spells, each.arrested_on)]


def within(offences: Iterable[Proved], first: date, after: date) -> int:
    """How many were arrested from `first` up to but without `after`."""
    return sum(first <= each.arrested_on < after for each in offences)


def year_before(day: date) -> date:
    """Twelve months earlier; the calendar's first day where there is no such day."""
    return date.min if day.year == date.min.year else add_months(day, -MONTHS)


def scale(selected_on: date, period: Period) -> Fraction:
    """What turns the months since selection into a year, for someone selected after the period's first day."""
    if selected_on <= period.start:
        return Fraction(1)
    return Fraction(MONTHS, whole_months(selected_on, period.after))


def count(offences: list[Proved], episode: Episode, period: Period) -> Counts:
    """Before: the year up to selection. After: from selection, or the period's start, to its end, deselected or not."""
    selected_on = episode.selected_on
    raw = within(offences, max(selected_on, period.start), period.after)
    return Counts(
        before=within(offences, year_before(selected_on), selected_on),
        after=raw * scale(selected_on, period),
    )
