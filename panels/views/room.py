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
from agencies.models import User
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import clock
from panels import actions, following, policies, reads, room_policies
from panels import person as room
from panels.actions import DecidedMeanwhile
from panels.forms import ActionForm, DecisionForm, StanceForm, VersionForm
from panels.models import AgendaItem, Draft, PanelStatus
from panels.screen import Screen
from panels.stance_forms import stance_form
from panels.views.common import KEYS_OFF, find_item, may_share, screen_of, viewed, viewed_following
from panels.views.too_late import too_late

# The status, the key that chooses it, in the order of the tiles.
KEYS = {"RED": "R", "AMBER+": "+", "AMBER": "A", "GREEN": "G", "GREEN_RM": "M", "BLUE": "B"}
SAVED = "#then"  # the link to who is next: the browser puts the focus there, so Enter goes on


@requires(Permission.PANEL_VIEW)
@require_GET
def person(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    item = find_item(request, panel_id, public_id)
    return person_page(request, item)


@requires(Permission.PANEL_CHAIR)
@require_POST
def decide(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """Save the status and reason; who comes second is shown what the first wrote, beside their own words."""
    item, form = find_item(request, panel_id, public_id), DecisionForm(request.POST)
    screen = screen_of(request, item.panel)
    if not form.is_valid():
        return person_page(request, item, decision=form, status=422)
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
        return person_page(request, item, decision=form, status=422)
    return back_to(request, item, SAVED)


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
            return _refused(request, item, error)
    return back_to(request, item, SAVED)


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
            return back_to(request, item)
    return person_page(request, item, action=form, status=422)


@requires(Permission.PANEL_CHAIR)
@require_POST
def undo(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """Take back what was written last; who comes second is shown what stands."""
    item, form = find_item(request, panel_id, public_id), VersionForm(request.POST)
    if form.is_valid():
        try:
            with refusals_logged(request, "panels.undo", item.offender_id):
                actions.undo_decision(item=item, version=form.cleaned_data["version"], by=reader(request))
        except DecidedMeanwhile as conflict:
            return _conflict(request, conflict.item, None)
        except ValidationError as error:
            return _refused(request, item, error)
    return back_to(request, item)


def _refused(request: HttpRequest, item: AgendaItem, error: ValidationError) -> HttpResponse:
    """These buttons stand in the form of the decision: after the end what was typed in it is shown as well."""
    if item.panel.status != PanelStatus.OPEN:
        return too_late(request, item, DecisionForm(request.POST))
    messages.error(request, " ".join(error.messages))
    return back_to(request, item)


def _conflict(request: HttpRequest, item: AgendaItem, form: DecisionForm | None) -> HttpResponse:
    """Both are shown: what stands, and what this writer wrote, which is not saved."""
    again = DecisionForm(initial=_written(form.cleaned_data, item) if form else _standing(item))
    return person_page(
        request, item, decision=again, meanwhile=True, mine=form.cleaned_data if form else None, status=409
    )


def _written(data: dict[str, Any], item: AgendaItem) -> dict[str, Any]:
    return {"status": data["status"], "reason": data["reason"], "version": item.version}


def _standing(item: AgendaItem) -> dict[str, Any]:
    return {"status": item.decided_status, "reason": item.reason, "version": item.version}


def _drafted(item: AgendaItem, draft: Draft | None) -> dict[str, Any]:
    """What stands, or what this writer had typed and not saved."""
    if draft is None or not (draft.status or draft.reason):
        return _standing(item)
    return _standing(item) | {"status": draft.status or item.decided_status, "reason": draft.reason}


def _decided_by_another(item: AgendaItem, draft: Draft) -> dict[str, Any]:
    """What another chair decided meanwhile stands above one's own draft, which would else hide it."""
    if item.decided_by_id in (None, draft.user_id) or not (draft.status or draft.reason):
        return {}
    return {"meanwhile": True, "mine": {"status": draft.status or item.decided_status, "reason": draft.reason}}


def back_to(request: HttpRequest, item: AgendaItem, place: str = "") -> HttpResponse:
    """To the page of the person, at a place in it."""
    address = reverse("panels:person", args=[item.panel.public_id, item.offender.public_id])
    wanted = request.POST.get("screen")
    if request.POST.get("from") == "room":
        return redirect(f"{reverse('panels:room', args=[item.panel.public_id])}?screen={wanted or 'own'}")
    return redirect((f"{address}?screen={wanted}" if wanted in ("own", "shared") else address) + place)


def person_page(
    request: HttpRequest,
    item: AgendaItem,
    *,
    decision: DecisionForm | None = None,
    action: ActionForm | None = None,
    stance: StanceForm | None = None,
    status: int = 200,
    follows: bool = False,
    screen: Screen | None = None,
    **more: Any,
) -> HttpResponse:
    """One person; a screen that follows shows whoever the room looks at, and names nobody beside them."""
    if item.panel.status != PanelStatus.OPEN:
        form = next((form for form in (decision, action, stance) if form is not None), None)
        if form is not None:
            return too_late(request, item, form)
        return redirect(f"{reverse('panels:minutes', args=[item.panel.public_id])}#p-{item.offender.public_id}")
    user = reader(request)
    read = room.read(item, screen or screen_of(request, item.panel))
    screen = read.screen
    with screen.reading():
        shown = following.is_on_screen(item)
    follows = follows or (screen.shared and shown)
    may_chair = policies.may_chair(user, item.panel)
    draft = _draft(item, user) if may_chair and decision is None else None
    if draft is not None:
        more = _decided_by_another(item, draft) | more
    says = screen.meeting.joined or may_chair
    if follows and not may_chair:
        read.place.before = read.place.after = None
    if follows:
        viewed_following(request, item, screen)
    else:
        viewed(request, item.panel, [item.offender_id], "panels.person", screen.parts)
    viewed(request, item.panel, read.neighbours, "panels.person beside", [Category.IDENTITY])
    for task in read.tasks:
        task.may_end = policies.may_end_action(user, task.action)
    context = {
        "may_share": may_share(request, item.panel) and (screen.shared or not following.is_restricted(item)),
        "panel": item.panel,
        "item": item,
        "read": read,
        "line": read.line,
        "screen": screen,
        "keys": _keys(
            read.line.proposed.status, decision, draft.status if draft and draft.status else item.decided_status
        ),
        "draft": draft,
        **(_forms(item, draft, decision, action) if may_chair else {}),
        "stance": stance or (stance_form(request, item) if says else None),
        "sees_every_day": may_chair and policies.sees(user, item.offender_id),
        "may_undo": item.version > 1 and may_chair,
        "agencies_here": len(screen.meeting.agencies),
        "may_chair": may_chair,
        "unsaved": any(form is not None for form in (decision, action, stance)),
        "follows": follows,
        "shown": shown,
        "part": room_policies.second_part(item.panel),
        "may_take_over": may_chair and item.panel.chair_id != user.pk,
        "keys_off": request.session.get(KEYS_OFF, False),
        "may_decide": policies.may_decide(user, item, clock.today()),
        "own_case": policies.OWN_CASE,
        **more,
    }
    return render(request, "panels/person.html", context, status=status)


def _forms(
    item: AgendaItem, draft: Draft | None, decision: DecisionForm | None, action: ActionForm | None
) -> dict[str, Any]:
    """What a chair fills in: as it was sent, else as it stands or was drafted."""
    return {
        "decision": decision or DecisionForm(initial=_drafted(item, draft)),
        "action": action or ActionForm(initial={"text": draft.action} if draft else None),
    }


def _draft(item: AgendaItem, user: User) -> Draft | None:
    return next(iter(reads.drafts(item=item.pk, writer=user.pk)), None)


def _keys(proposed: str | None, form: DecisionForm | None, chosen: str) -> list[dict[str, Any]]:
    """The tiles: each status with its key, which is chosen, which is proposed."""
    if form is not None:
        chosen = form.data.get("status", "") if form.is_bound else form.initial["status"]
    return [
        {"status": status, "key": key, "chosen": status == chosen, "proposed": status == proposed}
        for status, key in KEYS.items()
    ]
