"""The pathways of a person as a screen may show them: need or not, and where allowed the level."""

from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from offenders.models import Offender
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


def strip(who: Offender, on: date, screen: Screen) -> list[Cell]:
    """The level of each pathway that stands on a day."""
    if not screen.reads(Category.PATHWAYS):
        return []
    latest = PathwayAssessment.objects.filter(offender=who).newest(on).select_related("level__pathway")
    by_pathway = {row.level.pathway_id: row for row in latest}
    return [
        _cell(pathway.name_on(on), by_pathway.get(pathway.code), screen)
        for pathway in shown(Pathway.objects.opened_by(on), by_pathway, on)
    ]


def _cell(name: str, row: PathwayAssessment | None, screen: Screen) -> Cell:
    if row is None:
        return Cell(name)
    level = row.level
    return Cell(name, row.assessed_on, level.need, level.words if screen.letter(level) else "")
