"""Reading assessments and referrals for the rules of progress."""

from pathways.models import PathwayAssessment, ServiceReferral
from pathways.rules.progress import Step
from pathways.rules.waits import Asked


def step(row: PathwayAssessment) -> Step:
    """An assessment as the set of its day has it; read with its level and the level's pathway."""
    level = row.level
    return Step(row.assessed_on, level.pathway.theme, level.pathway.set_id, level.level, level.need)


def as_asked(row: ServiceReferral) -> Asked:
    """A referral as the rules take it; read with its item, after whose end nobody waits."""
    over_on = None if row.item.is_open else row.item.status_on
    return Asked(row.referred_on, row.answer, row.answered_on, row.started_on, over_on)
