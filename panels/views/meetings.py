"""The panels of the scheme, opening one, its agenda, who is there, closing it."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.paging import page_of
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import clock
from panels import actions, agenda, policies
from panels.forms import AttendanceForm, OpenForm
from panels.models import Attendance, Panel
from panels.views.common import find_panel, is_shared, may_share, screen_of, viewed


@requires(Permission.PANEL_VIEW)
@require_GET
def panels(request: HttpRequest) -> HttpResponse:
    """Panels by month, the latest first."""
    rows = Panel.objects.latest_first().with_counts_for(reader(request)).select_related("area", "chair")
    page = page_of(request, rows)
    months = [(day, list(held)) for day, held in groupby(page, key=lambda panel: panel.held_on.replace(day=1))]
    context = {"page": page, "months": months, "may_open": policies.may_open(reader(request))}
    return render(request, "panels/list.html", context)


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
    return _agenda(request, find_panel(panel_id), AttendanceForm())


def _agenda(request: HttpRequest, panel: Panel, attendance: AttendanceForm) -> HttpResponse:
    seen = agenda.read(panel, screen_of(request, panel))
    viewed(request, panel, seen.offender_ids, "panels.agenda", [Category.IDENTITY, Category.SCHEME])
    context = {
        "panel": panel,
        "agenda": seen,
        "may_share": may_share(request, panel),
        "attendances": panel.attendances.select_related("agency").order_by("agency__position", "name"),
        "attendance": attendance,
        "may_close": policies.may_close(reader(request), panel),
        "may_attend": panel.status == "open" and policies.may_open(reader(request)),
    }
    return render(request, "panels/agenda.html", context, status=422 if attendance.errors else 200)


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


@requires(Permission.PANEL_CHAIR)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Say once more what closing does; then close."""
    panel = find_panel(panel_id)
    problem = ""
    if request.method == "POST":
        try:
            with refusals_logged(request, "panels.close"):
                actions.close_panel(panel=panel, by=reader(request))
        except ValidationError as error:
            problem = " ".join(error.messages)
            if is_shared(request, panel):
                problem += " Your own screen has everybody whom you may see: somebody may stand there alone."
        else:
            messages.success(request, "The panel is closed and locked. These are its minutes.")
            return redirect("panels:minutes", panel.public_id)
    seen = agenda.read(panel, screen_of(request, panel))
    left = [line for line in seen.lines if not line.settled]
    viewed(request, panel, [line.item.offender_id for line in left], "panels.close", [Category.IDENTITY])
    context = {"panel": panel, "agenda": seen, "left": left, "problem": problem}
    return render(request, "panels/close.html", context, status=422 if problem else 200)


@requires(Permission.PANEL_CHAIR)
@require_POST
def leave_rest(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Leave everybody who is not yet decided for the next panel, so that this one can be closed."""
    panel = find_panel(panel_id)
    try:
        with refusals_logged(request, "panels.leave_for_next"):
            left = actions.leave_the_rest(panel=panel, by=reader(request), shared=is_shared(request, panel))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if left:
            messages.success(request, f"{left} {'person is' if left == 1 else 'people are'} left for the next panel.")
    wanted = "shared" if is_shared(request, panel) else "own"
    return redirect(f"{reverse('panels:close', args=[panel.public_id])}?screen={wanted}")
