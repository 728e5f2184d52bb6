"""The versions of one kind: what counts, what is drafted, and what a draft would change today."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import reader, requires
from agencies.drafts import actions as drafts
from agencies.drafts import policies
from agencies.drafts.described import differences, lines
from agencies.drafts.forms import AgreeForm, SendBackForm, StepForm, VersionForm
from agencies.drafts.kinds import Kind
from agencies.drafts.rules import State, Step
from agencies.models.drafted import Drafted
from agencies.paging import page_of
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import clock, outbox

STEPS: dict[Step, tuple[type[forms.Form], str, str]] = {
    Step.PROPOSE: (StepForm, "Propose to a second person", "It waits for a second person."),
    Step.SEND_BACK: (SendBackForm, "Send back", "It is a draft again."),
    Step.AGREE: (AgreeForm, "Put in force", "It is agreed."),
    Step.WITHDRAW: (StepForm, "Withdraw", "It is withdrawn. What counts stays as it is."),
}


def _page(request: HttpRequest, kind: Kind, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    common = {"kind": kind, "words": kind.words, "at": kind.at, "on": clock.today()}
    return render(request, template, common | context, status=status)


@requires(Permission.RULES_SEE)
@require_safe
def versions(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The version that counts, what is under way, and those before."""
    user = reader(request)
    rows = kind.model.objects.select_related("drafted_by", "settled_by").order_by("-version")
    context = {
        "page": page_of(request, rows),
        "counting": kind.in_force(clock.today()),
        "under_way": kind.model.objects.under_way().first(),
        "may_draft": policies.may_draft(user),
    }
    return _page(request, kind, "drafts/versions.html", context)


@requires(Permission.RULES_SEE)
@require_safe
def one(request: HttpRequest, kind: Kind, version: int) -> HttpResponse:
    """A version whole: its numbers, and what it changes of the one that counts."""
    row, user, on = _row(kind, version), reader(request), clock.today()
    against = kind.in_force(on)
    said, was = kind.said(kind.held(row)), kind.said(kind.held(against))
    found = _preview(kind, row)
    told, listed = kind.told(found, user) if found else ("", False)
    context = {
        "row": row,
        "lines": lines(said, was if row.is_under_way else None),
        "against": against,
        "changed": differences(said, was) if row.is_under_way else [],
        "steps": [(each, STEPS[each][1]) for each in policies.steps_for(user, row)],
        "may_edit": policies.may_edit(user, row),
        "own": row.drafted_by_id == user.pk and row.state == State.PROPOSED,
        "preview": found,
        "told": told,
        "listed": listed,
        "being_made": row.is_under_way and found is None and kind.being_made(row),
    }
    return _page(request, kind, "drafts/version.html", context)


@requires(Permission.RULES_SEE)
@require_safe
def changed(request: HttpRequest, kind: Kind, version: int) -> HttpResponse:
    """Of whom the draft would change something today, and why."""
    row = _row(kind, version)
    if not row.is_under_way:
        raise Http404
    found = _preview(kind, row)
    context: dict[str, Any] = {"row": row, "preview": found}
    if found is None:
        context["being_made"] = kind.being_made(row)
    else:
        context |= {"against": found.against, **kind.who(request, found)}
    return _page(request, kind, kind.who_page, context)


@requires(Permission.RULES_SEE)
@require_POST
def again(request: HttpRequest, kind: Kind, version: int) -> HttpResponse:
    """Ask for the preview on the register of today."""
    row = _row(kind, version)
    if not row.is_under_way:
        raise Http404
    if _preview(kind, row) is None and not kind.being_made(row):
        outbox.put(drafts.CHANGED, what=kind.model._meta.label_lower, version=row.version, edits=row.edits)
        messages.success(request, "It is being worked out. Load this page again in a moment.")
    return redirect(kind.at["changed"], version=version)


def _row(kind: Kind, version: int) -> Any:
    rows = kind.model.objects.select_related("drafted_by", "settled_by")
    return get_object_or_404(rows, version=version)


def _preview(kind: Kind, row: Any) -> Any:
    """That of the draft as it stands, on the register of today; a worker makes it within seconds of a change."""
    return kind.preview(row, clock.today()) if row.is_under_way else None


@requires(Permission.RULES_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: Kind) -> HttpResponse:
    """A draft of the next version, from the one that counts."""
    user, counting = reader(request), kind.in_force(clock.today())

    def act(form: VersionForm) -> Drafted:
        made: Drafted = drafts.start(model=kind.model, values=form.values(), by=user, **_said(form))
        return made

    with refusals_logged(request, f"{kind.name}.new"):
        policies.check_draft(user)
    started = kind.model.objects.under_way().first()
    if started is not None and request.method != "POST":
        messages.info(request, policies.ONE_UNDER_WAY)
        return redirect(kind.at["one"], version=started.version)
    return _form(request, kind, act, kind.initial(kind.held(counting)), {"counting": counting, "row": None})


@requires(Permission.RULES_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, kind: Kind, version: int) -> HttpResponse:
    """Change a draft, by who drafts it."""
    row, user = _row(kind, version), reader(request)
    with refusals_logged(request, f"{kind.name}.change"):
        try:
            policies.check_edit(user, row)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(kind.at["one"], version=version)

    def act(form: VersionForm) -> Drafted:
        edits = form.cleaned_data["edits"] or 0
        made: Drafted = drafts.edit(row=row, values=form.values(), edits=edits, by=user, **_said(form))
        return made

    start = kind.initial(kind.held(row)) | {"because": row.because, "source": row.source, "edits": row.edits}
    return _form(request, kind, act, start, {"counting": kind.in_force(clock.today()), "row": row})


def _said(form: VersionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("because", "source")}


def _form(
    request: HttpRequest, kind: Kind, act: Callable[[VersionForm], Drafted], start: dict[str, Any],
    more: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    form = kind.form(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            row = act(form)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, kind.words.saved)
            return redirect(kind.at["one"], version=row.version)
    return _page(request, kind, "drafts/form.html", {"form": form, **more}, status=422 if form.errors else 200)


@requires(Permission.RULES_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, kind: Kind, version: int, step: str) -> HttpResponse:
    """Propose, send back, put in force or withdraw: each says what it does before it is done."""
    row, user = _row(kind, version), reader(request)
    if step not in set(Step):
        raise Http404
    wanted = Step(step)
    form_class, word, done = STEPS[wanted]
    with refusals_logged(request, f"{kind.name}.{step}"):
        try:
            policies.check_step(user, row, wanted)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(kind.at["one"], version=version)
    form = form_class(request.POST if request.method == "POST" else None, initial={"edits": row.edits})
    if request.method == "POST" and form.is_valid():
        try:
            drafts.step(row=row, step=wanted, by=user, **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, done)
            return redirect(kind.at["one"], version=version)
    against = kind.in_force(clock.today())
    context = {
        "row": row, "form": form, "word": word, "step": wanted, "against": against,
        "changed": differences(kind.said(kind.held(row)), kind.said(kind.held(against))),
    }  # fmt: skip
    return _page(request, kind, "drafts/step.html", context, status=422 if form.errors else 200)
