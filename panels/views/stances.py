"""Where an agency stands on a person, and the drafts of who writes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from agencies.access import reader, requires
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit.floor import System, as_system
from panels import actions, reads, room_policies
from panels.actions import SaidMeanwhile
from panels.forms import DraftForm, StanceForm
from panels.models import AgendaItem
from panels.stance_forms import stance_form
from panels.views.common import find_item
from panels.views.room import back_to, person_page


@requires(Permission.PANEL_VIEW)
@require_POST
def stand(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """What an agency proposes and why, or that it dissents."""
    item = find_item(request, panel_id, public_id)
    with refusals_logged(request, "panels.take_stance", item.offender_id):
        room_policies.check_says(reader(request), item.panel)
    with as_system(System.ROOM):
        form = stance_form(request, item, posted=True)
    if form.is_valid():
        try:
            with refusals_logged(request, "panels.take_stance", item.offender_id):
                _take(request, item, form)
        except SaidMeanwhile as meanwhile:
            return person_page(request, item, stance=_again(request, item, meanwhile), status=409)
        except ValidationError as error:
            say(form, error)
        else:
            return back_to(request, item)
    return person_page(request, item, stance=form, status=422)


def _again(request: HttpRequest, item: AgendaItem, meanwhile: SaidMeanwhile) -> StanceForm:
    """The writer's own words, on the version that now stands above them."""
    stands = meanwhile.stance
    data = request.POST.copy()
    data["versions"] = f"{stands.agency_id}:{stands.version}"
    again = StanceForm(data, agencies=reads.agencies_at(panel=item.panel_id))
    again.add_error(
        None,
        f"Meanwhile {stands.said_by.full_name} wrote for {stands.agency}: look above, and save again to put yours "
        "in its place.",
    )
    return again


def _take(request: HttpRequest, item: AgendaItem, form: StanceForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("agency", "status", "words", "dissent")}
    actions.take_stance(item=item, version=form.version(), by=reader(request), **said)


@requires(Permission.PANEL_CHAIR)
@require_POST
def draft(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """What is typed and not saved, every ten seconds; who may no longer write here keeps nothing."""
    item, form = find_item(request, panel_id, public_id), DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kept": False}, status=422)
    try:
        with refusals_logged(request, "panels.draft", item.offender_id):
            actions.keep_draft(item=item, by=reader(request), **form.cleaned_data)
    except ValidationError:
        return JsonResponse({"kept": False}, status=409)
    return JsonResponse({"kept": True})
