"""Totals under five are "fewer than 5" outside police and probation (spec/access.md, section 2).

A second cell is hidden wherever a total would give the first away. What a line of a table gives away is worked out
as its reader would: from the cells that are shown, and from "fewer than 5" and "hidden" themselves.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import inf

SMALLEST = 5
# A hidden cell must leave its reader at least this many possible values.
DOUBT = 5

Key = Hashable


class Showing(Enum):
    SHOWN = "shown"
    FEW = "fewer than 5"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Line:
    """Cells that add up to a total, as the rows and columns of a table do."""

    parts: tuple[Key, ...]
    total: Key

    @property
    def cells(self) -> tuple[Key, ...]:
        return (*self.parts, self.total)


def protect(values: Mapping[Key, int], lines: Iterable[Line]) -> dict[Key, Showing]:
    """What may be shown of every cell, so that no line gives away what is hidden."""
    showing = {key: Showing.FEW if value < SMALLEST else Showing.SHOWN for key, value in values.items()}
    unsettled = True
    known = list(lines)
    while unsettled:
        unsettled = False
        for line in known:
            if gives_away(line, values, showing) and (next_cell := _next_to_hide(line, values, showing)) is not None:
                showing[next_cell] = Showing.HIDDEN
                unsettled = True
    return showing


def gives_away(line: Line, values: Mapping[Key, int], showing: Mapping[Key, Showing]) -> bool:
    """Whether the rest of a line says too much about one of its hidden cells."""
    return any(showing[cell] is not Showing.SHOWN and _is_found(cell, line, values, showing) for cell in line.cells)


def _is_found(cell: Key, line: Line, values: Mapping[Key, int], showing: Mapping[Key, Showing]) -> bool:
    low, high = _possible(cell, values, showing)
    least, most = _left_over(cell, line, values, showing)
    if showing[cell] is Showing.FEW:
        return least > low or most < high
    return min(high, most) - max(low, least) < DOUBT - 1


def _left_over(cell: Key, line: Line, values: Mapping[Key, int], showing: Mapping[Key, Showing]) -> tuple[float, float]:
    """The range that the other cells of the line leave for this one."""
    parts = [_possible(part, values, showing) for part in line.parts if part != cell]
    least, most = sum(low for low, _ in parts), sum(high for _, high in parts)
    if cell == line.total:
        return least, most
    low, high = _possible(line.total, values, showing)
    return low - most, high - least


def _possible(cell: Key, values: Mapping[Key, int], showing: Mapping[Key, Showing]) -> tuple[float, float]:
    """The values that a reader can think of for a cell by itself."""
    if showing[cell] is Showing.SHOWN:
        return values[cell], values[cell]
    return (0, SMALLEST - 1) if showing[cell] is Showing.FEW else (SMALLEST, inf)


def _next_to_hide(line: Line, values: Mapping[Key, int], showing: Mapping[Key, Showing]) -> Key | None:
    """The smallest part that is still shown; the total when there is none."""
    shown = [part for part in line.parts if showing[part] is Showing.SHOWN]
    if shown:
        return min(shown, key=lambda part: values[part])
    return line.total if showing[line.total] is Showing.SHOWN else None
