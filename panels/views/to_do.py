"""What the reader's own agency is to do; one action, who does it, and saying that it is done or wanted no more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.access import may, reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from agencies.sharing import everyday
from audit import clock, log
from documents.models import Document
from offenders.policies import view_of
from panels import actions, policies, rules
from panels.actions.escalating import days_of
from panels.forms import AssignForm, CancelForm, FinishForm
from panels.models import Action, PanelStatus
from panels.querysets import ActionQuerySet
from panels.rules import Step
from panels.screen import Screen

OPEN, MINE, LATE, ENDED = "open", "mine", "late", "ended"
SHOWS = {OPEN: "My agency’s, open", MINE: "Mine, open", LATE: "Late, and told", ENDED: "Done and cancelled"}


@requires(Permission.PANEL_VIEW)
@require_GET
def to_do(request: HttpRequest) -> HttpResponse:
    """What my agency is to do, what is due first on top; what is ended, the latest first."""
    user, on = reader(request), clock.today()
    show = request.GET.get("show", OPEN)
    show = show if show in SHOWS else OPEN
    rows = _listed(user, show).select_related("offender", "owner", "owner_person", "item__panel__area")
    page = page_of(request, rows.order_by(*(["-ended_on", "-pk"] if show == ENDED else ["due_on", "pk"])))
    log.viewed({row.offender_id for row in page}, by=user, channel="panels.actions", categories=[Category.IDENTITY])
    days = days_of(on)
    context = {
        "page": page,
        "show": show,
        "shows": SHOWS.items(),
        "lines": [(row, rules.escalated(row.due_on, on, days)) for row in page],
        "late": rows.filter(status="open", due_on__lt=on).count(),
        "days": days,
        "may_end": may(user, Permission.ACTION_UPDATE),
    }
    return render(request, "panels/actions.html", context)


def _listed(user: User, show: str) -> ActionQuerySet:
    """Late are those of the agency, and for a chair who reads the scheme those of the panels that they chaired."""
    seen = Action.objects.visible_to(user)
    if show == LATE:
        told = may(user, Permission.PANEL_CHAIR) and everyday(user).reads(Category.SCHEME)
        chaired = Q(item__panel__chair=user) if told else Q(pk=None)
        on = clock.today()
        return seen.late(on, days_of(on)).filter(Q(owner=user.agency) | chaired)
    own = seen.of_agency(user.agency)
    if show == ENDED:
        return own.ended()
    return own.open().filter(owner_person=user) if show == MINE else own.open()


@requires(Permission.PANEL_VIEW)
@require_GET
def action(request: HttpRequest, action_id: Any) -> HttpResponse:
    return _page(request, _find(request, action_id))


@dataclass(frozen=True)
class _Way:
    """One way of writing on an action: its step, its form, and what it is said to have done."""

    name: str
    step: Step | None
    form: Callable[..., Form]
    act: Callable[..., Action]
    said: str


@requires(Permission.ACTION_UPDATE)
@require_POST
def finish(request: HttpRequest, action_id: Any) -> HttpResponse:
    return _write(request, action_id, FINISH)


@requires(Permission.ACTION_UPDATE)
@require_POST
def cancel(request: HttpRequest, action_id: Any) -> HttpResponse:
    return _write(request, action_id, CANCEL)


@requires(Permission.ACTION_UPDATE)
@require_POST
def assign(request: HttpRequest, action_id: Any) -> HttpResponse:
    return _write(request, action_id, ASSIGN)


FINISH = _Way("finish", Step.FINISH, FinishForm, actions.finish_action, "Marked as done.")
CANCEL = _Way("cancel", Step.CANCEL, CancelForm, actions.cancel_action, "Cancelled.")
ASSIGN = _Way("assign", None, AssignForm, actions.assign_action, "Saved who does it.")


def _find(request: HttpRequest, action_id: Any) -> Action:
    rows = Action.objects.visible_to(reader(request)).filter(public_id=action_id)
    row = rows.select_related("owner", "owner_person", "offender", "item__panel__area", "ended_by", "document").first()
    if row is None:
        raise Http404
    return row


def _write(request: HttpRequest, action_id: Any, way: _Way) -> HttpResponse:
    """A button alone, without the words that are owed, leads to where they are asked for."""
    row, user = _find(request, action_id), reader(request)
    try:
        with refusals_logged(request, "panels.end_action", row.offender_id):
            _check(user, row, way)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_where_from(request, row))
    if "version" not in request.POST:
        return redirect(f"{reverse('panels:action', args=[row.public_id])}?{_came(request)}#{way.name}")
    form = way.form(request.POST, action=row, documents=_documents(user, row))
    if form.is_valid():
        try:
            way.act(action=row, by=user, **form.cleaned_data)
        except ValidationError as error:
            row = _find(request, action_id)
            say(form, error)
        else:
            messages.success(request, way.said)
            return redirect(_where_from(request, row))
    return _page(request, row, failed=(way, form))


def _check(user: User, row: Action, way: _Way) -> None:
    if way.step is None:
        policies.check_assign(user, row)
    else:
        policies.check_end_action(user, row, way.step)


def _page(request: HttpRequest, row: Action, failed: tuple[_Way, Form] | None = None) -> HttpResponse:
    """One's own agency's action, and of whom one reads the scheme everybody's."""
    user, on = reader(request), clock.today()
    if row.owner_id != user.agency_id and not Screen.of(user).of_person(row.offender_id).reads(Category.SCHEME):
        raise Http404
    log.viewed([row.offender_id], by=user, channel="panels.action", categories=[Category.IDENTITY, Category.SCHEME])
    readable = _documents(user, row)
    forms: dict[str, Form] = {}
    if policies.may_end_action(user, row):
        forms = {way.name: way.form(action=row, documents=readable) for way in (FINISH, CANCEL, ASSIGN)}
    if failed is not None:
        forms[failed[0].name] = failed[1]
    context = {
        "action": row,
        "forms": forms,
        "failed": failed[1] if failed else None,
        "overdue": row.status == "open" and rules.overdue(row.due_on, on),
        "told": row.status == "open" and rules.escalated(row.due_on, on, days_of(on)),
        "shows_document": row.document_id is not None and readable.filter(pk=row.document_id).exists(),
        "came": _came(request),
        "from": request.POST.get("from") or request.GET.get("from", ""),
        "screen": request.POST.get("screen") or request.GET.get("screen", ""),
    }
    return render(request, "panels/action.html", context, status=422 if failed else 200)


def _documents(user: User, row: Action) -> Any:
    """The papers of the person that this reader may read."""
    view = view_of(user, row.offender_id)
    papers = Document.objects.readable_by(view.levels) if view else Document.objects.none()
    return papers.filter(offender=row.offender_id).order_by("-dated_on", "-pk")


def _came(request: HttpRequest) -> str:
    """Where its reader came from, as the address says it: from the room, and from which screen."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("from") != "panel":
        return ""
    return f"from=panel&screen={'own' if asked.get('screen') == 'own' else 'shared'}"


def _where_from(request: HttpRequest, action: Action) -> str:
    """Back to the person at the panel that it was ended from, else to the agency's list.

    With the action what let the agency see the person may have ended: then nothing more of them is read.
    """
    seen = Action.objects.visible_to(reader(request)).filter(pk=action.pk).exists()
    if request.POST.get("from") != "panel" or not seen:
        return reverse("panels:actions")
    sitting = action.offender.agenda_items.filter(panel__status=PanelStatus.OPEN)
    panel = sitting.values_list("panel__public_id", flat=True).first()
    if panel is None:
        return reverse("panels:actions")
    screen = "own" if request.POST.get("screen") == "own" else "shared"
    return f"{reverse('panels:person', args=[panel, action.offender.public_id])}?screen={screen}"
