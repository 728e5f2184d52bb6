"""The rows that a report is printed by: the scheme's areas, or a grouping of them that touches no history."""

from dataclasses import dataclass

from agencies.models import OUTSIDE, Area, Grouping
from agencies.models.areas import AreaLevel
from reporting.evaluation import TOTAL

OTHERS = "other areas"


@dataclass(frozen=True)
class PrintedRow:
    """One row: its key, the words in front of it, and the areas that are in it."""

    key: str
    name: str
    areas: frozenset[str]

    @property
    def is_total(self) -> bool:
        return self.key == TOTAL

    @property
    def only_when_needed(self) -> bool:
        return self.key in (OUTSIDE, OTHERS)


def rows(grouping: Grouping | None = None) -> list[PrintedRow]:
    """A row for each area or group in the scheme's order, those of no group, OUT, and the total."""
    areas = list(Area.objects.exclude(level=AreaLevel.FORCE).order_by("position", "code"))
    inside = [area for area in areas if area.code != OUTSIDE]
    printed = (
        _groups(grouping, inside)
        if grouping
        else [PrintedRow(area.code, area.name, frozenset({area.code})) for area in inside]
    )
    return [
        *printed,
        PrintedRow(OUTSIDE, "Outside the scheme", frozenset({OUTSIDE})),
        PrintedRow(TOTAL, "Total", frozenset(area.code for area in areas)),
    ]


def _groups(grouping: Grouping, inside: list[Area]) -> list[PrintedRow]:
    members: dict[str, set[str]] = {}
    for member in grouping.members.select_related("area").order_by("group_position", "group"):
        members.setdefault(member.group, set()).add(member.area.code)
    left = frozenset(area.code for area in inside).difference(*members.values())
    # A group's own name may be any word, so its key says that it is a group: it is never taken for the total.
    made = [PrintedRow(f"group {name}", name, frozenset(codes)) for name, codes in members.items()]
    return [*made, PrintedRow(OTHERS, "Areas of no group", left)] if left else made
