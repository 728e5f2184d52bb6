"""What there is to tell of people on an agenda, each as their screen shows them: on the room's page, and in a pack.

Of many at once: the number of queries does not depend on how many there are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from agencies.categories import Category
from audit import clock
from panels import reads, rules, since, standing, updates
from panels.agenda import Line
from panels.models import Action, ActionStatus, Panel
from panels.pathway_strip import Cell, strips
from panels.screen import Screen
from panels.updates import Told
from rag.models import Proposal
from rag.queries import current_proposals, what_follows
from rag.rules import Follow, Reason
from rag.visible import Shown


@dataclass
class Task:
    """An action with what the page says of it."""

    action: Action
    carried: bool
    overdue: bool
    may_end: bool = False


@dataclass(frozen=True)
class Since:
    """What the rules propose now, where facts arrived since the agenda was frozen, and the facts that are new."""

    at: datetime
    proposed: Shown
    news: list[Reason]


@dataclass(kw_only=True)
class Sheet:
    """What one screen tells of one person, beside their line of the agenda."""

    line: Line
    screen: Screen
    standing: list[str]
    since_day: date
    accounts: list[since.Account]
    pathways: list[Cell]
    tasks: list[Task] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    changed: Since | None = None
    written: list[Told] = field(default_factory=list)

    @property
    def still_open(self) -> list[Task]:
        return [task for task in self.tasks if task.action.status == ActionStatus.OPEN]


def read(panel: Panel, lines: Collection[Line], screens: Mapping[int, Screen]) -> list[Sheet]:
    """In the order of the lines; `screens` has what may be shown of each of these people, and of nobody else."""
    days = since.windows(panel, [line.item for line in lines])
    lines_standing = standing.of_people(panel.held_on, screens)
    accounts, pathways = since.accounts(days, screens), strips(panel.held_on, screens)
    proposals = {line.item.offender_id: line.item.proposal for line in lines}
    actions, written = _tasks(panel, screens), updates.of_screens(panel, screens, proposals)
    now, follows = current_proposals(screens), what_follows(list(screens), panel.held_on)
    return [
        Sheet(
            line=line,
            screen=screens[pk],
            standing=lines_standing[pk],
            since_day=days[pk].after,
            accounts=accounts[pk],
            pathways=pathways.get(pk, []),
            tasks=actions.get(pk, []),
            follows=screens[pk].follows(follows.get(pk, [])),
            changed=_changed(line, now.get(pk), screens[pk]),
            written=written.get(pk, []),
        )
        for pk, line in ((line.item.offender_id, line) for line in lines)
    ]


def _changed(line: Line, now: Proposal | None, screen: Screen) -> Since | None:
    """Nothing where this screen would show the same."""
    frozen = line.item.proposal
    if now is None or now.pk == frozen.pk or now.computed_at < frozen.computed_at:
        return None
    shown = screen.proposed(now)
    news = rules.news(line.proposed.reasons, shown.reasons)
    gone = rules.news(shown.reasons, line.proposed.reasons)
    return Since(now.computed_at, shown, news) if news or gone or shown.status != line.proposed.status else None


def tasks(panel: Panel, screen: Screen) -> list[Task]:
    """What was given at this panel or carried into it; whom the scheme is closed to sees its own agency's alone."""
    actions = Action.objects.for_panel(panel).visible_to(screen.user)
    if not screen.reads(Category.SCHEME):
        actions = actions.filter(owner=screen.user.agency)
    return [_task(action, panel) for action in actions.order_by("item__panel__held_on", "due_on", "pk")]


def _tasks(panel: Panel, screens: Mapping[int, Screen]) -> dict[int, list[Task]]:
    """The same by person, as the screen of each has it."""
    found: dict[int, list[Task]] = {}
    for action in reads.actions(panel=panel.pk, people=screens, held_on=panel.held_on):
        screen = screens[action.offender_id]
        if screen.reads(Category.SCHEME) or action.owner_id == screen.user.agency_id:
            found.setdefault(action.offender_id, []).append(_task(action, panel))
    return found


def _task(action: Action, panel: Panel) -> Task:
    late = action.status == ActionStatus.OPEN and rules.overdue(action.due_on, clock.today())
    return Task(action, carried=action.item.panel_id != panel.pk, overdue=late)
