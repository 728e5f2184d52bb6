"""What a source is, and the one way from sources to lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy

from agencies.categories import Category, Level
from agencies.roles import Permission
from casefile.worklist.rules import Fact, Line
from casefile.worklist.scope import Scope

Find = Callable[[Scope], Iterable[Fact]]


@dataclass(frozen=True)
class Source:
    """One kind of line.

    `needs` are the categories that each of its lines comes from: who has not all of them of a person, at `level`,
    has no line of theirs. `permission` is for what only some roles do. `on_person` is whether the person's own page
    says it too.
    """

    name: str
    words: str
    needs: tuple[Category, ...]
    find: Find
    level: Level = Level.READ
    permission: Permission | None = None
    on_person: bool = True

    def open_to(self, scope: Scope, fact: Fact) -> bool:
        """The last word on a line, whatever the source's own query has left in."""
        return fact.person is None or scope.has(
            fact.person, *self.needs, *fact.needs, level=self.level
        )  # fmt: skip


def collect(scope: Scope, sources: Iterable[Source]) -> list[Line]:
    """All lines up to the day that is looked ahead to: each source is asked once, for everybody."""
    return [line for source in sources for line in _lines(scope, source) if line.due <= scope.until]


def _lines(scope: Scope, source: Source) -> Iterator[Line]:
    if source.permission is not None and not scope.may(source.permission):
        return
    for fact in source.find(scope):
        if source.open_to(scope, fact):
            yield Line(source.name, fact)


def page_of(scope: Scope, pk: int, name: str = "") -> str:
    """A page of a person in this room: a section, or the overview. Worked out where it is shown, as of many lines few
    are."""
    return _page_of(scope, pk, name)  # type: ignore[no-any-return]


def page_at(scope: Scope, pk: int, name: str, *more: object, otherwise: str = "") -> str:
    """A page of a person in another part of this room, by the name of its address; where there is none, a section."""
    return _page_at(scope, pk, name, *more, otherwise=otherwise)  # type: ignore[no-any-return]


def _section(scope: Scope, pk: int, name: str) -> str:
    return scope.address(pk, name)


def _elsewhere(scope: Scope, pk: int, name: str, *more: object, otherwise: str) -> str:
    try:
        return reverse(name, args=[scope.people[pk].public_id, *more])
    except NoReverseMatch:
        return _section(scope, pk, otherwise)


_page_of, _page_at = lazy(_section, str), lazy(_elsewhere, str)
