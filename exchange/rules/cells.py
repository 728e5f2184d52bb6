"""What a cell may hold. A kind of cell judges the distinct values of a batch at once, which keeps a row cheap."""

import re
from collections.abc import Callable, Iterable
from datetime import date

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")
LARGEST_NUMBER = 2**31 - 1
KEY_LENGTH, NAME_LENGTH, TEXT_LENGTH = 64, 200, 20_000
REMEMBERED_DAYS = 50_000


class Cell:
    """A kind of cell. `fault` says what is expected of one value that is wrong, and None of one that is right."""

    def fault(self, value: str) -> str | None:
        raise NotImplementedError

    def wrong(self, values: set[str]) -> dict[str, str]:
        """Of some distinct values those that are wrong, each with what is expected."""
        return {value: fault for value in values if (fault := self.fault(value)) is not None}


class Text(Cell):
    """Text kept code point by code point: not empty, and not longer than it may be."""

    def __init__(self, longest: int, what: str = "text") -> None:
        self.longest = longest
        self.expected = f"{what} of 1 to {longest:,} characters"

    def fault(self, value: str) -> str | None:
        return None if 0 < len(value) <= self.longest else self.expected

    def wrong(self, values: set[str]) -> dict[str, str]:
        return {value: self.expected for value in values if not 0 < len(value) <= self.longest}


class Codes(Cell):
    """One of a list, exact and case-sensitive."""

    def __init__(self, codes: Iterable[str], what: str) -> None:
        self.codes = frozenset(codes)
        few = len(self.codes) <= 12
        self.expected = f"{what}: one of {', '.join(sorted(self.codes))}" if few and self.codes else what

    def fault(self, value: str) -> str | None:
        return None if value in self.codes else self.expected

    def wrong(self, values: set[str]) -> dict[str, str]:
        return dict.fromkeys(values - self.codes, self.expected)


class AnyCode(Cell):
    """A code of a list that could not be read itself: whatever stands there is not judged again."""

    def fault(self, value: str) -> str | None:
        return None


class Day(Cell):
    """A real date, YYYY-MM-DD and no other form, not later than the import's day."""

    def __init__(self, latest: date) -> None:
        self.latest = latest
        self._right: set[str] = set()

    def fault(self, value: str) -> str | None:
        if not DAY.fullmatch(value):
            return "a date YYYY-MM-DD"
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "a real date"
        return None if day <= self.latest else f"a date not later than {self.latest}, the import's day"

    def wrong(self, values: set[str]) -> dict[str, str]:
        unknown = values - self._right
        wrong = super().wrong(unknown)
        if len(self._right) < REMEMBERED_DAYS:
            self._right |= unknown - wrong.keys()
        return wrong


class Number(Cell):
    """A whole number of at least 0."""

    def fault(self, value: str) -> str | None:
        right = WHOLE_NUMBER.fullmatch(value) and int(value) <= LARGEST_NUMBER
        return None if right else f"a whole number from 0 to {LARGEST_NUMBER:,}"


class Shape(Cell):
    """A value that a function judges."""

    def __init__(self, judge: Callable[[str], str | None]) -> None:
        self.judge = judge

    def fault(self, value: str) -> str | None:
        return self.judge(value)
