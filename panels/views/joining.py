"""Joining a meeting, who is in it, its second part, and another chair who goes on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from panels import actions, room_policies
from panels.forms import JoinForm
from panels.models import Attendance, JoinRequest
from panels.views.common import find_panel


@requires(Permission.PANEL_VIEW)
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """The confidentiality note, and joining by accepting it."""
    panel, form = find_panel(panel_id), JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "panels.join"):
                there = actions.join(panel=panel, accepted=True, by=reader(request))
        except ValidationError as error:
            say(form, error)
        else:
            if there is not None:
                return redirect("panels:room", panel.public_id)
            messages.success(request, "The chair has been told that you are here, and lets you in.")
            return redirect("panels:panel", panel.public_id)
    context = {"panel": panel, "form": form, "may_join": room_policies.may_join(reader(request), panel)}
    return render(request, "panels/join.html", context, status=422 if request.method == "POST" else 200)


@requires(Permission.PANEL_OPEN)
@require_POST
def let_in(request: HttpRequest, panel_id: Any, pk: int) -> HttpResponse:
    return _of_request(request, panel_id, pk, actions.let_in)


@requires(Permission.PANEL_OPEN)
@require_POST
def turn_away(request: HttpRequest, panel_id: Any, pk: int) -> HttpResponse:
    return _of_request(request, panel_id, pk, actions.turn_away)


def _of_request(request: HttpRequest, panel_id: Any, pk: int, act: Callable[..., object]) -> HttpResponse:
    rows = JoinRequest.objects.select_related("panel", "user__agency")
    waits = get_object_or_404(rows, pk=pk, panel__public_id=panel_id)
    return _done(request, panel_id, lambda: act(request=waits, by=reader(request)))


@requires(Permission.PANEL_VIEW)
@require_POST
def leave_room(request: HttpRequest, panel_id: Any, pk: int) -> HttpResponse:
    """Oneself, or by the chair."""
    there = _attendance(panel_id, pk)
    return _done(request, panel_id, lambda: actions.mark_left(attendance=there, by=reader(request)))


@requires(Permission.PANEL_OPEN)
@require_POST
def come_back(request: HttpRequest, panel_id: Any, pk: int) -> HttpResponse:
    there = _attendance(panel_id, pk)
    return _done(request, panel_id, lambda: actions.mark_back(attendance=there, by=reader(request)))


def _attendance(panel_id: Any, pk: int) -> Attendance:
    rows = Attendance.objects.select_related("panel", "agency")
    return get_object_or_404(rows, pk=pk, panel__public_id=panel_id)


@requires(Permission.PANEL_CHAIR)
@require_POST
def second_part(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Begin it, or end it."""
    panel = find_panel(panel_id)
    act = actions.end_second_part if request.POST.get("step") == "end" else actions.begin_second_part
    return _done(request, panel_id, lambda: act(panel=panel, by=reader(request)))


@requires(Permission.PANEL_CHAIR)
@require_POST
def take_over(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Chair from here, in the place where the meeting is."""
    panel = find_panel(panel_id)
    return _done(request, panel_id, lambda: actions.take_over_chair(panel=panel, by=reader(request)), "panels:room")


def _done(request: HttpRequest, panel_id: Any, act: Callable[[], object], to: str = "panels:panel") -> HttpResponse:
    try:
        with refusals_logged(request, "panels.room"):
            act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(to, panel_id)
