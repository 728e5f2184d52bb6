"""What a reader is shown of a figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.rules.suppression import Key, Line, Showing, protect

NOTHING = "not applicable"
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Cell:
    """One cell: its words, its number when it is shown, and where it leads."""

    text: str
    value: int | None = None
    link: str = ""
    percent: bool = False
    pounds: bool = False


@dataclass
class Figures:
    """The figures of a report by key, with what this reader may see of each."""

    values: dict[Key, int]
    lines: list[Line] = field(default_factory=list)
    small_figures: bool = True
    _showing: Mapping[Key, Showing] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.small_figures:
            self._showing = dict.fromkeys(self.values, Showing.SHOWN)
        else:
            self._showing = protect(self.values, self.lines)

    def shows(self, *keys: Key) -> bool:
        return all(self._showing[key] is Showing.SHOWN for key in keys)

    def value(self, key: Key) -> int | None:
        return self.values[key] if self.shows(key) else None

    def text(self, key: Key) -> str:
        if self.shows(key):
            return f"{self.values[key]:,}"
        return "fewer than 5" if self._showing[key] is Showing.FEW else NOT_SHOWN

    def cell(self, key: Key, link: str = "") -> Cell:
        leads = link if self.value(key) else ""
        return Cell(self.text(key), self.value(key), leads)

    def percent(self, value: int | None, *of: Key) -> Cell:
        """A percentage, unless it would give away one of the figures that it is worked out from."""
        if not self.shows(*of):
            return Cell(NOT_SHOWN)
        return Cell(NOTHING) if value is None else Cell(f"{value}%", value, percent=True)

    def money(self, value: int, *of: Key) -> Cell:
        return Cell(pounds(value), value, pounds=True) if self.shows(*of) else Cell(NOT_SHOWN)


def pounds(value: int) -> str:
    return f"−£{-value:,}" if value < 0 else f"£{value:,}"
