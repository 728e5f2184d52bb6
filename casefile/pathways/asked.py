"""What a sitting asks: each pathway that the reader may assess, with what was said last, as far as they may read it."""

from dataclasses import dataclass, field

from agencies.categories import Category
from casefile.person.pathways import assessments
from casefile.writing import Here
from pathways import policies
from pathways.models import Pathway, PathwayAssessment, PathwayLevel, Sitting, SittingLevel
from pathways.rules import SittingStatus


@dataclass(frozen=True)
class Asked:
    """One pathway: its levels that the reader may say, the last one and whether its words are shown, and the draft."""

    pathway: Pathway
    levels: list[PathwayLevel] = field(default_factory=list)
    last: PathwayAssessment | None = None
    shown: bool = False
    draft: SittingLevel | None = None

    @property
    def code(self) -> str:
        return self.pathway.code

    def level(self, pk: str) -> PathwayLevel | None:
        return next((level for level in self.levels if str(level.pk) == pk), None)


def draft_of(here: Here) -> Sitting | None:
    """What colleagues of the reader's agency, or they themselves, have not finished; another agency's is not theirs."""
    drafts = Sitting.objects.filter(offender=here.person, agency=here.user.agency_id, status=SittingStatus.DRAFT)
    return drafts.select_related("created_by", "changed_by", "offender").first()


def asked(here: Here, draft: Sitting | None) -> list[Asked]:
    """The pathways of the day's set that the reader may assess. Four statements."""
    found = assessments(here.person, here.on)
    held = _held(draft)
    pathways = Pathway.objects.in_force(here.on).select_related("set").prefetch_related("levels__pathway")
    rows = [_asked(here, pathway, found.get(pathway.code, []), held.get(pathway.code)) for pathway in pathways]
    return [row for row in rows if row.levels and (row.draft is None or row.draft.level_id in _numbers(row))]


def _numbers(row: Asked) -> set[int]:
    return {level.pk for level in row.levels}


def _held(draft: Sitting | None) -> dict[str, SittingLevel]:
    levels = draft.levels.select_related("level__pathway", "written_by") if draft else []
    return {row.pathway_id: row for row in levels}


def _asked(here: Here, pathway: Pathway, rows: list[PathwayAssessment], draft: SittingLevel | None) -> Asked:
    levels = sorted(pathway.levels.all(), key=lambda level: level.level)
    mine = [level for level in levels if policies.may_set(here.view.levels, level)]
    last = rows[0] if rows else None
    return Asked(pathway, mine, last, last is not None and here.lens.letter(last.level), draft)


def not_asked(here: Here, rows: list[Asked]) -> list[Pathway]:
    """The pathways of the day's set that another agency assesses, or a colleague who reads more."""
    if here.level(Category.PATHWAYS) == 0:
        return []
    mine = {row.code for row in rows}
    return [pathway for pathway in Pathway.objects.in_force(here.on) if pathway.code not in mine]
