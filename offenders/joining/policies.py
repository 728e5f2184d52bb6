"""Who may join two records, and which: `check_...` raises with a sentence for a person, `may_...` answers."""

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from offenders.models import Join, Offender, Restriction
from offenders.policies import views_of

NOT_YOURS = "A coordinator whose agency manages who both people are decides whether they are one."
RESTRICTED = "One of the two records is restricted. It is joined to nobody while it is."
GONE = "One of the two records is on the register no longer."
UNDONE = "This was undone already."
LATER = "The record that stands was joined to another since. Undo that first."


def may_decide(by: User, *people: Offender) -> bool:
    """Whether somebody decides on these two: they see both, and manage the identity of both."""
    if not may(by, Permission.DUPLICATES_DECIDE):
        return False
    views = views_of(by, [person.pk for person in people])
    return all(
        person.pk in views and views[person.pk].levels.level(Category.IDENTITY) >= Level.MANAGE for person in people
    )


def check_join(by: User, stands: Offender, gone: Offender) -> None:
    if not may_decide(by, stands, gone):
        raise PermissionDenied(NOT_YOURS)
    if stands.withdrawn or gone.withdrawn:
        raise ValidationError(GONE)
    if Restriction.objects.standing().filter(offender__in=[stands, gone]).exists():
        raise ValidationError(RESTRICTED)


def check_undo(by: User, join: Join) -> None:
    """Who may decide on the record that stands; the other is seen by nobody until it is undone."""
    if not may_decide(by, join.stands):
        raise PermissionDenied(NOT_YOURS)
    if join.undone_at is not None:
        raise ValidationError(UNDONE)
    if join.stands.withdrawn:
        raise ValidationError(LATER)
