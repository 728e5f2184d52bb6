"""The offline pack of a meeting, for a reader's own agency: asked for with a reason, numbered, marked and logged."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agencies.access import reader, requires
from agencies.refusals import say
from agencies.roles import Permission
from audit.pdf import WHY, PdfNotPossible, pdf_is_possible, pdf_of
from panels import actions, meeting_policies, packs
from panels.agenda import Agenda
from panels.forms import PackForm
from panels.models import MeetingPack, Panel
from panels.views.common import find_panel


@requires(Permission.PANEL_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """One PDF of the frozen agenda, as the reader's agency sees it every day; whom it does not see is not counted."""
    panel = find_panel(panel_id)
    try:
        meeting_policies.check_pack(reader(request), panel)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("panels:panel", panel.public_id)
    form = PackForm(request.POST if request.method == "POST" else None)
    seen = packs.agenda_of(panel, reader(request))
    if request.method == "POST" and seen.lines and form.is_valid():
        try:
            return _file(request, seen, form.cleaned_data)
        except PdfNotPossible as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            say(form, error)
    context = {"panel": panel, "form": form, "agenda": seen, "why_not": "" if pdf_is_possible() else WHY}
    status = 422 if request.method == "POST" else 200
    return render(request, "panels/pack_take_out.html", context, status=status)


def _file(request: HttpRequest, seen: Agenda, said: dict[str, Any]) -> HttpResponse:
    contents, panel = packs.read(seen), seen.panel
    taken, file = actions.take_pack(
        panel=panel, shown=contents.shown, made=lambda pack: _made(pack, contents), by=reader(request), **said
    )
    name = f"official-sensitive-pack-{panel.held_on.isoformat()}-{taken.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type="application/pdf", headers=headers)


def _made(pack: MeetingPack, contents: packs.Contents) -> bytes:
    panel: Panel = pack.panel
    context = {"pack": pack, "panel": panel, "contents": contents, "reference": packs.reference(pack)}
    return pdf_of(
        render_to_string("panels/pack_file.html", {**context, "agenda": contents.agenda, "at": timezone.now()})
    )
