"""Whose lines a look is about: the people of a caseload, each with what the reader has of them.

It starts from the caseload's own numbers and never from everybody, so that a large register costs no more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import TeamMember, User
from agencies.roles import Permission
from allocation.models import Transfer
from audit import clock
from audit.months import add_months
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.worklist.thresholds import Limits, limits
from cohorts import letters, waiting
from cohorts.models import Membership
from cohorts.policies import runs_the_scheme
from contacts.models import Appointment
from offenders.models import CaseLead, Involvement, Offender
from offenders.policies import How, View, views_of
from offenders.seen import seen_of
from offenders.sight import CASELOAD
from panels.models import Action, AgendaItem, PanelStatus
from rag.models import Decision, Proposal
from rag.queries import current_decisions
from rag.visible import Shown, decided_status_for, status_for
from rag.warned import Warned
from rag.warned import of_people as of_whom


class Whose(StrEnum):
    """Mine: I am the officer who leads. My team's: a colleague of a team of mine leads. My agency's: its own work."""

    MINE = "mine"
    TEAM = "team"
    AGENCY = "agency"


@dataclass
class Scope:
    """What every source is asked with. What is read of all its people at once is read once, and kept for the look."""

    user: User
    on: date
    limits: Limits
    people: dict[int, Offender]
    views: dict[int, View]
    whose: Whose | None = None
    only: frozenset[int] = frozenset()  # seen for what waits for the reader alone: an appointment, a decision
    read: dict[str, Any] = field(default_factory=dict)
    _addresses: dict[tuple[int, str], str] = field(default_factory=dict)
    _reading: dict[Any, list[int]] = field(default_factory=dict)

    def once(self, name: str, read: Callable[[], list[Any]]) -> list[Any]:
        """What more than one source asks for: read once."""
        if name not in self.read:
            self.read[name] = read()
        return self.read[name]  # type: ignore[no-any-return]

    def reading(self, *categories: Category, level: Level = Level.READ) -> list[int]:
        """The people of whom the reader has all these categories at a level: of nobody else is a source asked."""
        asked = (categories, level)
        if asked not in self._reading:
            self._reading[asked] = [pk for pk in self.own if self.has(pk, *categories, level=level)]
        return self._reading[asked]

    def address(self, pk: int, section: str = "") -> str:
        """The page of a person, or a section of it: many lines lead there, and it is worked out once."""
        if (pk, section) not in self._addresses:
            where = [self.people[pk].public_id, *([section] if section else [])]
            self._addresses[pk, section] = reverse("casefile:section" if section else "casefile:person", args=where)
        return self._addresses[pk, section]

    def has(self, pk: int, *categories: Category, level: Level = Level.READ) -> bool:
        view = self.views.get(pk)
        return view is not None and all(view.levels.level(category) >= level for category in categories)

    def may(self, permission: Permission) -> bool:
        return may(self.user, permission)

    @cached_property
    def own(self) -> list[int]:
        return [pk for pk in self.people if pk in self.views and pk not in self.only]

    @property
    def with_appointments(self) -> list[int]:
        """Of whom the reader records what came of their own appointments: also whom somebody else leads."""
        return [pk for pk in self.people if self.has(pk, Category.ENGAGEMENT)]

    @cached_property
    def until(self) -> date:
        """How far ahead a line is looked for."""
        return self.limits["ahead"].after(self.on)

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        """The decided status that holds, of those of whom the reader may know that there is one."""
        known = [pk for pk in self.people if self.has(pk, Category.SCHEME, level=Level.FLAG)]
        return current_decisions(known, self.on, also=["proposal"])

    def status(self, pk: int) -> str | None:
        """The decided status as this reader may see it."""
        levels = self.views[pk].levels
        return decided_status_for(levels, self.decisions.get(pk), warned=self.warned(pk)).status

    def proposed(self, pk: int, proposal: Proposal) -> Shown:
        """The proposed status as this reader may see it."""
        return status_for(self.views[pk].levels, proposal, warned=self.warned(pk))

    def warned(self, pk: int) -> bool:
        """Whether a warning stands of which this reader is told in the place of the status."""
        return pk in self._warnings and self._warnings[pk].on(self.on)

    @cached_property
    def _warnings(self) -> dict[int, Warned]:
        return of_whom({pk: view.levels for pk, view in self.views.items()})

    def since_panel(self, pk: int) -> date:
        """The day of the last decision; where none is known to the reader, a month ago (as panels.since has it)."""
        decision = self.decisions.get(pk) if self.has(pk, Category.SCHEME) else None
        return decision.effective_on if decision else add_months(self.on, -1)

    def earliest(self, people: Iterable[int]) -> date:
        """The earliest of these days: from there on a source reads."""
        return min((self.since_panel(pk) for pk in people), default=self.on)

    def panel_words(self, pk: int) -> str:
        known = pk in self.decisions and self.has(pk, Category.SCHEME)
        return "since the last decision" if known else "in the last month"

    @cached_property
    def on_the_scheme(self) -> dict[int, date]:
        """Since when each is on a cohort, of those of whom the reader may know that they are."""
        known = self.reading(Category.SCHEME, level=Level.FLAG)
        return dict(_episodes(people=known, on=self.on))

    @cached_property
    def members(self) -> dict[int, date]:
        """The same, of those of whom the reader reads the scheme."""
        return {pk: since for pk, since in self.on_the_scheme.items() if self.has(pk, Category.SCHEME)}

    def reviewed(self, *categories: Category) -> list[int]:
        """Whom a panel reviews, of whom the reader has these categories: what happened since the last is for them."""
        return [pk for pk in self.reading(*categories) if pk in self.on_the_scheme]

    @cached_property
    def agenda(self) -> dict[int, AgendaItem]:
        """Where each stands on the agenda of an open panel."""
        items = _agenda(people=self.reading(Category.SCHEME, level=Level.FLAG))
        return {item.offender_id: item for item in items}


@prepared
def _episodes(people: Ids, on: Day) -> Rows:
    episodes = Membership.objects.current(on).filter(offender__in=people)
    return episodes.order_by("-selected_on").values_list("offender_id", "selected_on")


@prepared
def _agenda(people: Ids) -> Rows:
    items = AgendaItem.objects.filter(offender__in=people, panel__status=PanelStatus.OPEN)
    return items.select_related("panel__area")


def ids_of(user: User, whose: Whose, on: date) -> set[int]:
    """The numbers of a caseload; who of them is seen is asked by `scope_of`."""
    if whose is Whose.AGENCY:
        return _of_agency(user, on)
    if whose is Whose.MINE:
        return set(_led_by(officer=user.pk, on=on))
    leads = CaseLead.objects.in_force(on)
    leads = leads.filter(officer__in=TeamMember.objects.colleagues_of(user.pk, on).values("user"))
    return set(leads.values_list("offender_id", flat=True))


@prepared
def _led_by(officer: Number, on: Day) -> Rows:
    return CaseLead.objects.in_force(on).filter(officer=officer).values_list("offender_id", flat=True)


def _of_agency(user: User, on: date) -> set[int]:
    """The agency's own work, what it is asked to take, and for who oversees it the members whom nobody leads."""
    involved = Involvement.objects.in_force(on).filter(agency=user.agency_id, reason__in=CASELOAD)
    found = set(involved.order_by().values_list("offender_id", flat=True))
    found |= set(Transfer.objects.waiting_for(user.agency_id, on).values_list("offender_id", flat=True))
    if may(user, Permission.WORKLIST_OVERSEE):
        led = CaseLead.objects.in_force(on).filter(offender=OuterRef("offender"))
        unled = Membership.objects.current(on).filter(~Exists(led))
        found |= set(unled.values_list("offender_id", flat=True))
    return found


def my_appointments(user: User, on: date) -> set[int]:
    """With whom the reader has appointments whose outcome is not recorded."""
    return set(_waiting_for(agency=user.agency_id, officer=user.pk, on=on))


@prepared
def _waiting_for(agency: Number, officer: Number, on: Day) -> Rows:
    rows = Appointment.objects.without_outcome(on).filter(agency=agency, officer=officer)
    return rows.values_list("offender_id", flat=True)


def my_actions(user: User) -> set[int]:
    """For whom a panel gave the reader something to do, by name."""
    return set(_given_to(officer=user.pk))


@prepared
def _given_to(officer: Number) -> Rows:
    return Action.objects.open().filter(owner_person=officer).values_list("offender_id", flat=True)


def has_team(user: User, on: date) -> bool:
    return bool(_teams(user=user.pk, on=on))


@prepared
def _teams(user: Number, on: Day) -> Rows:
    return TeamMember.objects.in_force(on).filter(user=user).values_list("pk", flat=True)[:1]


def scope_of(user: User, whose: Whose) -> Scope:
    """A caseload as its reader may see it. Glass that one broke puts nobody into a list (offenders.querysets)."""
    on = clock.today()
    own = ids_of(user, whose, on)
    only = _beside(user, whose, on) - own
    return of_people(user, own | only, whose, frozenset(only))


def _beside(user: User, whose: Whose, on: date) -> set[int]:
    """Who is not of the caseload, and has something that waits for the reader."""
    if whose is Whose.MINE:
        return my_appointments(user, on) | my_actions(user)
    return to_decide(user, on) if whose is Whose.AGENCY else set()


def to_decide(user: User, on: date) -> set[int]:
    """Of whom a referral, a proposal or a letter waits, for who runs the scheme: who is only referred, or has left, is
    nobody's case."""
    if not runs_the_scheme(user):
        return set()
    return set(waiting.people(on)) | letters.people(since_of(on), on)


def since_of(on: date) -> date:
    """From which day's deselections on letters are looked for."""
    return limits()["letters_until"].before(on)


def of_people(user: User, ids: Iterable[int], whose: Whose | None = None, only: frozenset[int] = frozenset()) -> Scope:
    people = {person.pk: person for person in seen_of(user, ids)}
    views = {pk: view for pk, view in views_of(user, people).items() if view.how is not How.GLASS}
    return Scope(user, clock.today(), limits(), people, views, whose, only)


def of_one(user: User, person: Offender, view: View) -> Scope:
    """One person's own page: whom its reader may open, with what they have of them."""
    return Scope(user, clock.today(), limits(), {person.pk: person}, {person.pk: view})
