"""A version in words, and what two versions do not have alike. Values in, lines out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOT_USED = "not used"


@dataclass(frozen=True)
class Line:
    """One number or choice: its words, what it says, and what it said before where that is different."""

    words: str
    value: str
    before: str = ""


def lines(said: Mapping[str, str], before: Mapping[str, str] | None = None) -> list[Line]:
    """Everything that a version says; with what another says wherever the two differ.

    What one of the two does not have is not used by it.
    """
    was = said if before is None else before
    return [_line(words, said.get(words, NOT_USED), was.get(words, NOT_USED)) for words in _in_order(said, was)]


def _in_order(said: Iterable[str], was: Iterable[str]) -> list[str]:
    """What either has: what the first has not, behind what it stands behind in the other."""
    found = list(said)
    before = -1
    for words in was:
        if words not in found:
            found.insert(before + 1, words)
        before = found.index(words)
    return found


def _line(words: str, value: str, before: str) -> Line:
    return Line(words, value, before if before != value else "")


def differences(said: Mapping[str, str], before: Mapping[str, str]) -> list[Line]:
    return [line for line in lines(said, before) if line.before]
