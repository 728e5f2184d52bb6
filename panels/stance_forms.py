"""The form by which an agency says where it stands: one's own, or for a chair any that is in the room."""

from django.http import HttpRequest

from agencies.access import may, reader
from agencies.models import Agency
from agencies.roles import Permission
from panels.forms import StanceForm
from panels.models import AgendaItem, Stance


def stance_form(request: HttpRequest, item: AgendaItem, *, posted: bool = False) -> StanceForm:
    """With what stands for the reader's own agency, and the versions of all that the reader may write."""
    user = reader(request)
    agencies = Agency.objects.filter(pk__in=item.panel.attendances.values("agency")).order_by("position", "code")
    if not may(user, Permission.PANEL_CHAIR):
        agencies = agencies.filter(pk__in=[user.agency_id])
    if posted:
        return StanceForm(request.POST, agencies=agencies)
    rows = list(Stance.objects.filter(item=item, agency__in=agencies))
    mine = next((row for row in rows if row.agency_id == user.agency_id), None)
    initial = {"agency": user.agency_id, "versions": " ".join(f"{row.agency_id}:{row.version}" for row in rows)}
    if mine is not None:
        initial |= {"status": mine.status, "words": mine.words, "dissent": mine.dissent}
    return StanceForm(initial=initial, agencies=agencies)
