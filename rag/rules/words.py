"""The sentences of reasons: UK dates, lists that stay short."""

from collections.abc import Sequence

_MOST = 3


def some(parts: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    if len(parts) <= _MOST:
        return "; ".join(parts)
    return f"{'; '.join(parts[:_MOST])}; and {len(parts) - _MOST} more"


def both(words: Sequence[str]) -> str:
    """opiates and cocaine."""
    return " and ".join(words)


def lately(months: int) -> str:
    """The window of the rules as a sentence says it: in the last month, in the last 2 months."""
    return "in the last month" if months == 1 else f"in the last {months} months"


def before_that(months: int) -> str:
    """The window that it is compared with."""
    return "in the month before" if months == 1 else f"in the {months} months before"
