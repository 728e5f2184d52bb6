"""Following the room: its version number, whom it looks at, and the chair who moves it on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged
from agencies.roles import Permission
from panels import actions, agenda, following, policies
from panels.models import AgendaItem, Panel, PanelStatus
from panels.models.meetings import SITTING
from panels.views.common import KEYS_OFF, find_item, find_panel, screen_of, viewed
from panels.views.room import person_page


@requires(Permission.PANEL_VIEW)
@require_GET
def version(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """The number of what the screens show, and nothing else: nobody is named, so no look is logged.

    Asking counts as use of the session until the meeting closes (spec/access.md, section 3): then there is no number,
    and a page that was left open asks no more.
    """
    found = Panel.objects.filter(public_id=panel_id, status__in=SITTING).values_list("version", flat=True).first()
    if found is None:
        raise Http404
    return JsonResponse({"version": found})


@requires(Permission.PANEL_VIEW)
@require_GET
def follow(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Whom the room looks at, as the reader's own screen shows them, or nobody."""
    panel = find_panel(panel_id)
    if panel.status != PanelStatus.OPEN:
        held = panel.status in (PanelStatus.ENDED, PanelStatus.CLOSED)
        return redirect("panels:minutes" if held else "panels:panel", panel.public_id)
    screen = screen_of(request, panel)
    item = following.on_screen(panel, screen)
    if item is None:
        return render(request, "panels/waiting.html", {"panel": panel, "screen": screen})
    return person_page(request, item, follows=True, screen=screen)


@requires(Permission.PANEL_CHAIR)
@require_POST
def show(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """The chair moves the room to a person: next, previous, or by name."""
    item = find_item(request, panel_id, public_id)
    try:
        with refusals_logged(request, "panels.show", item.offender_id):
            actions.show_person(item=item, by=reader(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_address(item, request.POST.get("screen")))


def _address(item: AgendaItem, screen: str | None) -> str:
    address = reverse("panels:person", args=[item.panel.public_id, item.offender.public_id])
    return f"{address}?screen={'own' if screen == 'own' else 'shared'}"


@requires(Permission.PANEL_VIEW)
@require_POST
def find(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Somebody on this agenda by name; the words are posted, so that no address holds a name."""
    panel = find_panel(panel_id)
    screen, words = screen_of(request, panel), request.POST.get("words", "").casefold().split()
    lines = agenda.read(panel, screen).lines if words else []
    found = [line for line in lines if all(word in line.item.offender.name.casefold() for word in words)]
    viewed(request, panel, [line.item.offender_id for line in found], "panels.find", [Category.IDENTITY])
    context = {
        "panel": panel, "screen": screen, "found": found, "words": request.POST.get("words", "")[:100],
        "may_chair": policies.may_chair(reader(request), panel),
    }  # fmt: skip
    return render(request, "panels/found.html", context)


@requires(Permission.PANEL_VIEW)
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """The keys are on or off until the reader signs out."""
    request.session[KEYS_OFF] = request.POST.get("on") != "1"
    return HttpResponse(status=204)
