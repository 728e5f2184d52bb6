"""The panels of the scheme, opening one, its agenda, who is there."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import Area
from agencies.paging import page_of
from agencies.refusals import say
from agencies.roles import Permission
from agencies.sharing import everyday
from audit import clock
from panels import actions, agenda, invited, meeting_policies, packs, policies, updates
from panels.actions.updating import may_write
from panels.forms import AttendanceForm, OpenForm
from panels.models import Attendance, Panel
from panels.models.meetings import BEFORE, HELD
from panels.screen import Screen
from panels.views.common import find_panel, may_share, room_of, screen_of, viewed

SHOWN_TO_COME = 8


@requires(Permission.PANEL_VIEW)
@require_GET
def panels(request: HttpRequest) -> HttpResponse:
    """What is to come, the next few; and what was held, by month, the latest first."""
    rows = Panel.objects.held().latest_first().with_counts_for(reader(request)).select_related("area", "chair")
    page = page_of(request, rows)
    months = [(day, list(held)) for day, held in groupby(page, key=lambda panel: panel.held_on.replace(day=1))]
    user = reader(request)
    reads_scheme = everyday(user).reads(Category.SCHEME)
    coming = list(Panel.objects.to_come().select_related("area", "chair")[: SHOWN_TO_COME + 1])
    context = {
        "page": page,
        "months": months,
        "coming": coming[:SHOWN_TO_COME],
        "more": len(coming) > SHOWN_TO_COME,
        "on": clock.today(),
        "may_open": policies.may_open(user),
        "reads_scheme": reads_scheme,
        "area": Area.objects.of_the_scheme().first(),
    }
    return render(request, "panels/list.html", context)


@requires(Permission.PANEL_VIEW)
@require_GET
def planned(request: HttpRequest) -> HttpResponse:
    """All meetings that are to come, the soonest first; and those that were cancelled, with why."""
    wanted = request.GET.get("show", "")
    rows = Panel.objects.filter(status="cancelled").latest_first() if wanted == "cancelled" else Panel.objects.to_come()
    page = page_of(request, rows.select_related("area", "chair", "cancelled_by"))
    context = {"page": page, "show": wanted, "on": clock.today(), "may_open": policies.may_open(reader(request))}
    return render(request, "panels/planned.html", context)


@requires(Permission.PANEL_OPEN)
@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    form = OpenForm(request.POST if request.method == "POST" else None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            panel = actions.open_panel(**form.cleaned_data, by=reader(request))
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The panel is open. Its agenda is every member of the area, worst first.")
            return redirect("panels:panel", panel.public_id)
    return render(request, "panels/open.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.PANEL_VIEW)
@require_GET
def panel(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """The agenda, and how far the meeting is."""
    panel = find_panel(panel_id)
    if panel.status not in HELD:
        return _to_come(request, panel)
    return _agenda(request, panel, AttendanceForm())


def _to_come(request: HttpRequest, panel: Panel) -> HttpResponse:
    """A meeting before its day: where and when, who comes, and the agenda as it builds itself or as it is issued."""
    who = reader(request)
    found = invited.read(panel)
    seen = None
    if panel.status in BEFORE:
        seen = agenda.read(panel, Screen.of(who))
        viewed(request, panel, seen.offender_ids, "panels.agenda", [Category.IDENTITY, Category.SCHEME])
    context = {
        "panel": panel,
        "invited": found,
        "mine": found.of(who),
        "on": clock.today(),
        "may_change": meeting_policies.may_change(who, panel),
        "agenda": seen,
        "may_write": may_write(who, panel),
        "unwritten": updates.mine(panel, who, seen).unwritten if seen else 0,
        "may_build": meeting_policies.may_build(who, panel),
        "may_ask": meeting_policies.may_ask(who, panel),
        "may_move": seen is not None and agenda.knows_the_order(seen.screen),
        **_packs(request, panel),
    }
    return render(request, "panels/to_come.html", context)


def _agenda(request: HttpRequest, panel: Panel, attendance: AttendanceForm) -> HttpResponse:
    seen = agenda.read(panel, screen_of(request, panel))
    viewed(request, panel, seen.offender_ids, "panels.agenda", [Category.IDENTITY, Category.SCHEME])
    context = {
        "panel": panel,
        "agenda": seen,
        "may_share": may_share(request, panel),
        **room_of(request, panel),
        "attendance": attendance,
        "may_close": policies.may_close(reader(request), panel),
        "may_attend": panel.status == "open" and policies.may_open(reader(request)),
        **_packs(request, panel),
    }
    return render(request, "panels/agenda.html", context, status=422 if attendance.errors else 200)


def _packs(request: HttpRequest, panel: Panel) -> dict[str, Any]:
    """The offline packs that were taken out, and whether the reader may take one."""
    user = reader(request)
    return {"packs": packs.taken(panel, user), "may_pack": meeting_policies.may_pack(user, panel)}


@requires(Permission.PANEL_OPEN)
@require_POST
def attend(request: HttpRequest, panel_id: Any) -> HttpResponse:
    panel, form = find_panel(panel_id), AttendanceForm(request.POST)
    if form.is_valid():
        try:
            actions.note_attendance(panel=panel, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            return redirect("panels:panel", panel.public_id)
    return _agenda(request, panel, form)


@requires(Permission.PANEL_OPEN)
@require_POST
def withdraw(request: HttpRequest, panel_id: Any, pk: int) -> HttpResponse:
    attendance = get_object_or_404(
        Attendance.objects.select_related("panel", "agency"), pk=pk, panel__public_id=panel_id
    )
    try:
        actions.withdraw_attendance(attendance=attendance, by=reader(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("panels:panel", panel_id)
