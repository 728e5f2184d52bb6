"""The form by which an agency says where it stands: one's own, or for a chair any that is in the room."""

from django.http import HttpRequest

from agencies.access import may, reader
from agencies.roles import Permission
from panels import reads
from panels.forms import StanceForm
from panels.models import AgendaItem


def stance_form(request: HttpRequest, item: AgendaItem, *, posted: bool = False) -> StanceForm:
    """With what stands for the reader's own agency, and the versions of all that the reader may write."""
    user = reader(request)
    agencies = [(pk, name) for pk, name in reads.agencies_at(panel=item.panel_id)]
    if not may(user, Permission.PANEL_CHAIR):
        agencies = [(pk, name) for pk, name in agencies if pk == user.agency_id]
    if posted:
        return StanceForm(request.POST, agencies=agencies)
    theirs = {pk for pk, _ in agencies}
    rows = [row for row in reads.stances(item=item.pk) if row.agency_id in theirs]
    mine = next((row for row in rows if row.agency_id == user.agency_id), None)
    initial = {"agency": user.agency_id, "versions": " ".join(f"{row.agency_id}:{row.version}" for row in rows)}
    if mine is not None:
        initial |= {"status": mine.status, "words": mine.words, "dissent": mine.dissent}
    return StanceForm(initial=initial, agencies=agencies)
