"""A person's pages. Somebody of whom the reader's agency may not know is not found, like somebody who is not there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import requires
from agencies.categories import Category
from agencies.models import User
from agencies.roles import Permission
from audit import log
from casefile.lens import Lens
from casefile.person import attention, charts, pathways, sections, timeline
from casefile.person.identity import Identity, identity
from casefile.person.seen_by import seen_by
from casefile.person.tabs import tabs as tabs_of
from casefile.register.reader import Reader
from casefile.views.register import reader_through
from offenders import visits
from offenders.models import Offender
from offenders.not_there import not_there
from offenders.policies import View, view_of
from panels.reasons import agenda_reason
from rag.models import Decision
from rag.queries import LATEST_FIRST

LATELY = 12


def person_or_404(user: User, public_id: UUID) -> tuple[Offender, View]:
    """A person whose page the reader may open, and what they have of them: the one door to a person's pages.

    An attempt at anybody else's page is logged, and answered like nobody's.
    """
    people = Offender.objects.reachable_by(user).select_related("area", "ethnicity")
    found = people.filter(public_id=public_id).first()
    view = view_of(user, found.pk) if found else None
    if found is None or view is None:
        not_there(user, public_id, "casefile.person")
    return found, view


@requires(Permission.PEOPLE_VIEW)
@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The overview: what needs attention, where the case stands, what happened lately."""
    found, view = person_or_404(access.reader(request), public_id)
    why = _why(request, found, view)
    if why is None:
        return visits.ask(request, found)
    reader = reader_through(Lens.of_view(access.reader(request), view))
    return _page(request, reader, identity(reader, found), "overview", _overview, why)


@requires(Permission.PEOPLE_VIEW)
@require_safe
def section(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """One of a person's pages; one that the reader may not know of is not found."""
    found, view = person_or_404(access.reader(request), public_id)
    why = _why(request, found, view)
    if why is None:
        return visits.ask(request, found)
    reader = reader_through(Lens.of_view(access.reader(request), view))
    wanted = next((s for s in sections.SECTIONS if s.name == name and s.may(reader)), None)
    if wanted is None:
        raise Http404
    return _page(request, reader, identity(reader, found), name, wanted.load, why)


def _why(request: HttpRequest, found: Offender, view: View) -> str | None:
    """The reason of this visit; None where the reader is asked for it before anything is read."""
    return visits.reason_for(request, found, view, standing=agenda_reason(access.reader(request), found.pk))


def _page(
    request: HttpRequest, reader: Reader, bar: Identity, name: str, load: sections.Load, why: str
) -> HttpResponse:
    context, categories = _frame(reader, bar, name) | load(reader, bar, request), reader.lens.readable
    log.viewed([bar.person.pk], by=reader.user, channel=f"casefile.person.{name}", categories=categories, reason=why)
    return render(request, f"casefile/person_{name}.html", context)


def _frame(reader: Reader, bar: Identity, name: str) -> dict[str, Any]:
    """What each of a person's pages has: the bar, the strip, the sub-navigation."""
    tabs = tabs_of(reader, bar.person, name)
    return {
        "bar": bar,
        "person": bar.person,
        "lens": {category.name.lower(): reader.lens.reads(category) for category in Category},
        "knows": {category.name.lower(): reader.lens.knows_of(category) for category in Category},
        "strip": pathways.strip(bar.person, reader.on, reader.lens),
        "seen_by": seen_by(reader, bar.person),
        "tabs": tabs,
        "section_words": next(words for words, _, here in tabs if here),
    }


def _overview(reader: Reader, bar: Identity, request: HttpRequest) -> dict[str, Any]:
    proposal = attention.proposed(reader, bar)
    actions = attention.open_actions(reader, bar)
    happened = timeline.events(bar.person, reader.on, reader.lens)
    since = bar.decision.effective_on if bar.decision else None
    after = [event for event in happened if since is None or event.on > since]
    return {
        "proposal": proposal,
        "actions": actions,
        "attention": attention.attention(reader, bar, proposal, actions),
        "events": (after or happened)[:LATELY],
        "since": since if after else None,
        "more_events": len(after or happened) - LATELY,
        "rag_strip": _rag_strip(reader, bar),
        "chart": sections.offence_years(reader, bar),
    }


def _rag_strip(reader: Reader, bar: Identity) -> list[charts.Box]:
    if not reader.lens.reads(Category.SCHEME):
        return []
    decided = Decision.objects.filter(offender=bar.person).select_related("proposal")
    shown = [(row.effective_on, reader.lens.decided(row)) for row in decided.order_by(*LATEST_FIRST)][::-1]
    return charts.strip(shown, reader.on) if shown else []
