"""What becomes of days that two records both have. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FOREVER = date.max


@dataclass(frozen=True)
class Span:
    """From a day up to, but without, another; None is no end."""

    begins: date
    ends: date | None

    @property
    def last(self) -> date:
        return self.ends or FOREVER


def rest(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of a span beside those that stand already; an empty day is nothing."""
    left = [span]
    for other in taken:
        left = [piece for one in left for piece in _without(one, other)]
    return left


def _without(span: Span, other: Span) -> list[Span]:
    if other.last <= other.begins or other.last <= span.begins or span.last <= other.begins:
        return [span]
    before = Span(span.begins, other.begins) if span.begins < other.begins else None
    after = Span(other.last, span.ends) if other.last < span.last else None
    return [piece for piece in (before, after) if piece]
