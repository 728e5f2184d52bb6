"""What these pages share: finding the person, logging a refusal, saying what a policy said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agencies.access import reader
from agencies.refusals import refusals_logged, say
from audit import log
from audit.floor import System, as_system
from offenders import visits
from offenders.models import Offender
from offenders.not_there import not_there
from offenders.policies import view_of

__all__ = ["checked", "find", "posted", "refusals_logged", "say", "shown", "told", "where"]


def find(request: HttpRequest, public_id: UUID, what: str) -> Offender:
    """A person whom the reader sees by anything but glass; an attempt at anybody else's page is logged."""
    found = Offender.objects.visible_to(reader(request)).filter(public_id=public_id).first()
    if found is None:
        not_there(reader(request), public_id, what)
    return found


def checked(request: HttpRequest, allowed: bool, what: str, offender: Offender) -> None:
    """Who may not do it is not shown the form for it either."""
    with refusals_logged(request, what, offender.pk):
        if not allowed:
            raise PermissionDenied


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def shown(request: HttpRequest, name: str, offender: Offender, status: int = 200, **context: Any) -> HttpResponse:
    """A page about one person: after the reason of the visit is said, and that it was read is logged first."""
    view = view_of(reader(request), offender.pk)
    why = visits.reason_for(request, offender, view) if view else None
    if why is None:
        return visits.ask(request, offender)
    log.viewed([offender.pk], by=reader(request), channel=f"exceptions.{name}", categories=["identity"], reason=why)
    return render(request, f"exceptions/{name}.html", {"person": offender, **context}, status=status)


def where(offender: Offender) -> HttpResponse:
    return redirect("exceptions:of_person", public_id=offender.public_id)


def told(request: HttpRequest, offender: Offender, done: str) -> HttpResponse:
    """Back to who may see the person, or to the overview for who has just lost sight of them."""
    messages.success(request, done)
    with as_system(System.EXCEPTION):  # the floor was told who is named before the action
        sees = view_of(reader(request), offender.pk) is not None
    return where(offender) if sees else redirect("exceptions:overview")


def sentences(error: ValidationError) -> str:
    return " ".join(error.messages)
