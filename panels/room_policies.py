"""Who may join a meeting, and who says what of its room: pairs of `check_...` and `may_...` (spec/access.md)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from agencies.access import may
from agencies.models import Agency, User
from agencies.roles import Permission
from agencies.sharing import may_see_anybody
from panels import reads
from panels.models import Attendance, Panel, PanelStatus, SecondPart
from panels.policies import LOCKED

NOT_OPEN = "This meeting does not sit just now."
LEFT = "You were marked as having left, and the second part has begun. Ask the chair to let you back in."


def check_join(user: User, panel: Panel) -> None:
    """Who may see panels and works for an agency that the agreement lets see people; not back into a second part."""
    if not may(user, Permission.PANEL_VIEW) or user.agency_id is None or not may_see_anybody(user):
        raise PermissionDenied
    check_sits(panel)
    if has_left(user, panel) and second_part(panel) is not None:
        raise ValidationError(LEFT)


def may_join(user: User, panel: Panel) -> bool:
    """It sits, and they are not in it."""
    return (
        panel.status == PanelStatus.OPEN
        and user.agency_id is not None
        and may_see_anybody(user)
        and not panel.attendances.filter(user=user, left_at=None).exists()
    )


def is_of_meeting(user: User, panel: Panel) -> bool:
    """Its chair, their deputy, who opened it, or who has joined it and is still there for the same agency.

    The room's screen says what the room has heard: a chair of elsewhere joins first, or takes over.
    """
    if user.pk in (panel.chair_id, panel.deputy_id, panel.opened_by_id):
        return True
    return panel.attendances.filter(user=user, agency=user.agency_id, left_at=None).exists()


def is_expected(user: User, panel: Panel) -> bool:
    """Its chair, their deputy, who opened it; who was invited; who was in it before; whom the chair noted by name.

    The last three for the agency that they work for still: for another one the chair lets them in.
    """
    if user.pk in (panel.chair_id, panel.deputy_id, panel.opened_by_id):
        return True
    if panel.invitations.filter(Q(member__user=user) | Q(deputy=user), member__agency=user.agency_id).exists():
        return True
    own = panel.attendances.filter(agency=user.agency_id)
    return own.filter(Q(user=None, name=user.full_name) | Q(user=user)).exists()


def check_room(user: User, panel: Panel) -> None:
    """A chair, or who opens panels, says who is in the room, while the meeting sits."""
    if not may(user, Permission.PANEL_OPEN):
        raise PermissionDenied
    check_sits(panel)


def check_let_in(user: User, who: User, panel: Panel) -> None:
    """Nobody lets themselves in: joining opens people whom their agency may not see otherwise."""
    check_room(user, panel)
    if user.pk == who.pk:
        raise PermissionDenied("The chair, or somebody else who opens panels, lets you in.")


def check_back(user: User, panel: Panel) -> None:
    """Nobody who has left comes back into a second part but by a chair."""
    check_room(user, panel)
    if second_part(panel) is not None and not may(user, Permission.PANEL_CHAIR):
        raise PermissionDenied("The second part has begun: the chair says who comes back.")


def may_room(user: User, panel: Panel) -> bool:
    return panel.status == PanelStatus.OPEN and may(user, Permission.PANEL_OPEN)


def check_leave(user: User, attendance: Attendance, panel: Panel) -> None:
    """Everybody of themselves."""
    if attendance.user_id != user.pk:
        check_room(user, panel)
    check_sits(panel)


def check_part(user: User, panel: Panel) -> None:
    """A chair begins and ends the second part."""
    if not may(user, Permission.PANEL_CHAIR):
        raise PermissionDenied
    check_sits(panel)


def check_sits(panel: Panel) -> None:
    if panel.status == PanelStatus.CLOSED:
        raise ValidationError(LOCKED)
    if panel.status != PanelStatus.OPEN:
        raise ValidationError(NOT_OPEN)


def has_left(user: User, panel: Panel) -> bool:
    return panel.attendances.filter(user=user, left_at__isnull=False).exists()


def second_part(panel: Panel) -> SecondPart | None:
    """The one that runs."""
    return next(iter(reads.second_parts(panel=panel.pk)), None)


def check_says(user: User, panel: Panel) -> None:
    """To say anything for an agency: whoever is in the room by their own account, or a chair."""
    here = user.agency_id is not None and panel.attendances.filter(user=user, left_at=None).exists()
    if not here and not may(user, Permission.PANEL_CHAIR):
        raise PermissionDenied


def check_stance(user: User, panel: Panel, agency: Agency) -> None:
    """Who has joined says where their own agency stands; a chair says it for any that is in the room."""
    check_sits(panel)
    if not may_say_for(user, panel, agency):
        raise PermissionDenied
    if not panel.attendances.filter(agency=agency).exists():
        raise ValidationError({"agency": f"Nobody is noted for {agency}."})


def may_say_for(user: User, panel: Panel, agency: Agency) -> bool:
    if may(user, Permission.PANEL_CHAIR):
        return True
    return user.agency_id == agency.pk and panel.attendances.filter(user=user, left_at=None).exists()
