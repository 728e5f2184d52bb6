"""The open actions of the reader's own agency, and saying that one is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.access import may, reader, requires
from agencies.categories import Category
from agencies.paging import page_of
from agencies.refusals import refusals_logged
from agencies.roles import Permission
from audit import clock, log
from panels import actions
from panels.models import Action


@requires(Permission.PANEL_VIEW)
@require_GET
def to_do(request: HttpRequest) -> HttpResponse:
    """What my agency is to do, what is due first on top."""
    user = reader(request)
    rows = Action.objects.open().visible_to(user).of_agency(user.agency)
    rows = rows.select_related("offender", "item__panel__area").order_by("due_on", "pk")
    page = page_of(request, rows)
    log.viewed({row.offender_id for row in page}, by=user, channel="panels.actions", categories=[Category.IDENTITY])
    context = {
        "page": page,
        "late": rows.filter(due_on__lt=clock.today()).count(),
        "may_end": may(user, Permission.ACTION_UPDATE),
    }
    return render(request, "panels/actions.html", context)


@requires(Permission.ACTION_UPDATE)
@require_POST
def finish(request: HttpRequest, action_id: Any) -> HttpResponse:
    return _end(request, action_id, actions.finish_action, "Marked as done.")


@requires(Permission.ACTION_UPDATE)
@require_POST
def cancel(request: HttpRequest, action_id: Any) -> HttpResponse:
    return _end(request, action_id, actions.cancel_action, "Cancelled.")


def _end(request: HttpRequest, action_id: Any, end: Callable[..., Action], words: str) -> HttpResponse:
    action = get_object_or_404(Action.objects.visible_to(reader(request)), public_id=action_id)
    try:
        with refusals_logged(request, "panels.end_action", action.offender_id):
            end(action=action, by=reader(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(_where_from(request, action))


def _where_from(request: HttpRequest, action: Action) -> str:
    """Back to the person at the panel that it was ended from, else to the agency's list.

    With the action what let the agency see the person may have ended: then nothing more of them is read.
    """
    seen = Action.objects.visible_to(reader(request)).filter(pk=action.pk).exists()
    if request.POST.get("from") != "panel" or not seen:
        return reverse("panels:actions")
    panel = action.offender.agenda_items.filter(panel__status="open").values_list("panel__public_id", flat=True).first()
    if panel is None:
        return reverse("panels:actions")
    screen = "own" if request.POST.get("screen") == "own" else "shared"
    return f"{reverse('panels:person', args=[panel, action.offender.public_id])}?screen={screen}"
