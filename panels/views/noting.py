"""Signing a correction of what is closed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from panels import actions, policies
from panels.forms import ItemNoteForm, NoteForm
from panels.models import Panel
from panels.views.common import find_item, find_panel, viewed


@requires(Permission.PANEL_CHAIR)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """About the meeting."""
    panel = find_panel(panel_id)
    form = NoteForm(request.POST if request.method == "POST" else None)
    return _written(request, panel, form, lambda: actions.note_on_panel(
        panel=panel, by=reader(request), **form.cleaned_data
    ))  # fmt: skip


@requires(Permission.PANEL_CHAIR)
@require_http_methods(["GET", "POST"])
def note_on_person(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """About what was written of one person."""
    item = find_item(request, panel_id, public_id)
    form = ItemNoteForm(request.POST if request.method == "POST" else None)
    viewed(request, item.panel, [item.offender_id], "panels.note", [Category.IDENTITY])
    return _written(request, item.panel, form, lambda: actions.note_on_person(
        item=item, by=reader(request), **form.cleaned_data
    ), who=item.offender)  # fmt: skip


def _written(request: HttpRequest, panel: Panel, form: forms.Form, sign: Any, who: Any = None) -> HttpResponse:
    """What may not be signed at all says so at once; what is wrong with the words, beside them."""
    try:
        with refusals_logged(request, "panels.note", who.pk if who else None):
            policies.check_note(reader(request), panel)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("panels:minutes", panel.public_id)
    if request.method == "POST" and form.is_valid():
        try:
            sign()
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The correction is signed, and stands with the minutes.")
            return redirect(f"{reverse('panels:minutes', args=[panel.public_id])}#notes")
    context = {"panel": panel, "form": form, "who": who}
    return render(request, "panels/note.html", context, status=422 if form.errors else 200)
