"""The door to a person's pages, and what each of them has: the bar, the strip, the sub-navigation."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from agencies import access
from agencies.categories import Category, Level
from agencies.models import User
from audit import clock
from casefile.lens import Lens
from casefile.person import pathways
from casefile.person.identity import Identity
from casefile.person.seen_by import seen_by
from casefile.person.tabs import SELDOM
from casefile.person.tabs import tabs as tabs_of
from casefile.register.reader import Reader
from offenders import visits
from offenders.joining.queries import leads_on_to
from offenders.models import Offender
from offenders.not_there import not_there
from offenders.policies import View, view_of
from offenders.seen import seen_at
from panels.reasons import agenda_reason
from rag import warned
from ranking import queries as ranking


class LeadsOn(Http404):
    """The record was joined to another that the reader may open: the person's own address leads on to it."""

    def __init__(self, stands: Offender) -> None:
        super().__init__()
        self.stands = stands


def person_or_404(user: User, public_id: UUID, what: str = "casefile.person") -> tuple[Offender, View]:
    """A person whose page the reader may open, and what they have of them: the one door to a person's pages.

    An attempt at anybody else's page is logged as `what`, and answered like nobody's.
    """
    found = seen_at(user, public_id) or _reached(user, public_id)
    view = view_of(user, found.pk) if found else None
    if found is None and (stands := leads_on_to(user, public_id)) is not None:
        raise LeadsOn(stands)
    if found is None or view is None:
        not_there(user, public_id, what)
    return found, view


def _reached(user: User, public_id: UUID) -> Offender | None:
    """Whoever is in none of the reader's lists: opened by broken glass, or not there."""
    people = Offender.objects.reachable_by(user).select_related("area", "ethnicity")
    return people.filter(public_id=public_id).first()


def why(request: HttpRequest, found: Offender, view: View) -> str | None:
    """The reason of this visit; None where the reader is asked for it before anything is read."""
    return visits.reason_for(request, found, view, standing=agenda_reason(access.reader(request), found.pk))


def reader_of(user: User, person: Offender, view: View) -> Reader:
    """Who reads one person's pages, with what they have of them."""
    return reader_through(Lens.of_view(user, view, warned.of_person(view.levels, person.pk)))


def reader_through(lens: Lens) -> Reader:
    """Who reads today, through a lens; the ranking of today only where scores are open."""
    on = clock.today()
    return Reader(lens.user, lens, on, ranking.latest_run(on) if lens.reads(Category.SCORES) else None)


def frame(reader: Reader, bar: Identity, name: str) -> dict[str, Any]:
    """What a person's page shows around its own: `name` is the tab that it stands in (casefile.person.tabs)."""
    tabs = tabs_of(reader, bar.person, name)
    return {
        "bar": bar,
        "person": bar.person,
        "lens": {category.name.lower(): reader.lens.reads(category) for category in Category},
        "knows": {category.name.lower(): reader.lens.knows_of(category) for category in Category},
        "strip": pathways.strip(bar.person, reader.on, reader.lens),
        "seen_by": seen_by(reader, bar.person),
        "tabs": [tab for tab in tabs if tab[0] not in SELDOM],
        "more_tabs": [tab for tab in tabs if tab[0] in SELDOM],
        "may_record": reader.lens.levels.level(Category.ENGAGEMENT) >= Level.ADD,
        "section_words": next((words for words, _, here in tabs if here), "Record"),
    }
