"""What the agencies have written for a meeting, as one screen may show it; and what one has still to write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.categories import Category
from agencies.models import User
from audit import clock
from panels import agenda, reads
from panels.agenda import Agenda, Line
from panels.models import AgencyUpdate, AgendaItem, Panel, PanelStatus
from panels.screen import Screen
from rag.models import Decision, Proposal, Status
from rag.queries import current_proposals
from rag.visible import decided_status_for


@dataclass(frozen=True)
class Told:
    """One agency's update, and the status that it proposes as this screen may show it."""

    update: AgencyUpdate
    proposes: str


@dataclass(frozen=True)
class Row:
    """Somebody on the agenda with what the reader's own agency has written of them."""

    line: Line
    own: list[AgencyUpdate]
    written: bool


@dataclass(frozen=True)
class Mine:
    rows: list[Row]

    @property
    def unwritten(self) -> int:
        return sum(not row.written for row in self.rows)


def of_people(panel: Panel, screen: Screen, people: Iterable[int]) -> dict[int, list[Told]]:
    """By person the updates that a screen shows: of a category that it reads of them, agency by agency."""
    screens = screen.of_people(people)
    return of_screens(panel, screens, _proposals(panel, list(screens)))


def of_screens(panel: Panel, screens: Mapping[int, Screen], proposals: Mapping[int, Proposal]) -> dict[int, list[Told]]:
    """The same on the screens of those people, beside what is proposed of each."""
    found: dict[int, list[Told]] = {}
    for row in reads.updates(panel=panel.pk, people=screens):
        told = _told([row], screens[row.offender_id], proposals.get(row.offender_id))
        found.setdefault(row.offender_id, []).extend(told)
    return {pk: rows for pk, rows in found.items() if rows}


def _told(rows: Iterable[AgencyUpdate], screen: Screen, proposal: Proposal | None) -> list[Told]:
    return [Told(row, _proposes(row, screen, proposal)) for row in rows if screen.reads(Category(row.category))]


def _proposals(panel: Panel, people: list[int]) -> dict[int, Proposal]:
    """As issued; of an agenda that is not issued yet as they stand."""
    rows = AgendaItem.objects.filter(panel=panel, offender__in=people).select_related("proposal")
    return current_proposals(people) | {row.offender_id: row.proposal for row in rows}


def _proposes(row: AgencyUpdate, screen: Screen, proposal: Proposal | None) -> str:
    """As any status: RED belongs to warrants, AMBER+ to its reasons, and nothing stands in the place of a warning

    (spec/access.md, section 2). Where advice would stand, nothing does.
    """
    if not row.proposes:
        return ""
    as_decided = Decision(status=row.proposes, proposal=proposal)
    shown = decided_status_for(screen.levels, as_decided, warned=screen.warned).status
    return shown if shown in Status.values else ""


def mine(panel: Panel, user: User, seen: Agenda | None = None) -> Mine:
    """Who is gone through alone, as the reader's agency sees them, and what it has written of each.

    What a colleague wrote under a category that this reader does not read is written, and is not shown.
    """
    seen = seen or agenda.read(panel, Screen.of(user))
    rows = AgencyUpdate.objects.filter(panel=panel, agency=user.agency_id).order_by("category")
    screens = seen.screen.of_people(line.item.offender_id for line in seen.alone)
    own: dict[int, list[AgencyUpdate]] = {pk: [] for pk in screens}
    written = set()
    for row in rows:
        written.add(row.offender_id)
        if row.offender_id in screens and screens[row.offender_id].reads(Category(row.category)):
            own[row.offender_id].append(row)
    people = [(line, line.item.offender_id) for line in seen.alone]
    return Mine([Row(line, own.get(pk, []), pk in written) for line, pk in people])


def to_write(user: User) -> list[tuple[Panel, int]]:
    """Issued meetings from today on for which the reader's agency has not written of everybody, the soonest first."""
    issued = Panel.objects.filter(status=PanelStatus.ISSUED, held_on__gte=clock.today())
    panels = issued.select_related("area").order_by("held_on", "pk")
    if user.agency_id is None or not panels:
        return []
    counts = [(panel, mine(panel, user).unwritten) for panel in panels]
    return [(panel, number) for panel, number in counts if number]
