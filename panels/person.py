"""One person at a panel: everything that the room's page of them shows."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency
from agencies.roles import Permission
from documents.models import DocumentVersion
from documents.photo import photograph_of
from offenders.seen import seen_ids
from panels import reads, rules, sheets
from panels.agenda import Place, place_of
from panels.models import AgendaItem, Stance
from panels.screen import Screen
from panels.sheets import Sheet
from rag.visible import Shown


@dataclass(frozen=True)
class Said:
    """Where an agency stands, as this screen may show it: of one that hides the words, that it said something."""

    agency: Agency
    status: Shown | None
    words: str
    dissent: str


@dataclass(kw_only=True)
class Page(Sheet):
    """What one screen shows of one person at a panel: their sheet, and where the room is."""

    place: Place
    said: list[Said] = field(default_factory=list)
    photo: DocumentVersion | None = None
    clock: "Clock | None" = None

    @property
    def neighbours(self) -> list[int]:
        return [line.item.offender_id for line in (self.place.before, self.place.after) if line]


def read(item: AgendaItem, screen: Screen) -> Page:
    """The page of somebody on the agenda as a screen of the panel shows it."""
    with screen.reading():
        return _read(item, screen)


def _read(item: AgendaItem, screen: Screen) -> Page:
    place = place_of(item, screen)
    screen = place.screen
    (sheet,) = sheets.read(item.panel, [place.line], {item.offender_id: screen})
    return Page(
        **vars(sheet),
        place=place,
        said=_said(item, screen),
        photo=_photo(item, screen),
        clock=clock_of(place, timezone.now()),
    )


@dataclass(frozen=True)
class Clock:
    """The meeting against the time that is planned for it."""

    left: int
    behind: int


def clock_of(place: Place, now: datetime) -> Clock | None:
    """Nothing where no length was planned: by the server's time of opening, so that no laptop's clock matters."""
    planned, opened, given = place.panel.minutes_long, place.panel.opened_at, place.minutes
    if planned is None or opened is None:
        return None
    gone = int((now - opened).total_seconds() // 60)
    return Clock(rules.minutes_left(planned, gone), rules.minutes_behind(planned, gone, given[True], given[False]))


def _photo(item: AgendaItem, screen: Screen) -> DocumentVersion | None:
    """The face, for who sees the person every day too: it is served by the person's own pages (casefile)."""
    if not screen.reads(Category.IDENTITY):
        return None
    if screen.meeting.joined and not seen_ids(screen.user, [item.offender_id]):
        return None
    return photograph_of(item.offender_id)


def _said(item: AgendaItem, screen: Screen) -> list[Said]:
    """What the agencies said in the room: for its screen, for who has joined, for a chair; else one's own alone."""
    rows = reads.stances(item=item.pk)
    if not (screen.shared or screen.meeting.of(item.panel) or may(screen.user, Permission.PANEL_CHAIR)):
        rows = [row for row in rows if row.agency_id == screen.user.agency_id]
    return [_of_agency(row, screen) for row in rows if row.status or row.dissent]


def _of_agency(row: Stance, screen: Screen) -> Said:
    """Its words may name anything: they are for a room's screen and for those from whom nothing of it is hidden."""
    status = screen.decided(row.status, row.item.proposal) if row.status else None
    open_to = screen.shared or row.agency_id == screen.user.agency_id
    open_to = open_to or screen.reads(Category.SCHEME, Category.OFFENDING)
    return Said(row.agency, status, row.words if open_to else "", row.dissent if open_to else "")
