"""A person's consents: what stands, what is over, recording, prolonging, withdrawing, and the form to sign."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.roles import Permission
from audit import clock, log
from offenders import visits
from offenders.consent import actions, policies, queries
from offenders.consent.forms import RecordForm, RenewForm, WithdrawForm
from offenders.consent.rules import Reach
from offenders.models import Consent, Offender
from offenders.not_there import not_there
from offenders.policies import view_of

# What is read, in the words of who signs.
PLAIN = {
    Category.TREATMENT: "My drug and alcohol treatment: tests that I took of my own will, how my treatment goes",
    Category.HEALTH: "My health: how I am, and the care that I have",
}


@dataclass(frozen=True)
class Here:
    """The person whose page it is, and how far their consents are open to the reader."""

    user: User
    offender: Offender
    reaches: dict[Category, Reach]
    today: date
    reason: str = ""

    @property
    def records(self) -> list[Category]:
        return [category for category, reach in self.reaches.items() if reach is Reach.RECORDS]


Page = Callable[..., HttpResponse]


def _of_one(what: str, *, records: bool = False) -> Callable[[Page], Page]:
    """A page below a person's address: found, allowed, and with the reason of the visit, before it is made.

    To whom the person's consents are not open there is no such page, and the attempt is logged. `records`: for who
    may record alone; another who may see the page is told that their role does not include it.
    """

    def wrap(page: Page) -> Page:
        @wraps(page)
        def view(request: HttpRequest, public_id: UUID, **more: Any) -> HttpResponse:
            user = reader(request)
            offender, reaches = _found(user, public_id, what)
            here = Here(user, offender, reaches, clock.today())
            with _refusals_logged(here, what):
                if records and not here.records:
                    raise PermissionDenied(policies.NOT_YOURS)
            seen_by = view_of(user, offender.pk)
            reason = visits.reason_for(request, offender, seen_by) if seen_by else None
            if reason is None:
                return visits.ask(request, offender)
            return page(request, replace(here, reason=reason), **more)

        return view

    return wrap


def _found(user: User, public_id: UUID, what: str) -> tuple[Offender, dict[Category, Reach]]:
    """A person whose consents the reader may know of. Else there is no such page, and the attempt is logged."""
    found = Offender.objects.visible_to(user).filter(public_id=public_id).first()
    reaches = policies.reaches_of(user, found) if found else {}
    if found is None or not reaches:
        not_there(user, public_id, what)
    return found, reaches


@requires(Permission.PEOPLE_VIEW)
@require_safe
@_of_one("consent.of_person")
def of_person(request: HttpRequest, here: Here) -> HttpResponse:
    """What the person consents to now, what is over, and what the agreement gives with consent."""
    parts = queries.parts(here.user, here.offender, here.reaches, here.today)
    return _page(request, here, "of_person", here.reaches, parts=parts)


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
@_of_one("consent.record", records=True)
def record(request: HttpRequest, here: Here) -> HttpResponse:
    """Say what the person consents to; read what that opens; record it."""
    form = RecordForm(
        _posted(request),
        initial={"given_on": here.today},
        recipients=queries.recipients(here.today),
        categories=here.records,
    )
    if not form.is_valid() or "change" in request.POST:
        return _page(request, here, "record", here.records, form=form)
    given = form.given()
    with _said_beside(request, here, form, "consent.record"):
        if not form.cleaned_data["confirmed"]:
            policies.check_new(here.user, here.offender, given, here.today)
            involved = queries.is_involved(given.agency, here.offender, here.today)
            return _page(request, here, "confirm", here.records, form=form, given=given, involved=involved)
        key = form.cleaned_data["request_key"]
        actions.record(offender=here.offender, given=given, request_key=key, by=here.user)
        return _done(request, here, "The consent is recorded. It counts from the next page that is opened.")
    return _page(request, here, "record", here.records, form=form)


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
@_of_one("consent.renew", records=True)
def renew(request: HttpRequest, here: Here, consent_id: UUID) -> HttpResponse:
    """Record that the person consents again, from the day on which the consent ends."""
    consent = _consent(here, consent_id)
    with _refusals_logged(here, "consent.renew"):
        policies.check_may_record(here.user, here.offender, Category(consent.category))
    form = RenewForm(_posted(request))
    if form.is_valid():
        with _said_beside(request, here, form, "consent.renew"):
            actions.renew(consent=consent, by=here.user, **form.cleaned_data)
            return _done(request, here, "The consent is prolonged: a new one begins on the day on which this one ends.")
    return _one(request, here, "renew", consent, form, policies.check_renewable)


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
@_of_one("consent.withdraw")
def withdraw(request: HttpRequest, here: Here, consent_id: UUID) -> HttpResponse:
    """Record that the person has withdrawn a consent: nobody reads by it from the next page on."""
    consent = _consent(here, consent_id)
    with _refusals_logged(here, "consent.withdraw"):
        policies.check_may_withdraw(here.user, consent)
    form = WithdrawForm(_posted(request), today=here.today)
    if form.is_valid():
        with _said_beside(request, here, form, "consent.withdraw"):
            actions.withdraw(consent=consent, by=here.user, **form.cleaned_data)
            return _done(request, here, "The consent is withdrawn. Nobody reads by it any more.")
    return _one(request, here, "withdraw", consent, form, policies.check_withdrawable)


@requires(Permission.PEOPLE_VIEW)
@require_safe
@_of_one("consent.form", records=True)
def form(request: HttpRequest, here: Here) -> HttpResponse:
    """The form for the person to sign: their name and the choice, nothing else of the record."""
    by_consent = queries.recipients(here.today)
    choices = [(PLAIN.get(c, c.label.capitalize()), by_consent.get(c, [])) for c in here.records]
    return _page(request, here, "form", here.records, choices=choices)


def _consent(here: Here, consent_id: UUID) -> Consent:
    """One that the reader may know of; another agency's is not found."""
    seen = queries.seen_by(here.user, here.offender, here.reaches).select_related("offender")
    return get_object_or_404(seen, public_id=consent_id)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _one(
    request: HttpRequest, here: Here, name: str, consent: Consent, form: forms.Form, check: Callable[[Consent], object]
) -> HttpResponse:
    """The page of one consent, as it stands by now: somebody else may have been quicker, and is then named."""
    consent.refresh_from_db()
    problem, category = "", Category(consent.category)
    try:
        check(consent)
    except ValidationError as error:
        problem = " ".join(error.messages)
    context = {"form": form, "consent": consent, "category": category, "problem": problem}
    return _page(request, here, name, [category], **context)


@contextmanager
def _refusals_logged(here: Here, what: str) -> Iterator[None]:
    """An attempt by who may not is logged in a transaction of its own; the attempt's own is rolled back."""
    try:
        yield
    except PermissionDenied:
        log.refused(what, by=here.user, offender_id=here.offender.pk)
        raise


@contextmanager
def _said_beside(request: HttpRequest, here: Here, form: forms.Form, what: str) -> Iterator[None]:
    """What a policy says stands beside the field that it is about, else at the top."""
    try:
        with _refusals_logged(here, what):
            yield
    except ValidationError as error:
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in found.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)


def _done(request: HttpRequest, here: Here, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("consent:of_person", here.offender.public_id)


def _page(request: HttpRequest, here: Here, name: str, categories: Iterable[str], **context: Any) -> HttpResponse:
    """Logged before it is given out, with the categories that it shows."""
    shown = [Category.IDENTITY, *sorted(categories)]
    log.viewed([here.offender.pk], by=here.user, channel=f"consent.{name}", categories=shown, reason=here.reason)
    context |= {"person": here.offender, "records": here.records}
    wrong = "form" in context and bool(context["form"].errors)
    return render(request, f"consent/{name}.html", context, status=422 if wrong else 200)
