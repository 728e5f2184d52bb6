"""The log, one person's log, and unusual viewing: for auditors and agency leads. Reading them is logged too."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.access import requires
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from audit import log
from audit.floor import System, as_system
from audit.models import Entry, Verb
from offenders.oversight import reading, unusual
from offenders.oversight.forms import LogForm, PeriodForm, ReferenceForm


def _reader(request: HttpRequest) -> User:
    """Whoever is signed in: AccessMiddleware lets nobody else come here."""
    return cast(User, request.user)


def _listed(request: HttpRequest, entries: Any) -> dict[str, Any]:
    form = LogForm(request.GET, _reader(request))
    chosen = form.chosen()
    page = page_of(request, reading.narrowed(entries, chosen))
    return {
        "form": form,
        "chosen": chosen,
        "page": page,
        "rows": reading.shown(cast("list[Entry]", page.object_list), _reader(request)),
        "every_agency": reading.sees_every_log(_reader(request)),
    }


@requires(Permission.LOG_VIEW)
@require_safe
@as_system(System.OVERSIGHT)
def entries(request: HttpRequest) -> HttpResponse:
    """The log, the newest row first, filtered by the address."""
    context = _listed(request, reading.entries(_reader(request)))
    log.ran("log.list", by=_reader(request), verb=Verb.VIEWED, rows=len(context["rows"]))
    return render(request, "log/list.html", context | {"find": ReferenceForm()})


@requires(Permission.LOG_VIEW)
@require_POST
@as_system(System.OVERSIGHT)
def find(request: HttpRequest) -> HttpResponse:
    """To the log of the person of that reference; the reference is posted and stands in no address."""
    form = ReferenceForm(request.POST)
    people = reading.people_of(_reader(request))
    found = list(people.filter(ref=form.cleaned_data["ref"])[:2]) if form.is_valid() else []
    if len(found) == 1:
        return redirect("log:person", public_id=found[0].public_id)
    messages.error(
        request,
        "Two senders have somebody of that reference. Open them from the log."
        if found
        else "Nobody whose log you may read has that reference.",
    )
    return redirect("log:list")


@requires(Permission.LOG_VIEW)
@require_safe
@as_system(System.OVERSIGHT)
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person's own log; of whom the reader may not know is not found."""
    reader = _reader(request)
    found = get_object_or_404(reading.people_of(reader), public_id=public_id)
    context = _listed(request, reading.entries(reader).filter(offender_id=found.pk))
    log.viewed([found.pk], by=reader, channel="log.person")
    return render(request, "log/person.html", context | {"ref": found.ref})


@requires(Permission.LOG_VIEW)
@require_safe
@as_system(System.OVERSIGHT)
def unusual_viewing(request: HttpRequest) -> HttpResponse:
    """What the rules of unusual viewing found, rule by rule, with the log rows behind each finding."""
    reader, form = _reader(request), PeriodForm(request.GET)
    period = form.cleaned_data if form.is_valid() else None
    sections = unusual.report(reader, period["since"], period["until"]) if period else []
    log.ran("log.unusual", by=reader, verb=Verb.VIEWED, found=sum(len(section.found) for section in sections))
    return render(request, "log/unusual.html", {"form": form, "sections": sections, "period": period})
