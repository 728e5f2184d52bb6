"""Score, selection and RAG by group, each rate with how many it is of and an interval: pure.

Issue 6: "rates with N and interval for each group, small numbers hidden". The interval is Wilson's for a proportion
(E. B. Wilson, 1927), at 95%: it stays between 0 and 1 and holds for few people better than the textbook's. No library
that this product has gives it, so the formula stands here.

Nothing is hidden beside something shown, so that nothing can be subtracted: groups of which any number would be under
five (spec/access.md, section 2) stand together in one row. First those of fewer than five people; of what comes of
that, for each measure, those of whom fewer than five are counted or not counted; and RAG, which is of members alone,
puts the rows of selection together further. So whatever is taken from whatever, each number is of such rows, and five
or more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
SMALLEST = 5
UPPER, MEMBER, HIGH = "upper", "member", "high"
MEASURES = (UPPER, MEMBER, HIGH)
# What stands before the colon of an ethnicity's name is its group; these codes' names have none.
OTHER, OTHER_CODES = "Chinese, Arab or other", "O"
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class One:
    """One person of the ranking: their groups by dimension, and what is counted of them."""

    groups: Mapping[str, str]
    upper: bool
    member: bool
    high: bool = False


def ethnic_group(code: str | None, name: str) -> str:
    if code is None:
        return NOT_RECORDED
    before, colon, _ = name.partition(":")
    return before if colon else OTHER if code.startswith(OTHER_CODES) else name


def wilson(yes: int, of: int) -> tuple[float, float]:
    """Between which rates the rate lies, of `of` people of whom `yes` are counted; of nobody anything is possible."""
    if of == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    rate, squared = yes / of, z * z / of
    middle = (rate + squared / 2) / (1 + squared)
    half = z * sqrt(rate * (1 - rate) / of + squared / (4 * of)) / (1 + squared)
    return max(0.0, middle - half), min(1.0, middle + half)


def percent(rate: float) -> int:
    """To the nearest whole, a half up."""
    return int(rate * 100 + 0.5)


@dataclass(frozen=True)
class Rate:
    """One row of a table: the groups in it, how many people, the rate and its interval in whole percent."""

    groups: tuple[str, ...]
    of: int
    rate: int
    low: int
    high: int


# Of each group: everybody, and of each measure who is counted and who is not; RAG is of members.
Cells = Counter[str]
Block = tuple[str, ...]
OF = {UPPER: "n", MEMBER: "n", HIGH: MEMBER}


def cells_of(people: Iterable[One], dimensions: Iterable[str]) -> dict[str, dict[str, Cells]]:
    """How many of each cell, by dimension and group."""
    found: dict[str, dict[str, Cells]] = {dimension: {} for dimension in dimensions}
    for one in people:
        said = ["n", UPPER if one.upper else f"not_{UPPER}", MEMBER if one.member else f"not_{MEMBER}"]
        if one.member:
            said.append(HIGH if one.high else f"not_{HIGH}")
        for dimension, groups in found.items():
            groups.setdefault(one.groups[dimension], Counter()).update(said)
    return found


def tables(cells: Mapping[str, Cells], groups: Sequence[str]) -> dict[str, list[Rate]]:
    """By measure the rows of one dimension, of all groups that there are; none where even everybody is too few."""
    each: list[Block] = [(group,) for group in groups]
    people = put_together(each, cells, ("n",))
    selected = put_together(people, cells, (MEMBER, f"not_{MEMBER}"))
    blocks = {
        UPPER: put_together(people, cells, (UPPER, f"not_{UPPER}")),
        MEMBER: selected,
        HIGH: put_together(selected, cells, (HIGH, f"not_{HIGH}")),
    }
    order = list(groups).index
    return {
        measure: [_rate(tuple(sorted(block, key=order)), cells, measure) for block in blocks[measure]]
        for measure in MEASURES
    }


def put_together(blocks: Sequence[Block], cells: Mapping[str, Cells], asked: Sequence[str]) -> list[Block]:
    """The same groups in rows of which each asked number is five or more; nothing where all together are not.

    Those that are too few stand together, last; where they are still too few, with the next smallest.
    """
    enough = [block for block in blocks if _is_enough(block, cells, asked)]
    few = [block for block in blocks if block not in enough]
    pool = tuple(group for block in few for group in block)
    while pool and not _is_enough(pool, cells, asked):
        if not enough:
            return []
        least = min(enough, key=lambda block: (min(_number(block, cells, cell) for cell in asked), block))
        enough.remove(least)
        pool = (*least, *pool)
    order = [group for block in blocks for group in block]
    return [*enough, *([tuple(sorted(pool, key=order.index))] if pool else [])]


def _is_enough(block: Block, cells: Mapping[str, Cells], asked: Sequence[str]) -> bool:
    return all(_number(block, cells, cell) >= SMALLEST for cell in asked)


def _number(block: Block, cells: Mapping[str, Cells], cell: str) -> int:
    return sum(cells[group][cell] for group in block if group in cells)


def _rate(block: Block, cells: Mapping[str, Cells], measure: str) -> Rate:
    yes, of = _number(block, cells, measure), _number(block, cells, OF[measure])
    low, high = wilson(yes, of)
    return Rate(block, of, percent(yes / of), percent(low), percent(high))
