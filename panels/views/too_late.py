"""What was sent after the meeting had ended: it is not saved, and not lost."""

from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.access import reader
from agencies.categories import Category
from panels import policies
from panels.models import AgendaItem, PanelStatus
from panels.views.common import viewed

NOT_TO_SEND = ("csrfmiddlewaretoken",)


def too_late(request: HttpRequest, item: AgendaItem, form: BaseForm) -> HttpResponse:
    """All that the writer typed, to copy; and to send again once a chair goes on with the meeting, rights checked."""
    panel = item.panel
    viewed(request, panel, [item.offender_id], "panels.too_late", [Category.IDENTITY])
    context = {
        "panel": panel,
        "person": item.offender,
        "typed": [(bound.label, said) for bound in form.visible_fields() if (said := _said(bound))],
        "may_go_on": panel.status == PanelStatus.ENDED,
        "chairs": policies.may_sign(reader(request), panel),
        "again": [(name, said) for name, said in request.POST.items() if name not in NOT_TO_SEND],
    }
    return render(request, "panels/too_late.html", context, status=409)


def _said(bound: BoundField) -> str:
    """As it was typed; of a choice its words."""
    value: Any = bound.value()
    choices = {str(key): str(words) for key, words in getattr(bound.field, "choices", [])}
    said = "" if value is None else str(value)
    return choices.get(said, said) if said else ""
