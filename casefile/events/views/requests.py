"""Requests to another agency: of one person, and all that one's agency asked or was asked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies import access
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from audit import clock, log
from casefile.events.forms.telling import AskForm, RequestForm, StepForm
from casefile.events.views.common import FORM, page
from casefile.writing import Here, WritingForm, correct_page, of_person, show, write_page
from offenders.events import requests
from offenders.events.rules import Step
from offenders.models import AgencyRequest
from offenders.models.requests import RequestQuerySet
from offenders.writing import history

TAB = "events:requests"
LIST = "requests:list"
WITH_AGENCIES = ("asked_by", "asked_of", "created_by__agency", "changed_by__agency")
OVER_WITH = (Step.REFUSE, Step.FINISH)
STATES = {"open": "Open", "overdue": "Overdue", "ended": "Ended", "all": "All"}


@of_person("events.requests")
def of_one(request: HttpRequest, here: Here) -> HttpResponse:
    """What the reader's agency asked, or was asked, about this person."""
    rows = here.person.requests.between(here.user.agency_id).select_related(*WITH_AGENCIES)
    rows = rows.order_by(F("ended_on").desc(nulls_first=True), "due_on", "pk")
    return show(
        here, "casefile/events/requests.html", tab=TAB, channel="events.requests", categories=[requests.OWN_WORK],
        page=page_of(request, rows), asks=requests.may_ask(here.view),
    )  # fmt: skip


@of_person("events.ask")
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    if not requests.may_ask(here.view):
        log.refused("events.ask", by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(requests.NOT_ASKED_BY_YOU)
    agencies = requests.agencies_to_ask(here.user, here.person, here.view)

    def act(form: Any) -> None:
        key = form.cleaned_data["request_key"]
        requests.ask(offender=here.person, by=here.user, request_key=key, **form.values())

    return write_page(
        here, lambda data, **more: AskForm(data, agencies=agencies, **more), act=act, what="events.ask", tab=TAB,
        to=page(here, "requests"), done="The request is sent.", heading="Ask another agency", button="Send the request",
        template=FORM, categories=[requests.OWN_WORK],
    )  # fmt: skip


@of_person("events.request")
def one(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One request, its history, and what the reader's agency may say to it."""
    rows = here.person.requests.between(here.user.agency_id).select_related("offender", *WITH_AGENCIES)
    row = get_object_or_404(rows, pk=pk)
    steps = requests.steps_for(here.user, row, here.view)
    shown: dict[str, Any] = {
        "tab": TAB, "template": "casefile/events/request.html", "categories": [requests.OWN_WORK], "request_row": row,
        "heading": "A request", "versions": history(row),
        "corrects": requests.may_correct(here.user, row, here.view),
    }  # fmt: skip
    if not steps:
        return _nothing_to_say(request, here, row, shown)

    def act(form: Any) -> None:
        said = form.cleaned_data
        requests.take_step(
            request=row, step=Step(said["step"]), outcome=said["outcome"], by=here.user, version=said["version"]
        )

    return correct_page(
        here, row, WritingForm, act=act, what="events.request", to=_after(request, here), done="It is said.",
        initial={"outcome": row.outcome}, make=lambda data, **more: StepForm(data, steps=steps, **more),
        button="Save", **shown,
    )  # fmt: skip


@of_person("events.correct_request")
def correct(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put right what one's own agency asked, while it is open."""
    rows = here.person.requests.between(here.user.agency_id).select_related("offender", *WITH_AGENCIES)
    row = get_object_or_404(rows, pk=pk)
    if not requests.may_correct(here.user, row, here.view):
        log.refused("events.correct_request", by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(requests.NOT_YOURS_TO_CORRECT)

    def act(form: Any) -> None:
        said = form.cleaned_data
        requests.correct_request(
            request=row, by=here.user, version=said["version"], because=said["because"], **form.values()
        )

    return correct_page(
        here, row, RequestForm, act=act, what="events.correct_request", tab=TAB, to=page(here, "request", pk),
        done="The request is corrected. The agency that is asked sees what changed.", template=FORM,
        categories=[requests.OWN_WORK], initial={"text": row.text, "due_on": row.due_on},
        heading="Correct a request", button="Correct it",
    )  # fmt: skip


def _nothing_to_say(request: HttpRequest, here: Here, row: AgencyRequest, shown: dict[str, Any]) -> HttpResponse:
    """A reader who may say nothing reads; a form that was sent before its request ended is told so."""
    if request.method != "POST":
        return show(here, channel="events.request", to=page(here, "requests"), form=None, **shown)
    if row.ended_on is None or not here.adds(requests.OWN_WORK):
        log.refused("events.request", by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(requests.NOT_YOUR_STEP)
    messages.info(request, f"This request is {row.get_status_display().lower()}: nothing more can be said to it.")
    return redirect(page(here, "requests"))


def _after(request: HttpRequest, here: Here) -> str:
    """With the last request an agency's sight of the person may end: it goes on to its own list."""
    return reverse(LIST) if request.POST.get("step") in OVER_WITH else page(here, "requests")


@access.requires(Permission.PEOPLE_VIEW)
@require_safe
def all_of_mine(request: HttpRequest) -> HttpResponse:
    """Asked of my agency, or by it: what is due first on top; the filters stand in the address."""
    user, on = access.reader(request), clock.today()
    by_us = request.GET.get("side") == "by-us"
    state = request.GET.get("state", "")
    state = state if state in STATES else "open"
    rows = _of_side(user, by_us=by_us)
    found = page_of(request, _in_state(rows, state).select_related("offender", "asked_by", "asked_of"))
    parts = [Category.IDENTITY, requests.OWN_WORK]
    log.viewed({row.offender_id for row in found}, by=user, channel="events.all_requests", categories=parts)
    context = {
        "page": found, "side": "by-us" if by_us else "of-us", "state": state, "states": STATES.items(),
        "late": rows.overdue(on).count(),
    }  # fmt: skip
    return render(request, "casefile/events/all_requests.html", context)


def _of_side(user: User, *, by_us: bool) -> RequestQuerySet:
    side = {"asked_by": user.agency} if by_us else {"asked_of": user.agency}
    return AgencyRequest.objects.visible_to(user).filter(**side)


def _in_state(rows: RequestQuerySet, state: str) -> RequestQuerySet:
    if state in ("open", "overdue"):
        return (rows.open() if state == "open" else rows.overdue(clock.today())).order_by("due_on", "pk")
    return (rows.filter(ended_on__isnull=False) if state == "ended" else rows).order_by("-due_on", "-pk")
