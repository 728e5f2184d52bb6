"""The pathways of people as a screen may show them: need or not, and where allowed the level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from audit.prepared import Day, Ids, Rows, prepared
from panels.screen import Screen
from pathways.models import Pathway, PathwayAssessment
from pathways.shown import shown


@dataclass(frozen=True)
class Cell:
    name: str
    assessed_on: date | None = None
    need: bool = False
    words: str = ""

    @property
    def look(self) -> str:
        return "none" if self.assessed_on is None else "need" if self.need else "ok"


def strips(on: date, screens: Mapping[int, Screen]) -> dict[int, list[Cell]]:
    """By person the level of each pathway that stands on a day; nothing of whom the screen shows none."""
    people = [pk for pk, screen in screens.items() if screen.reads(Category.PATHWAYS)]
    if not people:
        return {}
    latest: dict[int, dict[str, PathwayAssessment]] = {pk: {} for pk in people}
    for row in _newest(people=people, on=on):
        latest[row.offender_id][row.level.pathway_id] = row
    pathways = _opened(on=on)
    return {pk: _strip(pathways, latest[pk], on, screens[pk]) for pk in people}


@prepared
def _newest(people: Ids, on: Day) -> Rows:
    return PathwayAssessment.objects.filter(offender__in=people).newest(on).select_related("level__pathway")


@prepared
def _opened(on: Day) -> Rows:
    return Pathway.objects.opened_by(on)


def _strip(pathways: list[Pathway], latest: Mapping[str, PathwayAssessment], on: date, screen: Screen) -> list[Cell]:
    return [_cell(pathway.name_on(on), latest.get(pathway.code), screen) for pathway in shown(pathways, latest, on)]


def _cell(name: str, row: PathwayAssessment | None, screen: Screen) -> Cell:
    if row is None:
        return Cell(name)
    level = row.level
    return Cell(name, row.assessed_on, level.need, level.words if screen.letter(level) else "")
