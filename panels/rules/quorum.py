"""Whether enough agencies will be there, or are (issue 7, "quorum by agency"). No ORM, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Expected(StrEnum):
    """What may be said of a quorum before a meeting, and in it."""

    NONE_SET = "none_set"
    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


@dataclass(frozen=True)
class Needed:
    """So many of these agencies; each of the second set whatever the number."""

    agencies: frozenset[int]
    at_least: int
    must: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Whether there is one, how many come of how many, and which that must be there are not coming so far."""

    expected: Expected
    coming: int = 0
    needed: int = 0
    missing: frozenset[int] = frozenset()


def quorum(needed: Needed | None, coming: Iterable[int], open_still: Collection[int]) -> Verdict:
    """`coming` are the agencies of which somebody comes; `open_still` those that may still say so.

    It cannot be reached where one that must be there has said no, or where too few are left.
    """
    if needed is None:
        return Verdict(Expected.NONE_SET)
    there = frozenset(coming) & needed.agencies
    perhaps = there | (frozenset(open_still) & needed.agencies)
    missing = needed.must - there
    if not missing and len(there) >= needed.at_least:
        return Verdict(Expected.YES, len(there), needed.at_least)
    reachable = needed.must <= perhaps and len(perhaps) >= needed.at_least
    return Verdict(Expected.NOT_YET if reachable else Expected.NO, len(there), needed.at_least, missing)
