"""Who may write into which part of a person's record (spec/access.md, section 2, the levels)."""

from django.core.exceptions import PermissionDenied

from agencies.categories import Category, Level
from agencies.models import User
from audit.models import Sourced
from offenders.models import Offender
from offenders.policies import View, view_of

NOT_ADDED = "The sharing agreement and your role let you read this part of the record, not add to it."
NOT_YOURS = "Your agency corrects here what it wrote itself; this was written by another, or came by an import."


def may_add(view: View, category: Category) -> bool:
    """`add` and `manage` write new rows; roles have narrowed the level already (offenders.rules)."""
    return view.levels.level(category) >= Level.ADD


def may_correct(view: View, category: Category, row: Sourced, by: User) -> bool:
    """`manage` corrects everything, `add` what one's own agency wrote; what an import brought is nobody's own.

    Read many rows with `created_by`: it is asked of each.
    """
    level = view.levels.level(category)
    if level >= Level.MANAGE:
        return True
    return level >= Level.ADD and row.created_by is not None and _own(row, by)


def _own(row: Sourced, by: User) -> bool:
    return row.import_number is None and row.created_by is not None and row.created_by.agency_id == by.agency_id


def check_add(by: User, offender: Offender, category: Category) -> View:
    view = view_of(by, offender.pk)
    if view is None or not may_add(view, category):
        raise PermissionDenied(NOT_ADDED)
    return view


def check_correct(by: User, offender: Offender, category: Category, row: Sourced) -> View:
    view = check_add(by, offender, category)
    if not may_correct(view, category, row, by):
        raise PermissionDenied(NOT_YOURS)
    return view
