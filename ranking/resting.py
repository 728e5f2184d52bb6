"""Whose decisions rest on a ranking: their scores of it stay for good.

Decisions lie above this room: they say it here.
"""

from collections.abc import Callable, Iterable

from ranking.models import Run

People = Callable[[Run], Iterable[int]]
_said: dict[str, People] = {}


def register(what: str, people: People) -> None:
    """Called once for each kind of decision, when its room is ready: the people (their numbers) of one run."""
    _said[what] = people


def people_of(run: Run) -> set[int]:
    """Everybody whose score of this run explains something that was decided."""
    return {pk for people in _said.values() for pk in people(run)}
