"""One person at a panel, on the projector or on an agency's laptop: read, decide, give actions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import clock
from panels import actions, policies
from panels import person as room
from panels.actions import DecidedMeanwhile
from panels.forms import ActionForm, DecisionForm, VersionForm
from panels.models import AgendaItem, PanelStatus
from panels.views.common import find_item, is_restricted, may_share, screen_of, viewed

# The status, the key that chooses it, in the order of the tiles.
KEYS = {"RED": "R", "AMBER+": "+", "AMBER": "A", "GREEN": "G", "GREEN_RM": "M", "BLUE": "B"}
SAVED = "#then"  # the link to who is next: the browser puts the focus there, so Enter goes on


@requires(Permission.PANEL_VIEW)
@require_GET
def person(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    item = find_item(request, panel_id, public_id)
    return _page(request, item)


@requires(Permission.PANEL_CHAIR)
@require_POST
def decide(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """Save the status and reason; who comes second is shown what the first wrote, beside their own words."""
    item, form = find_item(request, panel_id, public_id), DecisionForm(request.POST)
    screen = screen_of(request, item.panel)
    if not form.is_valid():
        return _page(request, item, decision=form, status=422)
    try:
        with refusals_logged(request, "panels.decide", item.offender_id):
            actions.record_decision(
                item=item,
                by=reader(request),
                shared=screen.shared,
                **form.cleaned_data,
            )
    except DecidedMeanwhile as conflict:
        return _conflict(request, conflict.item, form)
    except ValidationError as error:
        say(form, error)
        return _page(request, item, decision=form, status=422)
    return _back(request, item, SAVED)


@requires(Permission.PANEL_CHAIR)
@require_POST
def leave(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """Leave a person for the next panel."""
    item, form = find_item(request, panel_id, public_id), VersionForm(request.POST)
    if form.is_valid():
        try:
            with refusals_logged(request, "panels.leave_for_next", item.offender_id):
                actions.leave_for_next(item=item, version=form.cleaned_data["version"], by=reader(request))
        except DecidedMeanwhile as conflict:
            return _conflict(request, conflict.item, None)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return _back(request, item, SAVED)


@requires(Permission.PANEL_CHAIR)
@require_POST
def give_action(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    item, form = find_item(request, panel_id, public_id), ActionForm(request.POST)
    if form.is_valid():
        try:
            with refusals_logged(request, "panels.add_action", item.offender_id):
                actions.add_action(item=item, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            return _back(request, item)
    return _page(request, item, action=form, status=422)


def _conflict(request: HttpRequest, item: AgendaItem, form: DecisionForm | None) -> HttpResponse:
    """Both are shown: what stands, and what this writer wrote, which is not saved."""
    again = DecisionForm(initial=_written(form.cleaned_data, item) if form else _standing(item))
    return _page(request, item, decision=again, meanwhile=True, mine=form.cleaned_data if form else None, status=409)


def _written(data: dict[str, Any], item: AgendaItem) -> dict[str, Any]:
    return {"status": data["status"], "reason": data["reason"], "version": item.version}


def _standing(item: AgendaItem) -> dict[str, Any]:
    return {"status": item.decided_status, "reason": item.reason, "version": item.version}


def _back(request: HttpRequest, item: AgendaItem, place: str = "") -> HttpResponse:
    """To the page of the person, at a place in it."""
    address = reverse("panels:person", args=[item.panel.public_id, item.offender.public_id])
    wanted = request.POST.get("screen")
    return redirect((f"{address}?screen={wanted}" if wanted in ("own", "shared") else address) + place)


def _page(
    request: HttpRequest,
    item: AgendaItem,
    *,
    decision: DecisionForm | None = None,
    action: ActionForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if item.panel.status != PanelStatus.OPEN:
        return redirect(f"{reverse('panels:minutes', args=[item.panel.public_id])}#p-{item.offender.public_id}")
    user = reader(request)
    read = room.read(item, screen_of(request, item.panel))
    screen = read.screen
    viewed(request, item.panel, [item.offender_id], "panels.person", screen.parts)
    viewed(request, item.panel, read.neighbours, "panels.person beside", [Category.IDENTITY])
    for task in read.tasks:
        task.may_end = policies.may_end_action(user, task.action)
    context = {
        "may_share": may_share(request, item.panel) and not is_restricted(item),
        "panel": item.panel,
        "item": item,
        "read": read,
        "line": read.line,
        "screen": screen,
        "keys": _keys(read.line.proposed.status, decision, item),
        "decision": decision or DecisionForm(initial=_standing(item)),
        "action": action or ActionForm(),
        "agencies_here": item.panel.attendances.values("agency").distinct().count(),
        "may_chair": policies.may_chair(user, item.panel),
        "may_decide": policies.may_decide(user, item, clock.today()),
        "own_case": policies.OWN_CASE,
        **more,
    }
    return render(request, "panels/person.html", context, status=status)


def _keys(proposed: str | None, form: DecisionForm | None, item: AgendaItem) -> list[dict[str, Any]]:
    """The tiles: each status with its key, which is chosen, which is proposed."""
    chosen = item.decided_status
    if form is not None:
        chosen = form.data.get("status", "") if form.is_bound else form.initial["status"]
    return [
        {"status": status, "key": key, "chosen": status == chosen, "proposed": status == proposed}
        for status, key in KEYS.items()
    ]
