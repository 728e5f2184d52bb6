"""The minutes, as a page that prints."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.roles import Permission
from panels import minutes as taken
from panels.screen import Screen
from panels.views.common import find_panel, viewed


@requires(Permission.PANEL_VIEW)
@require_GET
def minutes(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """For the reader's own agency: whom they may not see is not in them, nor counted."""
    panel = find_panel(panel_id)
    read = taken.read(panel, Screen.of(reader(request)))
    viewed(request, panel, read.agenda.offender_ids, "panels.minutes", [Category.IDENTITY, Category.SCHEME])
    return render(request, "panels/minutes.html", {"panel": panel, "minutes": read, "agenda": read.agenda})
