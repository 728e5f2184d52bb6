"""Small totals of figures that add up in many lines at once (spec/access.md, section 2). Pure.

`suppression.protect` looks at one line of a table at a time. Where the same figures stand in several tables, what one
line leaves open another may close: so here every cell's bounds are worked out as a reader would from all lines
together, until nothing is learned any more. "Fewer than 5" must leave 0 to 4 open, and "not shown", which may be any
number, five values at least.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from reporting.rules.suppression import DOUBT, SMALLEST, Key, Line, Showing

Bounds = tuple[float, float]
FEW: Bounds = (0, SMALLEST - 1)
# What is learned round by round ends here at the latest; with fewer rounds a reader would know less.
ROUNDS = 200


def withhold(values: Mapping[Key, int], lines: Iterable[Line]) -> dict[Key, Showing]:
    """What may be shown of every cell, so that all lines together give away nothing that is hidden."""
    showing = {key: _at_best(value) for key, value in values.items()}
    for known in _apart(list(lines)):
        cells = {cell: values[cell] for line in known for cell in line.cells}
        showing |= _withhold(cells, known)
    return showing


def _withhold(values: Mapping[Key, int], lines: Sequence[Line]) -> dict[Key, Showing]:
    """Hide until nothing is given away; then show again what gives nothing away after all, the largest first."""
    showing = {key: _at_best(value) for key, value in values.items()}
    while (cell := _given_away(values, showing, lines)) is not None:
        showing[_next_to_hide(cell, values, showing, lines)] = Showing.HIDDEN
    hidden = [key for key, how in showing.items() if how is Showing.HIDDEN]
    for key in sorted(hidden, key=lambda key: -values[key]):
        showing[key] = _at_best(values[key])
        if _given_away(values, showing, lines) is not None:
            showing[key] = Showing.HIDDEN
    return showing


def _at_best(value: int) -> Showing:
    return Showing.FEW if value < SMALLEST else Showing.SHOWN


def _apart(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in groups that have no cell in common."""
    groups: list[tuple[set[Key], list[Line]]] = []
    for line in lines:
        cells, of = set(line.cells), [line]
        for group in [group for group in groups if group[0] & cells]:
            groups.remove(group)
            cells, of = cells | group[0], group[1] + of
        groups.append((cells, of))
    return [of for _, of in groups]


def bounds(values: Mapping[Key, int], showing: Mapping[Key, Showing], lines: Sequence[Line]) -> dict[Key, Bounds]:
    """Between which numbers a reader of all lines knows each cell to be."""
    found = {key: _by_itself(values[key], showing[key]) for key in values}
    for _ in range(ROUNDS):
        before = dict(found)
        for line in lines:
            _learn(line, found)
        if found == before:
            break
    return found


def _by_itself(value: int, showing: Showing) -> Bounds:
    if showing is Showing.SHOWN:
        return value, value
    return FEW if showing is Showing.FEW else (0, inf)


def _learn(line: Line, found: dict[Key, Bounds]) -> None:
    """From the parts the total, and from the total and the other parts each part."""
    least, most = (sum(found[part][end] for part in line.parts) for end in (0, 1))
    low, high = found[line.total]
    found[line.total] = low, high = max(low, least), min(high, most)
    for part in line.parts:
        others = [found[other] for other in line.parts if other != part]
        least, most = sum(low for low, _ in others), sum(high for _, high in others)
        found[part] = max(found[part][0], low - most), min(found[part][1], high - least)


def _given_away(values: Mapping[Key, int], showing: Mapping[Key, Showing], lines: Sequence[Line]) -> Key | None:
    """A cell that is not shown and is known too well, if there is one."""
    found = bounds(values, showing, lines)
    for key, (low, high) in found.items():
        few = showing[key] is Showing.FEW and (low, high) != FEW
        if few or (showing[key] is Showing.HIDDEN and high - low < DOUBT - 1):
            return key
    return None


def _next_to_hide(cell: Key, values: Mapping[Key, int], showing: Mapping[Key, Showing], lines: Sequence[Line]) -> Key:
    """The smallest that is shown beside it, then itself where it is "fewer than 5"; then what is further away."""
    beside = [key for line in lines if cell in line.cells for key in line.cells]
    for near in (beside, list(values)):
        shown = [key for key in near if showing[key] is Showing.SHOWN]
        if shown:
            return min(shown, key=lambda key: values[key])
        few = [key for key in (cell, *near) if showing[key] is Showing.FEW]
        if few:
            return few[0]
    raise AssertionError("What is not shown at all is given away by nothing.")
