"""A panel's agenda as one screen shows it: who is on it, in which order, and how far the meeting is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agencies.categories import Category
from agencies.sharing import agreement_of
from audit import clock
from audit.floor import System, as_system
from offenders import sight
from offenders.facts import markers
from panels import building, reads, rules
from panels.joined import everybody_reads
from panels.models import Action, AgendaItem, Panel, PanelStatus
from panels.querysets import on_the_scheme_for
from panels.rules.agenda_reasons import Why
from panels.screen import Screen
from rag.visible import Shown
from ranking import queries as ranking
from ranking.visible import Moved, shown_movement, shown_places


@dataclass
class Line:
    """One person on the agenda, as this screen may show them."""

    item: AgendaItem
    proposed: Shown
    before: Shown | None
    decided: Shown | None
    back: bool
    rank: int | None = None
    movement: Moved | None = None
    reason: str = ""
    before_reason: str = ""
    warning: str = ""
    number: int = 0
    actions: list[Action] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)
    alone: bool = True

    @property
    def why(self) -> list[str]:
        """The reasons as the list says them, in short."""
        return rules.without_repeats(self.proposed.reasons)

    @property
    def settled(self) -> bool:
        return bool(self.item.decided_status) or self.item.not_discussed


@dataclass
class Agenda:
    """The people of a panel whom the reader may see, in the room's order or as the screen shows them."""

    panel: Panel
    screen: Screen
    lines: list[Line]
    screens: dict[int, Screen] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.lines)

    @cached_property
    def settled(self) -> int:
        return sum(line.settled for line in self.lines)

    @property
    def left(self) -> int:
        return self.total - self.settled

    @property
    def alone(self) -> list[Line]:
        """Those who are gone through one by one."""
        return [line for line in self.lines if line.alone]

    @property
    def block(self) -> list[Line]:
        """Those for whom this screen shows nothing to change: they are taken as one."""
        return [line for line in self.lines if not line.alone]

    @property
    def minutes(self) -> int:
        """How long the chair gives to those who have a time."""
        return sum(line.item.minutes or 0 for line in self.lines)

    @cached_property
    def first_left(self) -> Line | None:
        """The first who is neither decided nor left for the next panel."""
        return next((line for line in self.lines if not line.settled), None)

    def at(self, item: AgendaItem) -> Line:
        return next(line for line in self.lines if line.item.pk == item.pk)

    def beside(self, line: Line) -> tuple[Line | None, Line | None]:
        """The one before and the one after."""
        before = self.lines[line.number - 2] if line.number > 1 else None
        after = self.lines[line.number] if line.number < self.total else None
        return before, after

    @property
    def offender_ids(self) -> list[int]:
        return [line.item.offender_id for line in self.lines]


@dataclass
class Place:
    """Where somebody stands on an agenda as a screen shows it: their line, who is beside them, how far it is.

    `minutes` are those given to each who is gone through alone: of the settled, and of those who are left.
    """

    panel: Panel
    line: Line
    screen: Screen
    before: Line | None
    after: Line | None
    total: int
    left: int
    minutes: dict[bool, list[int | None]]


def place_of(item: AgendaItem, screen: Screen) -> Place:
    """Of a person whom the screen shows, on an agenda that is issued.

    In the room's order only the three lines that the page of a person shows are made; a screen that may not know that
    order needs what it shows of everybody.
    """
    with screen.reading():
        if knows_the_order(screen):
            return _in_the_rooms_order(item, screen)
        return _in_its_own_order(item, screen)


def _in_the_rooms_order(item: AgendaItem, screen: Screen) -> Place:
    panel, everybody = item.panel, reads.places(panel=item.panel_id)
    shown = screen.shows(panel, [person for person, *_ in everybody])
    rows = [row for row in everybody if row[0] in shown]
    at = next(n for n, row in enumerate(rows) if row[0] == item.offender_id)
    near = {n: rows[n][0] for n in (at - 1, at, at + 1) if 0 <= n < len(rows)}
    screens = screen.of_people(near.values())
    items = {one.offender_id: one for one in reads.items_about(panel=panel.pk, people=near.values())}
    lines = {n: _line(_at(panel, items[pk]), screens[pk]) for n, pk in near.items() if pk in screens}
    for n, line in lines.items():
        line.number = n + 1
    _tell(panel, screen, screens, [lines[at]])
    minutes: dict[bool, list[int | None]] = {True: [], False: []}
    settled = [bool(decided) or left for _, decided, left, *_ in rows]
    for done, (*_, given, alone) in zip(settled, rows, strict=True):
        if alone:
            minutes[done].append(given)
    beside = lines.get(at - 1), lines.get(at + 1)
    return Place(panel, lines[at], screens[item.offender_id], *beside, len(rows), settled.count(False), minutes)


def _in_its_own_order(item: AgendaItem, screen: Screen) -> Place:
    seen = _read(item.panel, screen)
    line = seen.at(item)
    minutes: dict[bool, list[int | None]] = {True: [], False: []}
    for one in seen.alone:
        minutes[one.settled].append(one.item.minutes)
    return Place(item.panel, line, seen.screens[item.offender_id], *seen.beside(line), seen.total, seen.left, minutes)


def read(panel: Panel, screen: Screen) -> Agenda:
    """The agenda for a screen; the number of queries does not depend on how many are on it."""
    with screen.reading():
        return _read(panel, screen)


def _read(panel: Panel, screen: Screen) -> Agenda:
    items = _items(panel, screen)
    screens = screen.of_people(item.offender_id for item in items)
    lines = [_line(item, screens[item.offender_id]) for item in items if item.offender_id in screens]
    _tell(panel, screen, screens, lines)
    for line in lines:
        _why(line, screens[line.item.offender_id])
    lines.sort(key=_position if knows_the_order(screen) else _by_what_is_shown)
    for number, line in enumerate(lines, start=1):
        line.number = number
    return Agenda(panel, screen, lines, screens)


def _tell(panel: Panel, screen: Screen, screens: Mapping[int, Screen], lines: list[Line]) -> None:
    """What must be said of somebody, their rank and how it moved."""
    warnings = markers.warnings(
        {line.item.offender_id: screens[line.item.offender_id].levels for line in lines}, panel.held_on
    )
    for line in lines:
        line.warning = warnings.get(line.item.offender_id, "")
    if screen.sees_rank:
        _ranks(panel, screen, [line for line in lines if screens[line.item.offender_id].sees_rank])


def _items(panel: Panel, screen: Screen) -> list[AgendaItem]:
    """As frozen; of an agenda that is not issued yet as it would be, made anew at each look."""
    if panel.status != PanelStatus.PLANNED:
        items = reads.items_of(panel=panel.pk)
        shown = screen.shows(panel, [item.offender_id for item in items])
        return [_at(panel, item) for item in items if item.offender_id in shown]
    with as_system(System.PANEL):
        items = building.draft(panel, agreement_of(screen.user)).items
    people = on_the_scheme_for(screen.user)
    people = people.exclude(sight.restricted()) if screen.shared else people
    seen = set(people.filter(pk__in=[item.offender_id for item in items]).values_list("pk", flat=True))
    return [item for item in items if item.offender_id in seen]


def _at(panel: Panel, item: AgendaItem) -> AgendaItem:
    item.panel = panel
    return item


def _why(line: Line, screen: Screen) -> None:
    """Why somebody is gone through alone, as this screen may say it: with nothing to say they stand in the block."""
    line.reasons = building.seen_reasons(screen, line.item, rank=line.rank is not None)
    line.alone = bool(line.reasons) if line.item.why else line.item.alone


def knows_the_order(screen: Screen) -> bool:
    """Who reads all that the room reads is shown the order of the room; to others it would say what they may not."""
    return screen.shared or everybody_reads(agreement_of(screen.user)) <= screen.parts


def _position(line: Line) -> int:
    return line.item.position


def _line(item: AgendaItem, screen: Screen) -> Line:
    before = screen.before(item.previous)
    decided = screen.decided(item.decided_status, item.proposal)
    was = item.previous.status if item.previous else None
    line = Line(item, screen.proposed(item.proposal), before, decided, back=False)
    line.back = screen.reads(Category.SCHEME) and rules.back_to_panel(was, item.proposal.status)
    line.reason = item.reason if screen.shared or _words(screen, decided, item.decided_status) else ""
    if item.previous and _words(screen, before, item.previous.status):
        line.before_reason = item.previous.reason
    return line


def _words(screen: Screen, shown: Shown | None, status: str) -> bool:
    """The panel's own words may name anything: for those from whom nothing of the decision is hidden."""
    return shown is not None and shown.status == status and screen.reads(Category.SCHEME, Category.OFFENDING)


def _ranks(panel: Panel, screen: Screen, lines: Iterable[Line]) -> None:
    """As the reader's agency is shown them; what the room looks at shows no rank of people under 18."""
    reader = None if screen.shared else screen.user
    by_person = {line.item.offender_id: line for line in lines}
    frozen = panel.ranking_run_id
    run = ranking.run_numbered(frozen) if frozen else ranking.run_read_on(min(panel.held_on, clock.today()))
    if run is None:
        return
    for pk, score in shown_places(reader, run, by_person).items():
        by_person[pk].rank = score.shown_rank
    for pk, places in shown_movement(reader, run, by_person, thinned=True).items():
        by_person[pk].movement = places


def _by_what_is_shown(line: Line) -> tuple[bool, bool, int, bool, int, str, int]:
    """Only what the screen shows orders it, so that the order gives nothing away (spec/access.md, section 2)."""
    who = line.item.offender
    severity = building.severity_of(line.proposed.status)
    return (not line.alone, not line.back, severity, line.rank is None, line.rank or 0, who.name, who.pk)
