"""Who may assess which pathway, and say which level of it."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category, Level
from agencies.models import User
from agencies.rules import Levels
from agencies.templatetags.iom_pages import uk_date
from offenders.models import Offender
from offenders.policies import View
from offenders.writing import check_add, check_correct, may_correct
from pathways.models import Pathway, PathwayAssessment, PathwayLevel, Sitting
from pathways.rules import assessing_categories
from pathways.rules.assessing import SittingStatus, may_go

NOT_READ = "You assess what you may read: this pathway belongs to a part of the record that you have not."
NOT_YOUR_AGENCY = "Another agency is writing this sitting."
OVER = "This sitting is over: it was finished or discarded meanwhile."


def may_assess(levels: Levels, pathway: Pathway) -> bool:
    """Who adds to pathways, of those whose part of the record they read."""
    adds = levels.level(Category.PATHWAYS) >= Level.ADD
    return adds and levels.reads(*assessing_categories(pathway.theme))


def may_set(levels: Levels, level: PathwayLevel) -> bool:
    rests_on = [Category(level.rests_on)] if level.rests_on else []
    return may_assess(levels, level.pathway) and levels.reads(*rests_on)


def reads_letter(levels: Levels, level: PathwayLevel) -> bool:
    return levels.reads(*level.letter_categories)


def check_set(by: User, offender: Offender, level: PathwayLevel, assessed_on: date, today: date) -> View:
    """A level of the set of its day, by somebody who may say it."""
    view = check_add(by, offender, Category.PATHWAYS)
    if not may_set(view.levels, level):
        raise PermissionDenied(NOT_READ)
    if assessed_on > today:
        raise ValidationError({"assessed_on": "That day is to come."})
    if not level.pathway.set.is_in_force(assessed_on):
        raise ValidationError({"assessed_on": f"{level.pathway.set} was not in force on {uk_date(assessed_on)}."})
    return view


def may_change(view: View, row: PathwayAssessment, by: User) -> bool:
    """Who may write it, and reads what stands there or wrote it; its level with its pathway, and `created_by`, read."""
    if not may_correct(view, Category.PATHWAYS, row, by) or not may_assess(view.levels, row.level.pathway):
        return False
    return reads_letter(view.levels, row.level) or _wrote(row, by)


def _wrote(row: PathwayAssessment, by: User) -> bool:
    """One's own agency, and nobody else since."""
    writers = [row.created_by, *([row.changed_by] if row.changed_by_id else [])]
    own = all(one is not None and one.agency_id == by.agency_id for one in writers)
    return row.import_number is None and own


def check_change(by: User, offender: Offender, category: Category, row: PathwayAssessment) -> View:
    view = check_correct(by, offender, category, row)
    if not may_change(view, row, by):
        raise PermissionDenied(NOT_READ)
    return view


def check_sitting(by: User, sitting: Sitting) -> None:
    """A sitting is its agency's; colleagues add to it and end it."""
    check_add(by, sitting.offender, Category.PATHWAYS)
    if sitting.agency_id != by.agency_id:
        raise PermissionDenied(NOT_YOUR_AGENCY)


def check_step(now: str, then: SittingStatus) -> None:
    if not may_go(SittingStatus(now), then):
        raise ValidationError(OVER)
