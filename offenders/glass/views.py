"""Exact search, breaking glass, and the page on which agency leads answer it. Numbers are posted, in no address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import reader, requires
from agencies.paging import page_of
from agencies.roles import Permission
from agencies.sharing import Category
from audit import log
from audit.floor import System, as_system
from offenders.glass import actions, policies, queries
from offenders.glass.forms import AnswerForm, BreakForm, NumberForm
from offenders.glass.queries import Found
from offenders.glass.rules import Says, Step
from offenders.models import BrokenGlass, Offender
from offenders.oversight import reading

STEPS = {
    Step.ACCEPT: "You accepted it. Nothing else changes.",
    Step.CONTEST: "You contested it. The page is closed to who broke the glass.",
}


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Whether somebody of a whole number is known, and whom to ask."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        found = actions.search(number=form.cleaned_data["number"], by=reader(request))
    except actions.TooMany:
        return _too_many(request)
    return _page(request, form, found)


def _page(request: HttpRequest, form: NumberForm, found: Found | None = None, **more: Any) -> HttpResponse:
    """The answer under the form; nothing of it depends on who has the number where nobody may be told."""
    user = reader(request)
    context = {
        "form": form,
        "found": found,
        "nobody": found is not None and found.says == Says.NOBODY,
        "mine": [(glass, policies.is_open(glass)) for glass in queries.lately_of(user)],
        "told": queries.is_told(user),
    }
    if found is not None and found.person is not None and policies.may_break(user):
        context["breaking"] = more.get("breaking") or BreakForm(initial={"number": form.data["number"]})
    return render(request, "glass/search.html", context, status=more.get("status", 200))


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "glass/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response


@requires(Permission.GLASS_BREAK)
@require_POST
def break_glass(request: HttpRequest) -> HttpResponse:
    """Open the person of this number for 24 hours; answered like the search where there is nobody to open."""
    number, form = NumberForm(request.POST), BreakForm(request.POST)
    try:
        policies.check_break(reader(request))
        if not number.is_valid():
            return _page(request, number, status=422)
        if not form.is_valid():
            found = actions.search(number=number.cleaned_data["number"], by=reader(request))
            return _page(request, number, found, breaking=form, status=422)
        found, glass = actions.break_glass(**form.cleaned_data, by=reader(request))
    except actions.TooMany:
        return _too_many(request)
    except PermissionDenied:
        log.refused("glass.break", by=reader(request))
        raise
    if glass is None:
        return _page(request, number, found)
    messages.success(request, "You broke glass. Your agency’s lead and theirs have been told. It ends in 24 hours.")
    return redirect("casefile:person", public_id=glass.offender.public_id)


@requires(Permission.PEOPLE_VIEW)
@require_POST
@as_system(System.EXCEPTION)
def end(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """End it before its time: one's own; another's is not found."""
    glass = get_object_or_404(BrokenGlass.objects.filter(user=reader(request)), public_id=glass_id)
    try:
        actions.end(glass=glass, by=reader(request))
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, "Ended. The person’s page is closed to you again.")
    return redirect("glass:search")


@requires(Permission.GLASS_ANSWER)
@require_safe
@as_system(System.OVERSIGHT)
def broken(request: HttpRequest) -> HttpResponse:
    """What was broken by the reader's agency, or of a person whom it leads."""
    page = page_of(request, queries.concerning(reader(request)))
    rows = _rows(request, list(page.object_list))
    return render(request, "glass/list.html", {"page": page, "rows": rows})


@requires(Permission.GLASS_ANSWER)
@require_http_methods(["GET", "POST"])
@as_system(System.OVERSIGHT)
def answer(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """One of them, and the answer of the person's lead agency."""
    user, glass = reader(request), _find(request, glass_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        step = _step(request)
        try:
            actions.answer(glass=glass, step=step, words=form.cleaned_data["words"], by=user)
        except PermissionDenied:
            log.refused(f"glass.{step}", by=user, offender_id=glass.offender_id)
            raise
        except ValidationError as error:
            form.add_error("words" if hasattr(error, "error_dict") else None, error.messages)
            glass = _find(request, glass_id)
        else:
            messages.success(request, STEPS[step])
            return redirect("glass:list")
    (row,) = _rows(request, [glass])
    context = {"row": row, "form": form, "may_answer": policies.may_answer(user, glass)}
    return render(request, "glass/answer.html", context, status=422 if form.errors else 200)


def _step(request: HttpRequest) -> Step:
    step = request.POST.get("step", "")
    if step not in set(Step):
        raise Http404
    return Step(step)


def _find(request: HttpRequest, glass_id: UUID) -> BrokenGlass:
    """Of the reader's agency; another's is logged, and not found like one that is not there."""
    found = queries.concerning(reader(request)).filter(public_id=glass_id).first()
    if found is None:
        known = BrokenGlass.objects.filter(public_id=glass_id).values_list("offender_id", flat=True).first()
        log.refused("glass.answer", by=reader(request), offender_id=known)
        raise Http404
    return found


def _rows(request: HttpRequest, rows: list[BrokenGlass]) -> list[dict[str, Any]]:
    """Each with what this lead may do, and the person's reference where the log's pages give it to them."""
    user = reader(request)
    people = _known(request, rows)
    log.viewed(people, by=user, channel="glass.list", categories=[Category.IDENTITY])
    return [
        {
            "glass": row,
            "open": policies.is_open(row),
            "person": people.get(row.offender_id),
            "may_answer": policies.may_answer(user, row),
        }
        for row in rows
    ]


def _known(request: HttpRequest, rows: list[BrokenGlass]) -> dict[int, Offender]:
    """The people among them whose log this reader may open (offenders.oversight.reading)."""
    people = reading.people_of(reader(request)).filter(pk__in={row.offender_id for row in rows})
    return {person.pk: person for person in people.only("ref", "public_id")}
