"""Who may break glass, end it, and answer it: `check_...` raises with a sentence for a person, `may_...` answers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import may_see_anybody
from offenders.glass.rules import ANSWERS, Step
from offenders.models import BrokenGlass, GlassAnswer
from offenders.rules import GLASS_KINDS

OWN_GLASS = "You broke this glass yourself. Another lead of your agency answers it."
NOT_YOURS = "The lead of the agency that leads the person answers."


def may_break(user: User) -> bool:
    """A practitioner of police, probation, prison or youth justice, while an agreement lets the agency see people."""
    agency = user.agency
    return (
        agency is not None
        and agency.kind in GLASS_KINDS
        and may(user, Permission.GLASS_BREAK)
        and may_see_anybody(user)
    )


def check_break(user: User) -> None:
    if not may_break(user):
        raise PermissionDenied("A practitioner of police, probation, prison or youth justice breaks glass.")


def check_answer(user: User, glass: BrokenGlass, step: Step) -> GlassAnswer:
    """A lead of the agency that led the person then, other than who broke it; the answer that the step leads to."""
    if not may(user, Permission.GLASS_ANSWER) or user.agency_id is None or user.agency_id != glass.lead_agency_id:
        raise PermissionDenied(NOT_YOURS)
    if user.pk == glass.user_id:
        raise PermissionDenied(OWN_GLASS)
    to = ANSWERS.get((GlassAnswer(glass.answer), step))
    if to is None:
        by = f" by {glass.answered_by.full_name}" if glass.answered_by else ""
        raise ValidationError(f"This has been answered{by} since you opened the page: {glass.get_answer_display()}.")
    return to


def may_answer(user: User, glass: BrokenGlass) -> bool:
    try:
        return any(check_answer(user, glass, step) for step in Step)
    except (PermissionDenied, ValidationError):
        return False


def check_end(user: User, glass: BrokenGlass) -> None:
    """Who broke it, while it is open."""
    if user.pk != glass.user_id:
        raise PermissionDenied("Who broke glass ends it.")
    if not is_open(glass):
        raise ValidationError("This had ended already.")


def is_open(glass: BrokenGlass) -> bool:
    """In real time, whatever day the register has."""
    return glass.ended_at is None and glass.broken_at <= timezone.now() < glass.ends_at
