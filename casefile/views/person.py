"""A person's pages. Somebody of whom the reader's agency may not know is not found, like somebody who is not there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import may, requires
from agencies.categories import Category, Level
from agencies.roles import Permission
from audit import log
from audit.prepared import Number, Rows, prepared
from casefile.contacts import listing as appointments
from casefile.person import attention, charts, sections, timeline
from casefile.person.frame import LeadsOn, frame, person_or_404, reader_of
from casefile.person.frame import why as why_of
from casefile.person.identity import Identity, identity
from casefile.register.reader import Reader
from offenders import visits
from offenders.policies import How
from rag.models import Decision
from rag.queries import LATEST_FIRST

LATELY = 12


@requires(Permission.PEOPLE_VIEW)
@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The overview: what needs attention, where the case stands, what happened lately."""
    try:
        found, view = person_or_404(access.reader(request), public_id)
    except LeadsOn as elsewhere:
        return redirect("casefile:person", public_id=elsewhere.stands.public_id)
    why = why_of(request, found, view)
    if why is None:
        return visits.ask(request, found)
    reader = reader_of(access.reader(request), found, view)
    return _page(request, reader, identity(reader, found), "overview", _overview, why)


@requires(Permission.PEOPLE_VIEW)
@require_safe
def section(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """One of a person's pages; one that the reader may not know of is not found."""
    found, view = person_or_404(access.reader(request), public_id)
    why = why_of(request, found, view)
    if why is None:
        return visits.ask(request, found)
    reader = reader_of(access.reader(request), found, view)
    wanted = next((s for s in sections.SECTIONS if s.name == name and s.may(reader)), None)
    if wanted is None:
        raise Http404
    return _page(request, reader, identity(reader, found), name, wanted.load, why)


def _page(
    request: HttpRequest, reader: Reader, bar: Identity, name: str, load: sections.Load, why: str
) -> HttpResponse:
    context, categories = frame(reader, bar, name) | load(reader, bar, request), reader.lens.readable
    log.viewed([bar.person.pk], by=reader.user, channel=f"casefile.person.{name}", categories=categories, reason=why)
    return render(request, f"casefile/person_{name}.html", context)


def _overview(reader: Reader, bar: Identity, request: HttpRequest) -> dict[str, Any]:
    proposal = attention.proposed(reader, bar)
    actions = attention.open_actions(reader, bar)
    happened = timeline.events(bar.person, reader.on, reader.lens)
    since = bar.decision.effective_on if bar.decision else None
    after = [event for event in happened if since is None or event.on > since]
    return {
        "proposal": proposal,
        "may_decide": _may_decide(reader, bar),
        "may_judge": _may_judge(reader),
        "actions": actions,
        "attention": attention.attention(reader, bar, actions),
        "events": (after or happened)[:LATELY],
        "since": since if after else None,
        "more_events": len(after or happened) - LATELY,
        "rag_strip": _rag_strip(reader, bar),
        "chart": sections.offence_years(reader, bar),
        **appointments.card(reader, bar),
    }


def _may_decide(reader: Reader, bar: Identity) -> bool:
    """What `rag.policies.why_not_between_panels` asks, of what the page has read already."""
    theirs = bar.lead is not None and bar.lead.officer_id == reader.user.pk
    manages = reader.lens.levels.level(Category.SCHEME) >= Level.MANAGE and reader.lens.how in (How.INVOLVED, How.NAMED)
    return manages and bool(bar.cohorts) and not theirs and may(reader.user, Permission.RAG_BETWEEN_PANELS)


def _may_judge(reader: Reader) -> bool:
    """What `rag.policies.why_not_judge` asks; the page is for who reads the scheme's part."""
    return reader.lens.levels.level(Category.ENGAGEMENT) >= Level.ADD


def _rag_strip(reader: Reader, bar: Identity) -> list[charts.Box]:
    if not reader.lens.reads(Category.SCHEME):
        return []
    shown = [(row.effective_on, reader.lens.decided(row)) for row in _decided(person=bar.person.pk)][::-1]
    return charts.strip(shown, reader.on) if shown else []


@prepared
def _decided(person: Number) -> Rows:
    return Decision.objects.filter(offender=person).select_related("proposal").order_by(*LATEST_FIRST)
