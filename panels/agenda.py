"""A panel's agenda as one screen shows it: who is on it, in which order, and how far the meeting is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from agencies.categories import Category
from offenders.facts import markers
from panels import rules
from panels.models import Action, AgendaItem, Panel
from panels.screen import Screen
from rag.models import Status
from rag.visible import ASK_LEAD, Shown
from ranking import queries as ranking
from ranking.visible import shown_movement, shown_places

LAST = len(rules.WORST_FIRST)


@dataclass
class Line:
    """One person on the agenda, as this screen may show them."""

    item: AgendaItem
    proposed: Shown
    before: Shown | None
    decided: Shown | None
    back: bool
    rank: int | None = None
    movement: int | None = None
    reason: str = ""
    before_reason: str = ""
    warning: str = ""
    number: int = 0
    actions: list[Action] = field(default_factory=list)

    @property
    def why(self) -> list[str]:
        """The reasons as the list says them, in short."""
        return rules.without_repeats(self.proposed.reasons)

    @property
    def settled(self) -> bool:
        return bool(self.item.decided_status) or self.item.not_discussed


@dataclass
class Agenda:
    """The people of a panel whom the reader may see, worst first as the screen shows it."""

    panel: Panel
    screen: Screen
    lines: list[Line]

    @property
    def total(self) -> int:
        return len(self.lines)

    @cached_property
    def settled(self) -> int:
        return sum(line.settled for line in self.lines)

    @property
    def left(self) -> int:
        return self.total - self.settled

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


def read(panel: Panel, screen: Screen) -> Agenda:
    """The agenda for a screen; the number of queries does not depend on how many are on it."""
    items = list(panel.items.on_screen(screen.user, shared=screen.shared).with_people())
    screens = screen.of_people(item.offender_id for item in items)
    lines = [_line(item, screens[item.offender_id]) for item in items if item.offender_id in screens]
    warnings = markers.warnings({pk: one.levels for pk, one in screens.items()}, panel.held_on)
    for line in lines:
        line.warning = warnings.get(line.item.offender_id, "")
    if screen.sees_rank:
        _ranks(panel, screen, [line for line in lines if screens[line.item.offender_id].sees_rank])
    lines.sort(key=_place)
    for number, line in enumerate(lines, start=1):
        line.number = number
    return Agenda(panel, screen, lines)


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
    run = ranking.latest_run(panel.held_on)
    if run is None:
        return
    for pk, score in shown_places(reader, run, by_person).items():
        by_person[pk].rank = score.shown_rank
    for pk, places in shown_movement(reader, run, by_person).items():
        by_person[pk].movement = places


def _place(line: Line) -> tuple[bool, int, bool, int, str, int]:
    """Only what the screen shows orders it, so that the order gives nothing away (spec/access.md, section 2)."""
    who = line.item.offender
    return (not line.back, _severity(line.proposed.status), line.rank is None, line.rank or 0, who.name, who.pk)


def _severity(shown: str | None) -> int:
    if shown == ASK_LEAD:
        return rules.severity(Status.RED)
    return rules.severity(shown) if shown in Status.values else LAST
