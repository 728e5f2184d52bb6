"""Which rankings keep everybody's scores, counted back from the newest one (docs/scale.md, "A year of nights").

All of the last so many nights, since a month's movement and what has risen are measured from one of them; the one that
each area's last panel is measured from; the last of each month; what one of these names as what rising is measured
from. Of every other one only the people stay whose decision rests on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LAST_NIGHTS, LAST_PANEL, MONTH_END, NAMED = "one of the last nights", "the last panel's", "a month's last", "named"


@dataclass(frozen=True)
class Night:
    """A finished run that has everybody's scores; of a day's runs the one finished last is current."""

    number: int
    as_of: date
    current: bool = True
    risen_since: int | None = None


def kept_whole(
    found: Iterable[Night], on: date, *, nights: int, months: int, panels: Iterable[date] = ()
) -> dict[int, str]:
    """The numbers of the runs that keep everybody's scores, each with why.

    `on` is today, `panels` the day of each area's last panel. "Within n nights" is 0 <= (newest - its day) < n, and the
    month of the newest run counts as the first.
    """
    runs = sorted(found, key=lambda one: one.as_of)
    current = [one for one in runs if one.current]
    newest = next((one.as_of for one in reversed(current) if one.as_of <= on), None)
    if newest is None:
        return {one.number: LAST_NIGHTS for one in current}
    why = {one.number: MONTH_END for one in _month_ends(current) if _months_between(one.as_of, newest) < months}
    why |= {one.number: LAST_PANEL for day in panels for one in current if one == _latest(current, day)}
    why |= {one.number: LAST_NIGHTS for one in current if (newest - one.as_of).days < nights}
    named = {one.risen_since for one in runs if one.number in why}
    return {one.number: NAMED for one in runs if one.number in named} | why


def _latest(current: list[Night], day: date) -> Night | None:
    return next((one for one in reversed(current) if one.as_of <= day), None)


def _month_ends(current: list[Night]) -> Iterable[Night]:
    return {(one.as_of.year, one.as_of.month): one for one in current}.values()


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
