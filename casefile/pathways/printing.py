"""How the printed plan is set, so that it stands on one side where it can (issue 5). Pure.

Lines are reckoned by how many letters a column takes in the smaller type: a guess that the paper decides. A plan that
fits neither way is printed in the larger type, goes on in its order, and says on each side which of how many it is.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import ceil


class Setting(StrEnum):
    ROOMY = "roomy"
    DENSE = "dense"
    LONG = "long"


# Contact, aims and objectives, action: letters of a line in the smaller type, as the columns of plan-print.css stand.
LETTERS = (31, 50, 58)
LETTERS_ACROSS = 150
# So many lines of items fit beside the heading, the person's own words and the signature; what stands between two
# items takes a part of a line.
MOST_ROOMY, MOST_DENSE = 27.0, 38.0
BETWEEN_ROOMY, BETWEEN_DENSE = 0.45, 0.25
ROOMIER = 0.85


def setting(items: Iterable[Sequence[str]], own_words: str) -> Setting:
    """`items` are the contact, the aims and the action of each."""
    held = list(items)
    if _lines(held, own_words, ROOMIER, BETWEEN_ROOMY) <= MOST_ROOMY:
        return Setting.ROOMY
    return Setting.DENSE if _lines(held, own_words, 1, BETWEEN_DENSE) <= MOST_DENSE else Setting.LONG


def _lines(items: list[Sequence[str]], own_words: str, narrower: float, between: float) -> float:
    of_items = sum(
        between + max(_of(text, letters * narrower) for text, letters in zip(item, LETTERS, strict=True))
        for item in items
    )
    return of_items + max(0, _of(own_words, LETTERS_ACROSS * narrower) - 1)


def _of(text: str, letters: float) -> int:
    """Lines of a text; a line that it breaks itself is one."""
    return sum(max(1, ceil(len(line) / letters)) for line in text.splitlines() or [""])
