"""How far a person has come: each pathway from its first assessment to its latest, the stabilised share, the waits.

A reader of pathways is told "need" or "no need" of each, of health and of drugs too (spec/access.md, section 2), so
that the share is of all of them; a letter stands where its reader has all that it gives away. What a service was
asked is read with its item of the plan: of an item that the reader does not read nothing is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from agencies.categories import Category
from casefile.lens import Lens
from casefile.pathways.plan import READ, TAB
from casefile.pathways.plan_shown import items_of
from casefile.person import pathways
from casefile.writing import Here, of_person, show
from cohorts.settings import limits
from pathways.models import Pathway, PathwayAssessment, PlanItem, ServiceReferral
from pathways.progress import as_asked, step
from pathways.rules import progress as rules
from pathways.rules.waits import Stage, Waits, in_words, median, stage, waits


@dataclass(frozen=True)
class Said:
    """One assessment as its reader may have it: the letter and its words, or the need alone."""

    on: date
    need: bool
    letter: str = ""
    text: str = ""


@dataclass(frozen=True)
class Row:
    """One pathway: what was said of it by date, and what became of the need from the first to the latest."""

    name: str
    said: list[Said]
    move: rules.Move
    notes: list[str]

    @property
    def first(self) -> Said | None:
        return self.said[0] if self.said else None

    @property
    def between(self) -> list[Said]:
        return self.said[1:-1]

    @property
    def latest(self) -> Said | None:
        return self.said[-1] if len(self.said) > 1 else None


@dataclass(frozen=True)
class Asked:
    """A service that was asked, and how long the person waited, or does."""

    row: ServiceReferral
    stage: Stage
    days: int | None


@of_person("pathways.progress", **READ)  # type: ignore[arg-type]
def progress(request: HttpRequest, here: Here) -> HttpResponse:
    """Each pathway, the share that stands at no need, and how long services let them wait."""
    found = pathways.assessments(here.person, here.on)
    opened = list(pathways.opened(on=here.on))
    items = items_of(here)
    asked, waited = _asked(items, here.on)
    rows = rows_of(opened, found, here.on, here.lens)
    return show(
        here,
        "casefile/pathways/progress.html",
        tab=TAB,
        channel="pathways.progress",
        categories=_categories(here.lens, found, asked),
        rows=rows,
        between=any(row.between for row in rows),
        share=_share(opened, found, here.on),
        asked=asked,
        waited=waited,
        middle=in_words(median(waited.to_start)),
        longest=max(waited.to_start, default=None),
        so_far=max(waited.so_far, default=None),
    )


def rows_of(opened: list[Pathway], found: dict[str, list[PathwayAssessment]], on: date, lens: Lens) -> list[Row]:
    """Today's pathways in their order, with what sets before it said of the same theme; then what it has not."""
    assessed: dict[rules.Step, PathwayAssessment] = {}
    for row in (row for rows in found.values() for row in rows):
        assessed.setdefault(step(row), row)
    latest_first = sorted(assessed, key=lambda each: each.on, reverse=True)
    names = {pathway.theme: pathway.name_on(on) for pathway in reversed(opened)}
    themes = [pathway.theme for pathway in opened if pathway.set.is_in_force(on)]
    return [
        Row(
            names[line.theme],
            [_said(assessed[each], lens) for each in line.steps],
            line.move,
            _notes(line, all(lens.letter(assessed[each].level) for each in line.steps)),
        )
        for line in rules.lines(latest_first, themes)
    ]


def _said(row: PathwayAssessment, lens: Lens) -> Said:
    if not lens.letter(row.level):
        return Said(row.assessed_on, row.level.need)
    return Said(row.assessed_on, row.level.need, row.level.letter, row.level.text)


def _notes(line: rules.Line, letters: bool) -> list[str]:
    """What the words of the change leave out."""
    notes = []
    if letters and line.another_letter:
        notes.append("at another letter")
    if line.between_sets:
        notes.append("read by two sets: the need alone is compared")
    if not line.carried_on:
        notes.append("not comparable with today: its set has no such pathway")
    return notes


def _share(opened: Iterable[Pathway], found: dict[str, list[PathwayAssessment]], on: date) -> rules.Share:
    """By the pathways of the day's set, as the evidence for code 2 counts them."""
    needs = {
        pathway.name: found[pathway.code][0].level.need if pathway.code in found else None
        for pathway in opened
        if pathway.set.is_in_force(on)
    }
    return rules.share(needs, limits(on).stable)


def _asked(items: list[PlanItem], on: date) -> tuple[list[Asked], Waits]:
    """The services that were asked for the items that the reader reads, the latest first."""
    by_pk = {item.pk: item for item in items}
    rows = list(
        ServiceReferral.objects.filter(item__in=list(by_pk), referred_on__lte=on).order_by("-referred_on", "pk")
    )
    for row in rows:
        row.item = by_pk[row.item_id]
    known = [(row, as_asked(row)) for row in rows]
    shown = [Asked(row, stage(each, on), _days(row, stage(each, on), on)) for row, each in known]
    return shown, waits([each for _, each in known], on)


def _days(row: ServiceReferral, now: Stage, on: date) -> int | None:
    return row.waits(on) if now in (Stage.STARTED, Stage.WAITING) else None


def _categories(lens: Lens, found: dict[str, list[PathwayAssessment]], asked: list[Asked]) -> set[str]:
    """The parts of the record that stand on the page."""
    levels = [row.level for rows in found.values() for row in rows if lens.letter(row.level)]
    letters = {str(part) for level in levels for part in level.letter_categories}
    return {str(Category.PATHWAYS), *letters, *(str(each.row.item.category) for each in asked)}


__all__ = ["progress", "rows_of"]
