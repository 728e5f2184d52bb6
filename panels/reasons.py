"""An open meeting's agenda is a reason in itself to look at somebody (spec/access.md, section 3)."""

from django.db.models import Q

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from audit.prepared import Number, Rows, prepared
from panels.models import AgendaItem, PanelStatus

ON_AGENDA = "on the agenda of an open panel"


def agenda_reason(user: User, offender_id: int) -> str:
    """The reason, where the person is on the agenda of an open panel at which the reader's agency sits; else empty."""
    if not may(user, Permission.PANEL_VIEW):
        return ""
    return ON_AGENDA if _items(person=offender_id, reader=user.pk, agency=user.agency_id) else ""


@prepared
def _items(person: Number, reader: Number, agency: Number) -> Rows:
    at_it = Q(panel__attendances__agency=agency) | Q(panel__chair=reader) | Q(panel__opened_by=reader)
    items = AgendaItem.objects.filter(at_it, panel__status=PanelStatus.OPEN, offender=person)
    return items.order_by().values_list("pk", flat=True)[:1]
