"""Who may put off a line, and take that back: pairs of `check_...` and `may_...`."""

from django.core.exceptions import PermissionDenied

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from casefile.models import PutOff
from offenders.models import Offender


def may_put_off(user: User, offender: Offender) -> bool:
    """Who has a worklist, of whom they see. That the line itself is theirs to read is asked where it is found."""
    seen = may(user, Permission.WORKLIST_VIEW) and user.agency_id is not None
    return seen and Offender.objects.visible_to(user).filter(pk=offender.pk).exists()


def check_put_off(user: User, offender: Offender) -> None:
    if not may_put_off(user, offender):
        raise PermissionDenied


def may_take_back(user: User, row: PutOff) -> bool:
    """Who put it off, and who oversees the worklist of that agency."""
    if user.agency_id != row.agency_id or not may(user, Permission.WORKLIST_VIEW):
        return False
    return row.put_off_by_id == user.pk or may(user, Permission.WORKLIST_OVERSEE)


def check_take_back(user: User, row: PutOff) -> None:
    if not may_take_back(user, row):
        raise PermissionDenied
