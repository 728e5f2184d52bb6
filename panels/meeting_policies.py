"""Who plans a meeting, says who sits in it, and builds its agenda, and in what state (spec/access.md, "Roles").

Pairs, as in `policies`: `check_...` raises with a sentence for a person, `may_...` answers.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.models import Agency, Area, User
from agencies.models.areas import AreaLevel
from agencies.roles import Permission
from panels.models import Panel, PanelStatus
from panels.models.meetings import BEFORE

PACKED = (PanelStatus.ISSUED, PanelStatus.OPEN)
"""While an offline pack can be taken out."""

BEGUN = "This meeting is no longer to come: it was held, or cancelled."
NOT_ISSUED = "The pack can be taken out once the agenda is issued."
OVER = "This meeting is over, and its pack with it: read the minutes."
CANCELLED = "This meeting was cancelled: there is no pack of it."
FROZEN = "The agenda is issued, and stands as it is. Take it back to change it."


def may_plan(user: User) -> bool:
    """The coordinator runs the scheme, and who chairs runs the panel: both plan its meetings."""
    return may(user, Permission.PANEL_OPEN)


def check_plan(user: User) -> None:
    if not may_plan(user):
        raise PermissionDenied("A coordinator or a chair plans meetings.")


def check_area(area: Area) -> None:
    if area.level != AreaLevel.AREA:
        raise ValidationError({"area": "Choose an area of the scheme."})


def check_chairs(area: Area, chair: User | None, deputy: User | None) -> None:
    """Who is named to chair may chair; who decides on whom the chair leads is another person."""
    for name, who in (("chair", chair), ("deputy", deputy)):
        if who is not None and not may(who, Permission.PANEL_CHAIR):
            raise ValidationError({name: f"{who.full_name} does not chair panels. Choose somebody who does."})
    if chair is not None and chair == deputy:
        raise ValidationError({"deputy": "The deputy is another person than the chair."})


def check_to_come(user: User, panel: Panel) -> None:
    """To change the plan: until the meeting is opened."""
    check_plan(user)
    if panel.status not in BEFORE:
        raise ValidationError(BEGUN)


def may_change(user: User, panel: Panel) -> bool:
    return panel.status in BEFORE and may_plan(user)


def check_build(user: User, panel: Panel) -> None:
    """To change who is on the agenda, in which order: until it is issued."""
    check_to_come(user, panel)
    if panel.status != PanelStatus.PLANNED:
        raise ValidationError(FROZEN)


def may_build(user: User, panel: Panel) -> bool:
    return panel.status == PanelStatus.PLANNED and may_plan(user)


def may_ask(user: User, panel: Panel) -> bool:
    """An agency asks for somebody it works with to be gone through: until the agenda is issued."""
    return panel.status == PanelStatus.PLANNED and user.agency is not None and may(user, Permission.ACTION_UPDATE)


def check_ask(user: User, panel: Panel) -> None:
    if user.agency is None or not may(user, Permission.ACTION_UPDATE):
        raise PermissionDenied
    if panel.status not in BEFORE:
        raise ValidationError(BEGUN)
    if panel.status != PanelStatus.PLANNED:
        raise ValidationError(FROZEN)


def check_pack(user: User, panel: Panel) -> None:
    """To take out the offline pack: for one's own agency, from the issue of the agenda to the end of the meeting."""
    if user.agency_id is None or not may(user, Permission.PANEL_VIEW):
        raise PermissionDenied
    if panel.status == PanelStatus.PLANNED:
        raise ValidationError(NOT_ISSUED)
    if panel.status not in PACKED:
        raise ValidationError(CANCELLED if panel.status == PanelStatus.CANCELLED else OVER)


def may_pack(user: User, panel: Panel) -> bool:
    return panel.status in PACKED and user.agency_id is not None and may(user, Permission.PANEL_VIEW)


def check_sits(user: User, agency: Agency) -> None:
    """Who sits for an agency works there, and may see panels."""
    if user.agency_id != agency.pk:
        raise ValidationError({"user": f"{user.full_name} does not work for {agency.name}."})
    if not may(user, Permission.PANEL_VIEW):
        raise ValidationError({"user": f"{user.full_name} has no role that sees panels."})


def check_day(held_on: date, today: date) -> None:
    if held_on < today:
        raise ValidationError({"held_on": "Choose today or a later day."})
