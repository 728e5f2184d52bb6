"""When looking at people is unusual: so many different people, or more, within a window (spec/access.md, section 3)."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise


@dataclass(frozen=True)
class Look:
    """One reader's look at one person: a row of the log."""

    row: int
    user: int
    at: datetime
    person: int


@dataclass(frozen=True)
class Finding:
    """What one reader did, with the rows of the log behind it."""

    user: int
    first: datetime
    last: datetime
    people: int
    rows: tuple[int, ...]


@dataclass
class _Window:
    """The looks of the last so long, and how often each person is among them."""

    length: timedelta
    looks: deque[Look] = field(default_factory=deque)
    people: Counter[int] = field(default_factory=Counter)

    def add(self, look: Look) -> None:
        while self.looks and look.at - self.looks[0].at >= self.length:
            self._drop(self.looks.popleft())
        self.looks.append(look)
        self.people[look.person] += 1

    def _drop(self, look: Look) -> None:
        self.people[look.person] -= 1
        if not self.people[look.person]:
            del self.people[look.person]


def findings(looks: Iterable[Look], threshold: int, window: timedelta) -> Iterator[Finding]:
    """The stretches in which a reader looked at `threshold` different people, or more, in less than `window`.

    The looks come by reader and time. The same person twice counts once.
    """
    for _, of_one in groupby(looks, key=lambda look: look.user):
        yield from (_finding(stretch) for stretch in _stretches(of_one, threshold, window))


def _stretches(looks: Iterable[Look], threshold: int, length: timedelta) -> Iterator[list[Look]]:
    """Windows that are full enough, joined while each next look keeps them so."""
    window, stretch = _Window(length), list[Look]()
    for look in looks:
        window.add(look)
        full = len(window.people) >= threshold
        if full and stretch and look.at - stretch[-1].at < length:
            stretch.append(look)
            continue
        if stretch:
            yield stretch
        stretch = list(window.looks) if full else []
    if stretch:
        yield stretch


def _finding(stretch: list[Look]) -> Finding:
    first, last = stretch[0], stretch[-1]
    people = len({look.person for look in stretch})
    return Finding(first.user, first.at, last.at, people, tuple(sorted(look.row for look in stretch)))


def in_words(rows: Iterable[int]) -> str:
    """The numbers of rows as a reader writes them: 4-9, 12."""
    numbers = sorted(rows)
    if not numbers:
        return ""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return ", ".join(f"{start}-{end}" if end > start else f"{start}" for start, end in zip(starts, ends, strict=True))


def out_of_words(words: str) -> list[tuple[int, int]]:
    """The first and last of each run of numbers; what is no number is passed over."""
    runs = (part.strip().split("-", 1) for part in words.split(","))
    return [(int(run[0]), int(run[-1])) for run in runs if all(_is_number(end) for end in run)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
