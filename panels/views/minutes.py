"""The minutes: as a page that prints, as a file, and the list of those that were signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.paging import page_of
from agencies.roles import Permission
from audit import log
from audit.pdf import WHY, PdfNotPossible, pdf_is_possible, pdf_of
from offenders.visits.forms import TakeOutForm
from panels import minutes as taken
from panels import policies
from panels.models import Panel, PanelStatus
from panels.screen import Screen
from panels.views.common import find_panel, viewed

READ = [Category.IDENTITY, Category.SCHEME]


@requires(Permission.PANEL_VIEW)
@require_GET
def signed_minutes(request: HttpRequest) -> HttpResponse:
    """The minutes that were signed, the latest meeting first; how many of each its reader may see."""
    rows = Panel.objects.filter(status=PanelStatus.CLOSED).with_counts_for(reader(request))
    page = page_of(request, rows.latest_first().select_related("area", "closed_by"))
    lines = [(panel, taken.reference(panel)) for panel in page]
    return render(request, "panels/minutes_list.html", {"page": page, "lines": lines})


@requires(Permission.PANEL_VIEW)
@require_GET
def minutes(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """For the reader's own agency: whom they may not see is not in them, nor counted."""
    panel = find_panel(panel_id)
    context = _of(request, panel)
    viewed(request, panel, context["agenda"].offender_ids, "panels.minutes", READ)
    context["may_note"] = policies.may_note(reader(request), panel)
    return render(request, "panels/minutes.html", context)


@requires(Permission.PANEL_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_file(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Signed minutes as a PDF, for a reason: what leaves the system is logged for each person before it does."""
    panel = find_panel(panel_id)
    if panel.status != PanelStatus.CLOSED:
        messages.error(request, "Minutes are taken out once they are signed.")
        return redirect("panels:minutes", panel.public_id)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, panel, form.cleaned_data["reason"])
        except PdfNotPossible as error:
            form.add_error(None, str(error))
    context = {"panel": panel, "form": form, "why_not": "" if pdf_is_possible() else WHY}
    return render(request, "panels/minutes_take_out.html", context, status=422 if form.errors else 200)


def _file(request: HttpRequest, panel: Panel, reason: str) -> HttpResponse:
    context = _of(request, panel)
    content = pdf_of(render_to_string("panels/minutes_file.html", {**context, "request": request}))
    people = context["agenda"].offender_ids
    log.disclosed(people, by=reader(request), channel="panels.minutes_file", categories=READ, reason=reason)
    name = f"official-sensitive-minutes-{panel.held_on.isoformat()}-{panel.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _of(request: HttpRequest, panel: Panel) -> dict[str, Any]:
    read = taken.read(panel, Screen.of(reader(request)))
    return {"panel": panel, "minutes": read, "agenda": read.agenda, "reference": taken.reference(panel)}
