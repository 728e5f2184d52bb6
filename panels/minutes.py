"""The minutes of a panel for one reader: who was there, what was decided and why, who is to do what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from agencies.categories import Category
from agencies.models import Agency
from cohorts.models import Membership
from panels import agenda, held, sheets
from panels.agenda import Agenda
from panels.models import Action, ItemNote, Panel, PanelStatus
from panels.models.minutes import SignedNote
from panels.models.room import Stance
from panels.rules.quorum import Verdict
from panels.screen import Screen


@dataclass(frozen=True)
class Given:
    """An action as it stood when the panel was closed; while it sits, as it stands."""

    action: Action
    carried: bool
    state: str


@dataclass(frozen=True)
class Move:
    """Somebody of the agenda came on to a cohort on the day of the panel, or left it, by a code."""

    name: str
    cohort: str
    came: bool
    code: str = ""


@dataclass(frozen=True)
class Note:
    """A correction, signed after the minutes; of one person, or of the meeting."""

    name: str
    text: str
    signed_at: datetime
    signed_by: str


@dataclass(frozen=True)
class Dissent:
    """An agency did not agree with what was decided, in its own words."""

    name: str
    agency: str
    text: str


@dataclass(frozen=True)
class Minutes:
    agenda: Agenda
    attendance: list[tuple[Agency, list[str]]]
    actions: list[tuple[Agency, list[Given]]]
    moves: list[Move]
    notes: list[Note]
    quorum: Verdict
    dissents: list[Dissent]

    @property
    def given(self) -> int:
        return sum(len(actions) for _, actions in self.actions)


def read(panel: Panel, screen: Screen) -> Minutes:
    tasks = sheets.tasks(panel, screen)
    by_agency: dict[Agency, list[Given]] = {}
    mine = screen.user.agency_id
    order = lambda one: (one.owner_id != mine, one.owner.position, one.owner_id, one.due_on, one.pk)  # noqa: E731
    for task in sorted(tasks, key=lambda task: order(task.action)):
        given = Given(task.action, task.carried, _state(task.action, panel.closed_at))
        by_agency.setdefault(task.action.owner, []).append(given)
    seen = agenda.read(panel, screen)
    return Minutes(
        seen,
        _attendance(panel),
        list(by_agency.items()),
        _moves(seen, screen),
        _notes(panel, seen, screen),
        held.quorums([panel])[panel.pk],
        _dissents(seen, screen),
    )


def reference(panel: Panel) -> str:
    """What signed minutes are called: the area, the kind, the year of the meeting, and the area's own number."""
    return f"{panel.area.code} {panel.kind.upper()} {panel.held_on.year}/{panel.number}" if panel.number else ""


def _notes(panel: Panel, seen: Agenda, screen: Screen) -> list[Note]:
    """Each by the day of its signature. One of a person is for who reads the scheme, what the panel's own words may

    name, and what the note is filed under.
    """
    if panel.status != PanelStatus.CLOSED:
        return []
    names = {line.item.pk: line.item.offender for line in seen.lines}
    screens = screen.of_people(who.pk for who in names.values())
    of_people = [
        (names[row.item_id].name, row)
        for row in ItemNote.objects.filter(item__in=names).select_related("signed_by")
        if screens[names[row.item_id].pk].reads(Category.SCHEME, Category.OFFENDING, Category(row.category))
    ]
    of_meeting = [("", row) for row in panel.notes.select_related("signed_by")]
    rows: list[tuple[str, SignedNote]] = [*of_people, *of_meeting]
    found = [Note(name, row.text, row.signed_at, row.signed_by.full_name) for name, row in rows]
    return sorted(found, key=lambda note: note.signed_at)


def _dissents(seen: Agenda, screen: Screen) -> list[Dissent]:
    """For who reads the words of a decision; an agency reads its own."""
    people = {line.item.pk: line.item.offender for line in seen.lines}
    screens = screen.of_people(who.pk for who in people.values())
    rows = Stance.objects.filter(item__in=people).exclude(dissent="").select_related("agency")
    found = [
        Dissent(people[row.item_id].name, row.agency.name, row.dissent)
        for row in rows
        if row.agency_id == screen.user.agency_id
        or screens[people[row.item_id].pk].reads(Category.SCHEME, Category.OFFENDING)
    ]
    return sorted(found, key=lambda one: (one.name, one.agency))


def _moves(seen: Agenda, screen: Screen) -> list[Move]:
    """Who was selected or deselected on the day, of those on the agenda, each cohort as the reader may know it."""
    day, names = seen.panel.held_on, {line.item.offender_id: line.item.offender.name for line in seen.lines}
    screens = {pk: one for pk, one in screen.of_people(names).items() if one.reads(Category.SCHEME)}
    rows = Membership.objects.filter(Q(selected_on=day) | Q(deselected_on=day), offender__in=screens)
    found = [move for row in rows.select_related("cohort") for move in _moved(row, names, screens, day)]
    return sorted(found, key=lambda move: (move.name, move.came, move.cohort))


def _moved(row: Membership, names: dict[int, str], screens: dict[int, Screen], day: date) -> Iterator[Move]:
    name, cohort = names[row.offender_id], screens[row.offender_id].cohort(row.cohort)
    if row.selected_on == day:
        yield Move(name, cohort, came=True)
    if row.deselected_on == day:
        yield Move(name, cohort, came=False, code=row.deselection_code_id or "")


def _state(action: Action, closed_at: datetime | None) -> str:
    ended = action.ended_at is not None and (closed_at is None or action.ended_at <= closed_at)
    return str(action.get_status_display()) if ended else "Open"


def _attendance(panel: Panel) -> list[tuple[Agency, list[str]]]:
    there: dict[Agency, list[str]] = {}
    rows = panel.attendances.select_related("agency").order_by("agency__position", "agency__code", "name")
    for row in rows:
        there.setdefault(row.agency, []).append(row.name)
    return list(there.items())
