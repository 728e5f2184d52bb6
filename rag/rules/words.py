"""The sentences of reasons: UK dates, lists that stay short."""

from collections.abc import Sequence
from datetime import date

_MOST = 3


def uk(day: date) -> str:
    """3 May 2026."""
    return f"{day.day} {day:%B} {day.year}"


def some(parts: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    if len(parts) <= _MOST:
        return "; ".join(parts)
    return f"{'; '.join(parts[:_MOST])}; and {len(parts) - _MOST} more"


def both(words: Sequence[str]) -> str:
    """opiates and cocaine."""
    return " and ".join(words)
