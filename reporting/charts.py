"""Charts of our own: where the bars of a before-and-after chart stand, for a template that draws them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH, HEIGHT = 560, 300
LEFT, TOP, BASE = 8, 52, 266
BAR, GAP = 58, 6
LETTER = 8  # the width that a letter of a name takes


class Pair(NamedTuple):
    """One group of two bars; a figure that is not shown has no bar, and says why in words."""

    name: str
    before: int | None
    after: int | None
    before_text: str
    after_text: str


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    middle: float
    text: str
    after: bool
    shown: bool

    @property
    def label_y(self) -> float:
        """Where the figure stands: above its bar."""
        return self.y - 7


@dataclass(frozen=True)
class Group:
    name: str
    middle: float
    bars: tuple[Bar, Bar]
    room: int

    @property
    def short_name(self) -> str:
        """The name, cut where it would run into its neighbour's; the table has it whole."""
        return self.name if len(self.name) <= self.room else f"{self.name[: self.room - 1]}…"


@dataclass(frozen=True)
class Chart:
    """A chart with its own title and description; the table with the same figures stands beside it."""

    key: str
    title: str
    description: str
    before_name: str
    after_name: str
    groups: tuple[Group, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    name_y: int = BASE + 22


def before_and_after(key: str, title: str, pairs: Sequence[Pair], before_name: str, after_name: str) -> Chart:
    """A pair of bars for each area: before, and in the period."""
    tallest = max((value for pair in pairs for value in (pair.before, pair.after) if value), default=1)
    step = (WIDTH - 2 * LEFT) / max(len(pairs), 1)
    groups = tuple(_group(pair, LEFT + step * (n + 0.5), tallest, step) for n, pair in enumerate(pairs))
    return Chart(key, title, _words(pairs, before_name, after_name), before_name, after_name, groups)


def _group(pair: Pair, middle: float, tallest: int, step: float) -> Group:
    width = min(BAR, max(step / 2 - GAP, 2))
    shift = (width + GAP) / 2
    return Group(
        pair.name,
        middle,
        (
            _bar(pair.before, pair.before_text, middle - shift, width, tallest, after=False),
            _bar(pair.after, pair.after_text, middle + shift, width, tallest, after=True),
        ),
        room=max(int(step / LETTER), 3),
    )


def _bar(value: int | None, text: str, middle: float, width: float, tallest: int, *, after: bool) -> Bar:
    height = round((value or 0) / tallest * (BASE - TOP), 1)
    left, shown = round(middle - width / 2, 1), value is not None
    return Bar(left, BASE - height, round(width, 1), height, round(middle, 1), text, after, shown)


def _words(pairs: Sequence[Pair], before_name: str, after_name: str) -> str:
    """The chart in words, for those who do not see it."""
    parts = [f"{pair.name}: {pair.before_text} {before_name}, {pair.after_text} {after_name}" for pair in pairs]
    return "; ".join(parts) + "."


# The chart of needs: a bar lies under the name of each pathway, and what it says stands to its right.
NEEDS_WIDTH, NEEDS_TOP, STEP, THICK, LONGEST = 480, 34, 46, 18, 250


class Needs(NamedTuple):
    """One pathway: of those assessed who has a need and who has none; a figure that is not shown has no bar."""

    name: str
    need: int | None
    none: int | None
    text: str
    words: str


@dataclass(frozen=True)
class Row:
    """A pathway's two bars, end to end."""

    name: str
    name_y: float
    y: float
    need: float
    none: float
    text: str

    @property
    def text_x(self) -> float:
        """Where the figures stand: beside the bars, or where bars would begin."""
        return self.need + self.none + (8 if self.need + self.none else 0)

    @property
    def text_y(self) -> float:
        return self.y + THICK - 4


@dataclass(frozen=True)
class NeedsChart:
    """People with a need and without one on each pathway; the table with the same figures stands beside it."""

    key: str
    title: str
    description: str
    rows: tuple[Row, ...]
    width: int = NEEDS_WIDTH
    thick: int = THICK

    @property
    def height(self) -> int:
        return NEEDS_TOP + STEP * len(self.rows)


def needs(key: str, title: str, found: Sequence[Needs]) -> NeedsChart:
    """A bar for each pathway, all to one scale: the most people that are shown in one."""
    most = max(((one.need or 0) + (one.none or 0) for one in found), default=0) or 1
    rows = tuple(_row(one, NEEDS_TOP + STEP * n, LONGEST / most) for n, one in enumerate(found))
    return NeedsChart(key, title, "; ".join(f"{one.name}: {one.words}" for one in found) + ".", rows)


def _row(one: Needs, top: float, unit: float) -> Row:
    need, none = round((one.need or 0) * unit, 1), round((one.none or 0) * unit, 1)
    return Row(one.name, top + 12, top + 18, need, none, one.text)
