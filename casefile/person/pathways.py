"""The strip of pathways: the level with its words, need or not, what changed, and when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from audit.prepared import Day, Number, Rows, prepared
from casefile.lens import Lens
from offenders.models import Offender
from pathways.models import Pathway, PathwayAssessment
from pathways.shown import shown


@dataclass(frozen=True)
class Cell:
    """One pathway now. Without the right to the letter it says need or no need alone."""

    name: str
    assessed_on: date | None = None
    need: bool = False
    letter: str = ""
    text: str = ""
    trend: str = ""

    @property
    def look(self) -> str:
        return "none" if self.assessed_on is None else "need" if self.need else "ok"


def assessments(person: Offender, on: date) -> dict[str, list[PathwayAssessment]]:
    """Each pathway's assessments up to a day, the one that stands on top."""
    by_pathway: dict[str, list[PathwayAssessment]] = defaultdict(list)
    for row in _assessed(person=person.pk, on=on):
        by_pathway[row.level.pathway_id].append(row)
    return by_pathway


# The level and what it is of, and who wrote it.
READ = ("level__pathway", "created_by__agency", "changed_by__agency")


@prepared
def _assessed(person: Number, on: Day) -> Rows:
    return PathwayAssessment.objects.filter(offender=person).latest_first(on).select_related(*READ)


@prepared
def opened(on: Day) -> Rows:
    return Pathway.objects.opened_by(on)


def strip(person: Offender, on: date, lens: Lens) -> list[Cell]:
    if not lens.reads(Category.PATHWAYS):
        return []
    found = assessments(person, on)
    return [
        _cell(pathway.name_on(on), found.get(pathway.code, []), lens) for pathway in shown(opened(on=on), found, on)
    ]


def _cell(name: str, rows: list[PathwayAssessment], lens: Lens) -> Cell:
    if not rows:
        return Cell(name)
    now, letter = rows[0], lens.letter(rows[0].level)
    return Cell(
        name,
        now.assessed_on,
        now.level.need,
        now.level.letter if letter else "",
        now.level.text if letter else "",
        _trend(now, rows[1] if len(rows) > 1 else None, letter),
    )


def _trend(now: PathwayAssessment, before: PathwayAssessment | None, letter: bool) -> str:
    """What changed since the assessment before. Letters are labels: only a need that comes or goes has a direction."""
    if before is None:
        return "first"
    if now.level.need != before.level.need:
        return "▼ new need" if now.level.need else "▲ need met"
    if letter and now.level.level != before.level.level:
        return f"was {before.level.level}"
    return "– same"
