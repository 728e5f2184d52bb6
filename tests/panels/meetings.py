"""Meetings that are to come, for the tests of this room and of every address."""

from datetime import date, timedelta
from typing import Any

from agencies.models import Area, User
from panels.models import MeetingInvitation, Panel, PanelMember, PanelStatus
from tests.conftest import TODAY

IN_A_MONTH = date(2019, 4, 30)


def planned(area: Area, held_on: date = IN_A_MONTH, **more: Any) -> Panel:
    """A meeting that is to come, with no agenda yet."""
    return Panel.objects.create(area=area, held_on=held_on, status=PanelStatus.PLANNED, **more)


def sits(area: Area, user: User, *, deputy: bool = False, kind: str = "rag", **more: Any) -> PanelMember:
    """Somebody who has sat there for a year."""
    said = {"agency": user.agency, "from_on": TODAY - timedelta(days=365), "created_by": user}
    return PanelMember.objects.create(area=area, kind=kind, user=user, deputy=deputy, **(said | more))


def to_come(area: Area, chair: User) -> dict[str, Any]:
    """What fills an address: a planned meeting, a member who is not invited to it."""
    meeting, member = planned(area, place="Committee room 2"), sits(area, chair)
    return {"meeting": meeting.public_id, "member": member.pk, "luton": area.pk}


def invite(panel: Panel, *members: PanelMember) -> list[MeetingInvitation]:
    return [MeetingInvitation.objects.create(panel=panel, member=member) for member in members]
