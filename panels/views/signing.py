"""Ending a meeting, reviewing it and signing it: one address, which shows the step that comes next."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from panels import actions, agenda, reviewing
from panels.effect import at_once
from panels.forms import SignForm
from panels.models import Panel, PanelStatus
from panels.screen import Screen
from panels.views.common import find_panel, is_shared, screen_of, viewed

REVIEWED = [Category.IDENTITY, Category.SCHEME]


@requires(Permission.PANEL_CHAIR)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """While it sits: say that the room has gone. Once it has ended: read it through, and sign."""
    panel = find_panel(panel_id)
    if panel.status == PanelStatus.OPEN:
        return _end(request, panel)
    if panel.status == PanelStatus.ENDED:
        return _sign(request, panel)
    return redirect("panels:minutes", panel.public_id)


def _end(request: HttpRequest, panel: Panel) -> HttpResponse:
    if request.method == "POST":
        try:
            with refusals_logged(request, "panels.end"):
                actions.end_panel(panel=panel, by=reader(request))
        except ValidationError as error:  # somebody else ended it meanwhile: the review is next all the same
            messages.error(request, " ".join(error.messages))
        return redirect("panels:close", panel.public_id)
    seen = agenda.read(panel, screen_of(request, panel))
    left = [line for line in seen.lines if not line.settled]
    viewed(request, panel, [line.item.offender_id for line in left], "panels.close", [Category.IDENTITY])
    return render(request, "panels/close.html", {"panel": panel, "agenda": seen, "left": left})


def _sign(request: HttpRequest, panel: Panel) -> HttpResponse:
    """What is signed is what was read: a form of an earlier state signs nothing."""
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "panels.close"):
                signed = actions.close_panel(
                    panel=panel,
                    by=reader(request),
                    version=form.cleaned_data["version"],
                    actions=form.cleaned_data["actions"],
                )
        except ValidationError as error:
            panel = find_panel(panel.public_id)
            if panel.status == PanelStatus.CLOSED:  # a double click, or another chair
                return redirect("panels:minutes", panel.public_id)
            say(form, error)
        else:
            messages.success(request, f"Signed and locked. These are the minutes, number {signed.number}.")
            return redirect("panels:minutes", panel.public_id)
    return _review(request, panel, form)


def _review(request: HttpRequest, panel: Panel, form: SignForm) -> HttpResponse:
    read = reviewing.read(panel, Screen.of(reader(request)))
    viewed(request, panel, read.minutes.agenda.offender_ids, "panels.review", REVIEWED)
    context = {"panel": panel, "review": read, "minutes": read.minutes, "agenda": read.minutes.agenda, "form": form}
    context["at_once"] = at_once(panel)
    if form.is_bound and "actions" in form.cleaned_data:
        context["changed"] = read.changed_since(form.cleaned_data["actions"])
    return render(request, "panels/review.html", context, status=422 if form.errors else 200)


@requires(Permission.PANEL_CHAIR)
@require_POST
def resume(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Go on with a meeting that ended and is not signed."""
    panel = find_panel(panel_id)
    try:
        with refusals_logged(request, "panels.resume"):
            actions.resume_panel(panel=panel, by=reader(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("panels:close", panel.public_id)
    return redirect("panels:panel", panel.public_id)


@requires(Permission.PANEL_CHAIR)
@require_POST
def leave_rest(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Leave everybody who is not yet decided for the next panel, so that this one can be signed."""
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
