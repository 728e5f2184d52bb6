"""Who came on and off the scheme, quarter by quarter (issue 5, "The ledger"). Pure.

Somebody comes on with the first day of an episode: new where it is their first, returning where it is not. A move
between cohorts is neither: the episode goes on. On it at the end = on it at the start + new + returning - left. Who is
on it at the start and at the end without having left between continues.

Each number is how many entries stand behind it: who is counted is who is listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from audit.months import add_months
from reporting.rules.episodes import Episode, ends, episodes
from reporting.rules.facts import Membership

NUMBERS = {
    "at_start": "On the scheme at the start",
    "new": "New",
    "returning": "Returning",
    "continuing": "Continuing",
    "left": "Left",
    "at_end": "On the scheme at the end",
    "moved": "Moved between cohorts",
}
CODE, REFERRER = "code-", "by-"


@dataclass(frozen=True)
class Quarter:
    """Three months: start <= day < after."""

    start: date

    @property
    def after(self) -> date:
        return add_months(self.start, 3)

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.start <= day < self.after

    @property
    def name(self) -> str:
        return f"{self.start:%B} to {add_months(self.start, 2):%B} {self.start.year}"

    @property
    def short(self) -> str:
        return f"{self.start:%b} to {add_months(self.start, 2):%b} {self.start.year}"


def quarters(until: date, count: int = 4) -> list[Quarter]:
    """The quarters of the calendar up to the one that holds a day, the earliest first."""
    start = date(until.year, (until.month - 1) // 3 * 3 + 1, 1)
    return [Quarter(add_months(start, -3 * back)) for back in range(count - 1, -1, -1)]


def quarters_between(first: date, last: date) -> list[Quarter]:
    """Those from the one that holds the first day to the one that holds the last."""
    found = quarters(last, 1)
    while found[0].start > first:
        found.insert(0, Quarter(add_months(found[0].start, -3)))
    return found


@dataclass(frozen=True)
class Entry:
    """Somebody who is counted: by an episode, of which `cohorts` are those of the day that it is counted for."""

    person: int
    on: date
    off: date | None
    day: date
    cohorts: tuple[str, ...] = ()
    code: str = ""
    referrer: str = ""

    @property
    def days(self) -> int | None:
        """How long they were on the scheme, once they left."""
        return (self.off - self.on).days if self.off else None


@dataclass
class Line:
    """One quarter of the ledger."""

    quarter: Quarter
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def count(self, number: str) -> int:
        return len(self.entries.get(number, ()))

    def by(self, prefix: str) -> dict[str, int]:
        """The numbers of what begins so: of each code, of each who referred."""
        return {key.removeprefix(prefix): len(held) for key, held in self.entries.items() if key.startswith(prefix)}

    @property
    def middle_days(self) -> int | None:
        """The days on the scheme of the one in the middle of those who left; of two the lower."""
        days = sorted(entry.days or 0 for entry in self.entries.get("left", ()))
        return days[(len(days) - 1) // 2] if days else None


def ledger(
    people: Mapping[int, Iterable[Membership]], asked: Iterable[Quarter], referrers: Mapping[str, str] | None = None
) -> list[Line]:
    """A line a quarter of everybody's memberships; `referrers` says by whom a membership was referred, by its ref."""
    lines = [Line(quarter) for quarter in asked]
    for person, memberships in people.items():
        for place, episode in enumerate(episodes(memberships)):
            for line in lines:
                for number, entry in _counted(line.quarter, person, episode, place, referrers or {}):
                    line.entries[number].append(entry)
    return lines


def _counted(
    quarter: Quarter, person: int, episode: Episode, place: int, referrers: Mapping[str, str]
) -> Iterator[tuple[str, Entry]]:
    """For what an episode counts in a quarter."""
    on, off = episode.selected_on, episode.deselected_on
    referrer, came, left = referrers.get(_first(episode).ref, ""), quarter.holds(on), quarter.holds(off)

    def entry(day: date) -> Entry:
        return Entry(person, on, off, day, _cohorts(episode, day), episode.code or "", referrer)

    was_there = on < quarter.start and (off is None or off >= quarter.start)
    if was_there:
        yield "at_start", entry(quarter.start)
    if came:
        yield ("returning" if place else "new"), entry(on)
        yield f"{REFERRER}{referrer}", entry(on)
    if left and off is not None:
        yield "left", entry(off)
        yield f"{CODE}{episode.code or ''}", entry(off)
    elif was_there:
        yield "continuing", entry(quarter.start)
    if (was_there or came) and not left:
        yield "at_end", entry(max(on, quarter.start))
    for day in (one.selected_on for one in episode.memberships):
        if quarter.holds(day) and day != on:
            yield "moved", entry(day)


def _cohorts(episode: Episode, day: date) -> tuple[str, ...]:
    """Those of a day; of the day on which it ended those that ended with it."""
    held = [one for one in episode.memberships if one.selected_on <= day < ends(one)]
    held = held or [one for one in episode.memberships if one.deselected_on == day]
    return tuple(dict.fromkeys(one.cohort for one in sorted(held, key=lambda one: (one.selected_on, one.ref))))


def _first(episode: Episode) -> Membership:
    return min(episode.memberships, key=lambda one: (one.selected_on, one.ref))
