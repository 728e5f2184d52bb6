"""When each area's last panel sat, which movement is measured from. Panels lie above this room: theirs says it here."""

from collections.abc import Callable, Mapping
from datetime import date

LastBefore = Callable[[date], Mapping[int, date]]
_said: list[LastBefore] = []


def register(last_before: LastBefore) -> None:
    """Called once, when the room of panels is ready."""
    _said[:] = [last_before]


def last_before(day: date) -> Mapping[int, date]:
    """By area (its number) the day of its last panel before a day; an area that had none is not there."""
    return _said[0](day) if _said else {}
