"""The tab "Pathways" of a person: each pathway with all that was assessed of it, who said it and why it changed."""

from dataclasses import dataclass
from typing import Any

from agencies.categories import Category, Level
from casefile.person import pathways
from casefile.person.identity import Identity
from casefile.register.reader import Reader
from offenders.policies import View
from offenders.writing.changes import who
from pathways import policies
from pathways.models import Pathway, PathwayAssessment, Sitting
from pathways.rules import SittingStatus
from pathways.shown import shown


@dataclass(frozen=True)
class Line:
    """One assessment: whether its words are shown, who said it, and whether it is the reader's to correct."""

    row: PathwayAssessment
    letter: bool
    who: str
    theirs: bool


@dataclass(frozen=True)
class Card:
    """One pathway, its name as of the day, what was assessed of it, and whether the reader may assess it now."""

    pathway: Pathway
    name: str
    lines: list[Line]
    assess: bool


def load(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    found, on = pathways.assessments(bar.person, reader.on), reader.on
    rows = shown(pathways.opened(on=on), found, on, whole=True)
    cards = [_card(reader, pathway, found.get(pathway.code, [])) for pathway in rows]
    return {
        "cards": cards,
        "may_assess": any(card.assess for card in cards),
        "draft": _draft(reader, bar),
    }


def view_of(reader: Reader) -> View:
    """What the reader has of this person, as the page has read it already."""
    assert reader.lens.how is not None
    return View(reader.lens.how, reader.lens.levels)


def _card(reader: Reader, pathway: Pathway, rows: list[PathwayAssessment]) -> Card:
    lens = reader.lens
    lines = [_line(reader, row) for row in rows]
    assess = pathway.set.is_in_force(reader.on) and policies.may_assess(lens.levels, pathway)
    return Card(pathway, pathway.name_on(reader.on), lines, assess)


def _line(reader: Reader, row: PathwayAssessment) -> Line:
    theirs = policies.may_change(view_of(reader), row, reader.user)
    return Line(row, reader.lens.letter(row.level), who(row), theirs)


def _draft(reader: Reader, bar: Identity) -> Sitting | None:
    """What the reader's own agency has not finished; to nobody else is it there."""
    if reader.lens.levels.level(Category.PATHWAYS) < Level.ADD:
        return None
    drafts = Sitting.objects.filter(offender=bar.person, agency=reader.user.agency_id, status=SittingStatus.DRAFT)
    return drafts.select_related("created_by").first()
