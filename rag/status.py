"""The statuses of Bedfordshire's report (spec/rag.md), for the rules as for the tables: no ORM here."""

from collections.abc import Iterable
from enum import EnumType, StrEnum
from typing import cast


class _Listed(EnumType):
    """What a table's column and a form ask of the class itself."""

    @property
    def values(cls) -> list[str]:
        return [value for value, _ in cls.choices]

    @property
    def choices(cls) -> list[tuple[str, str]]:
        return [(status.value, status.label) for status in cast("Iterable[Status]", cls)]


class Status(StrEnum, metaclass=_Listed):
    """Worst first; GREEN_RM is reactive management."""

    RED = "RED"
    AMBER_PLUS = "AMBER+"
    AMBER = "AMBER"
    GREEN = "GREEN"
    GREEN_RM = "GREEN_RM"
    BLUE = "BLUE"

    @property
    def label(self) -> str:
        """As people read it."""
        return self.value.replace("_", " ")
