"""Who may put somebody on the register: `check_...` raises with a sentence for a person, `may_...` answers."""

from django.core.exceptions import PermissionDenied

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import level

NOT_YOURS = "The sharing agreement and your role do not let you put somebody on the register."
WRITES = (Category.IDENTITY, Category.IDENTIFIERS)


def may_create(user: User) -> bool:
    """Who adds identity and identifiers of their own people (spec/access.md, section 2): the person becomes one."""
    if not may(user, Permission.PEOPLE_VIEW) or user.agency_id is None:
        return False
    return all(level(user, category, own_caseload=True) >= Level.ADD for category in WRITES)


def check_create(user: User) -> None:
    if not may_create(user):
        raise PermissionDenied(NOT_YOURS)
