"""The open meeting from whose room a page was opened: its day, and the way back to it."""

from django.urls import reverse

from casefile.writing import Here
from panels.models import Panel, PanelStatus


def meeting_of(here: Here) -> Panel | None:
    """The open meeting that the address names, where the person is on its agenda."""
    asked = here.request.GET.get("panel", "")
    sitting = here.person.agenda_items.filter(panel__status=PanelStatus.OPEN).select_related("panel")
    return next((item.panel for item in sitting if str(item.panel.public_id) == asked), None) if asked else None


def room_of(meeting: Panel) -> str:
    """Whom the room looks at, on the reader's own screen."""
    return f"{reverse('panels:room', args=[meeting.public_id])}?screen=own"


def with_meeting(address: str, meeting: Panel | None) -> str:
    """The address of another page that leads back to the same room."""
    return f"{address}?panel={meeting.public_id}" if meeting else address
