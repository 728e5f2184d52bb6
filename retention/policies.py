"""Who decides how long a record is kept, and what is given of it: the agencies that manage who somebody is."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may as may_at_all
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import level
from offenders.models import Offender
from offenders.policies import View, view_of
from retention.models import Hold, Pack, PackStatus, Review, ReviewStatus
from retention.rules import Verdict

NOT_YOURS = "A coordinator or a supervisor of an agency that manages this record decides this."
SECOND = "A second person answers this: nobody approves what they proposed."


def may_keep(by: User, view: View | None) -> bool:
    """By role, and by an agency that manages identity (police and probation, by the default agreement)."""
    if view is None or not may_at_all(by, Permission.RECORDS_KEEP):
        return False
    return view.levels.level(Category.IDENTITY) >= Level.MANAGE


def keeps_records(by: User) -> bool:
    """The same of records as a whole, whosever they are: by role, and by what the agency itself has."""
    return may_at_all(by, Permission.RECORDS_KEEP) and level(by, Category.IDENTITY, own_caseload=True) >= Level.MANAGE


def check_keeps_records(by: User) -> None:
    if not keeps_records(by):
        raise PermissionDenied(NOT_YOURS)


def check_keep(by: User, offender: Offender) -> View:
    view = view_of(by, offender.pk)
    if view is None or not may_keep(by, view):
        raise PermissionDenied(NOT_YOURS)
    return view


def check_due(found: Verdict, on: date) -> date:
    """The day on which the review was due; one that is not due yet is not made."""
    if found.due_on is None:
        raise ValidationError(f"This record is in use ({', '.join(found.reasons)}): it is not reviewed now.")
    if found.due_on > on:
        raise ValidationError("The review of this record is not due yet.")
    return found.due_on


def check_disposable(found: Verdict, disposable: bool) -> None:
    if found.held:
        raise ValidationError("A hold stands on this record: it is not disposed of until the hold is lifted.")
    if not disposable:
        raise ValidationError("The record's group keeps it until the person is older. Keep it, and say why.")


def check_answer(by: User, review: Review) -> None:
    """A proposal that still stands, by somebody else than who proposed it."""
    if review.status != ReviewStatus.PROPOSED:
        raise ValidationError("This was answered before.")
    if review.created_by_id == by.pk:
        raise PermissionDenied(SECOND)


def check_lift(hold: Hold, on: date) -> None:
    if hold.lifted_on is not None:
        raise ValidationError("This hold was lifted before.")
    if on < hold.from_on:
        raise ValidationError({"on": "A hold is not lifted before it began."})


def check_reads(view: View, pack: Pack) -> None:
    """Whoever approves a pack, or takes it out, reads every part that stands in it."""
    held = pack.passages.values_list("category", flat=True).distinct()
    if hidden := sorted(Category(c).label for c in held if not view.levels.reads(Category(c))):
        raise PermissionDenied(f"This pack holds parts that you do not read: {'; '.join(hidden)}.")


# From which a pack may go on to which.
NEXT: dict[PackStatus, frozenset[PackStatus]] = {
    PackStatus.DECIDING: frozenset({PackStatus.READY, PackStatus.WITHDRAWN}),
    PackStatus.READY: frozenset({PackStatus.DECIDING, PackStatus.SENT, PackStatus.WITHDRAWN}),
    PackStatus.SENT: frozenset(),
    PackStatus.WITHDRAWN: frozenset(),
}


def check_pack_goes(pack: Pack, to: PackStatus) -> None:
    if to not in NEXT[PackStatus(pack.status)]:
        raise ValidationError(f"This pack is “{pack.get_status_display()}”: it cannot become “{to.label}”.")


def check_pack_approved(pack: Pack, by: User, undecided: int) -> None:
    check_pack_goes(pack, PackStatus.READY)
    if undecided:
        raise ValidationError(f"{undecided} passages are still to be decided.")
    if pack.created_by_id == by.pk:
        raise PermissionDenied(SECOND)
