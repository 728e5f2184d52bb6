"""An open meeting's agenda is a reason in itself to look at somebody (spec/access.md, section 3)."""

from django.db.models import Q

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from panels.models import AgendaItem, PanelStatus

ON_AGENDA = "on the agenda of an open panel"


def agenda_reason(user: User, offender_id: int) -> str:
    """The reason, where the person is on the agenda of an open panel at which the reader's agency sits; else empty."""
    if not may(user, Permission.PANEL_VIEW):
        return ""
    at_it = Q(panel__attendances__agency=user.agency_id) | Q(panel__chair=user.pk) | Q(panel__opened_by=user.pk)
    items = AgendaItem.objects.filter(at_it, panel__status=PanelStatus.OPEN, offender=offender_id)
    return ON_AGENDA if items.exists() else ""
