"""How far a reader's agreement and roles reach, as pure functions (spec/access.md, sections 1 and 2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agencies.categories import Category, Level
from agencies.roles import Role

# How far each role may go within its agency's level; NONE has no category of a person (spec/access.md, "Roles").
# Second: beyond the caseload of the reader's own team.
REACH: dict[Role, tuple[Level, Level]] = {
    Role.VIEWER: (Level.READ, Level.READ),
    Role.PRACTITIONER: (Level.MANAGE, Level.READ),
    Role.SUPERVISOR: (Level.MANAGE, Level.READ),
    Role.PANEL_CHAIR: (Level.MANAGE, Level.MANAGE),
    Role.COORDINATOR: (Level.MANAGE, Level.MANAGE),
    Role.ANALYST: (Level.NONE, Level.NONE),
    Role.AGENCY_LEAD: (Level.NONE, Level.NONE),
    Role.AUDITOR: (Level.NONE, Level.NONE),
    Role.SYSTEM_ADMINISTRATOR: (Level.NONE, Level.NONE),
}


@dataclass(frozen=True)
class Term:
    """What the agreement says of one category, every day and in the room."""

    level: Level = Level.NONE
    if_consent: bool = False
    in_room: Level = Level.NONE
    in_room_if_consent: bool = False

    def everyday(self, *, consented: bool) -> Level:
        return self.level if consented or not self.if_consent else Level.NONE

    def room(self, *, consented: bool) -> Level:
        return self.in_room if consented or not self.in_room_if_consent else Level.NONE


NOT_SHARED = Term()


@dataclass(frozen=True)
class Levels:
    """What somebody has of a person, category by category: what every page, list and export asks."""

    of: Mapping[Category, Level] = field(default_factory=dict)

    def level(self, category: Category) -> Level:
        return self.of.get(category, Level.NONE)

    def reads(self, *categories: Category) -> bool:
        """Whether the content of all of them is open."""
        return all(self.level(category) >= Level.READ for category in categories)

    def knows_of(self, category: Category) -> bool:
        """At least that it exists, its date and its status."""
        return self.level(category) >= Level.FLAG

    @cached_property
    def parts(self) -> frozenset[Category]:
        """The categories whose content is open."""
        return frozenset(category for category in Category if self.reads(category))


def narrowed(level: Level, roles: Iterable[Role], *, own_caseload: bool) -> Level:
    """An agency's level as far as the widest of somebody's roles reaches; a role never widens it."""
    reach = max((REACH[role][0 if own_caseload else 1] for role in roles), default=Level.NONE)
    return min(level, reach)
