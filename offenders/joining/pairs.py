"""The possible duplicates that wait for somebody, for rooms that do not know who finds them (exchange)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agencies.models import User
from offenders.models import Offender


@dataclass(frozen=True)
class Pair:
    """Two records that look like one person: why, how alike of 100, since when, and where it is decided."""

    first: Offender
    second: Offender
    why: str
    score: int
    found_at: datetime
    href: str


@dataclass(frozen=True)
class Pairs:
    """How many wait for this reader, and the surest of them."""

    count: int
    surest: tuple[Pair, ...]


Finder = Callable[[User, int], Pairs]
_finders: list[Finder] = []


def finds(finder: Finder) -> Finder:
    """Say who finds pairs; called once, from the room's AppConfig."""
    _finders[:] = [finder]
    return finder


def possible_duplicates_for(user: User, most: int = 25) -> Pairs:
    """The open pairs that the reader may decide, and sees both people of; nobody's where nobody finds any."""
    return _finders[0](user, most) if _finders else Pairs(0, ())
