"""A problem with one cell, and the list of them: all are counted, the first 1,000 of each file listed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

LISTED = 1000
SHOWN = 100


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong: file, line (as an editor counts, the header is 1), column, value and what is expected."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        column = f", column {shown(self.column)}" if self.column else ""
        return f'{shown(self.file)}, line {self.line}{column}, value "{self.value}": expected {self.expected}'


def shown(value: str) -> str:
    """A value as it may stand on one line of a terminal: cut, and what does not print escaped."""
    cut = value[:SHOWN]
    text = "".join(c if c.isprintable() and c not in '"\\' else _escaped(c) for c in cut)
    return text + "…" if len(value) > SHOWN else text


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass
class Problems:
    """Problems as they are found. Memory does not grow with their number."""

    counts: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, list[Problem]] = field(default_factory=dict)

    def add(self, file: str, line: int, column: str, value: str, expected: str) -> None:
        self.counts[file] += 1
        kept = self._kept.setdefault(file, [])
        kept.append(Problem(file, line, shown(column), shown(value), expected))
        if len(kept) > 4 * LISTED:
            kept[:] = sorted(kept)[:LISTED]

    def uncounted(self, file: str, more: int) -> None:
        """Count problems that were found but not handed over one by one."""
        if more:
            self.counts[file] += more

    @property
    def total(self) -> int:
        return self.counts.total()

    def listed(self) -> Iterator[Problem]:
        """The first 1,000 of each file, in the order of their lines."""
        for file in sorted(self._kept):
            yield from sorted(self._kept[file])[:LISTED]

    def __iter__(self) -> Iterator[Problem]:
        return self.listed()

    def __bool__(self) -> bool:
        return self.total > 0
