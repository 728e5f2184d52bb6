"""Pages that change an agreement: a draft's terms, and the steps from draft to in force."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import requires
from agencies.agreements import actions, policies, queries
from agencies.agreements.forms import DraftForm, LevelsForm, PartyForm
from agencies.agreements.rules import Words
from agencies.agreements.views.reading import agreement_page, find
from agencies.categories import Category
from agencies.models import Agency, AgencyKind, Agreement
from agencies.roles import Permission
from audit import log

STEPS: dict[str, tuple[Any, str]] = {
    "propose": (actions.propose, "Proposed. The lead of another agency approves it or sends it back."),
    "send-back": (actions.send_back, "Sent back: it is a draft again."),
    "approve": (actions.approve, "Approved. It is in force from its first day."),
}


@requires(Permission.AGREEMENT_CHANGE)
@require_POST
def start_draft(request: HttpRequest) -> HttpResponse:
    """Begin a change: a draft like the agreement that stands."""
    try:
        draft = actions.start_draft(by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("agencies:agreements")
    return redirect("agencies:agreement", draft.number)


@requires(Permission.AGREEMENT_CHANGE)
@require_POST
def step(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Propose a draft, send a proposal back, or approve it for a second agency."""
    found = find(number)
    if name not in STEPS:
        raise Http404
    take, said = STEPS[name]
    try:
        take(agreement=found, by=request.user)
    except ValidationError as error:
        return agreement_page(request, found, problems=error.messages, status=422)
    except PermissionDenied:
        log.refused(f"agreements.{name}", by=request.user, version=found.number)  # type: ignore[arg-type]
        raise
    messages.success(request, said)
    return redirect("agencies:agreement", number)


@requires(Permission.AGREEMENT_CHANGE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """What a draft says of itself."""
    draft = _draft(request, number)
    form = DraftForm(request.POST or None, initial={name: getattr(draft, name) for name in DraftForm.base_fields})
    if request.method == "POST" and form.is_valid():
        return _written(request, form, actions.write_draft, draft, **form.cleaned_data)
    return _page(request, form, draft, "Name, purpose and days")


@requires(Permission.AGREEMENT_CHANGE)
@require_http_methods(["GET", "POST"])
def edit_kind(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """What a draft gives a kind of agency."""
    draft, kind = _draft(request, number), _kind(kind)
    party = draft.parties.filter(kind=kind).values("regime", "every_cohort", "cohorts", "told_who_is_known").first()
    form = PartyForm(request.POST or None, cells=_cells(draft, kind), initial=party or {})
    if request.method == "POST" and form.is_valid():
        return _written(request, form, actions.write_party, draft, kind=kind, cells=form.cells(), **form.terms())
    return _page(request, form, draft, AgencyKind(kind).label)


@requires(Permission.AGREEMENT_CHANGE)
@require_http_methods(["GET", "POST"])
def edit_agency(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """What a draft gives one agency in place of its kind."""
    draft, agency = _draft(request, number), get_object_or_404(Agency, code=code)
    form = LevelsForm(request.POST or None, cells=_cells(draft, f"{agency.kind}/{agency.code}"), optional=True)
    if request.method == "POST" and form.is_valid():
        cells = form.cells(queries.share_of_kind(draft, agency.kind))
        return _written(request, form, actions.write_agency, draft, agency=agency, cells=cells)
    return _page(request, form, draft, f"{agency.name} alone")


def _draft(request: HttpRequest, number: int) -> Agreement:
    """A draft that the reader may write; anything else has no page to write on."""
    found = find(number)
    if not policies.may_edit(request.user, found):  # type: ignore[arg-type]
        raise Http404
    return found


def _kind(kind: str) -> AgencyKind:
    if kind not in AgencyKind.values:
        raise Http404
    return AgencyKind(kind)


def _cells(draft: Agreement, party: str) -> dict[Category, Words]:
    return {category: words for (of, category), words in queries.cells(draft).items() if of == party}


def _written(request: HttpRequest, form: Any, write: Any, draft: Agreement, **terms: Any) -> HttpResponse:
    try:
        write(agreement=draft, by=request.user, **terms)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, form, draft, "")
    messages.success(request, "The draft is saved.")
    return redirect("agencies:agreement", draft.number)


def _page(request: HttpRequest, form: Any, draft: Agreement, heading: str) -> HttpResponse:
    plain = [form[name] for name in form.base_fields]
    rows = form.rows() if isinstance(form, LevelsForm) else []
    context = {"form": form, "plain": plain, "rows": rows, "agreement": draft, "what": heading}
    return render(request, "agencies/edit.html", context, status=422 if form.errors else 200)
