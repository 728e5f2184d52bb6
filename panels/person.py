"""One person at a panel: everything that the room's page of them shows."""

from dataclasses import dataclass, field
from datetime import date

from agencies.categories import Category
from audit import clock
from cohorts.models import Membership
from offenders.models import CustodySpell, Offender, Supervision
from panels import agenda, rules, since
from panels.agenda import Agenda, Line
from panels.models import Action, ActionStatus, AgendaItem, Panel
from panels.pathway_strip import Cell, strip
from panels.screen import Screen
from rag.queries import what_follows
from rag.rules import Follow


@dataclass
class Task:
    """An action with what the page says of it."""

    action: Action
    carried: bool
    overdue: bool
    may_end: bool = False


@dataclass
class Page:
    """What one screen shows of one person at a panel."""

    agenda: Agenda
    screen: Screen
    line: Line
    before: Line | None
    after: Line | None
    standing: list[str]
    since_day: date
    accounts: list[since.Account]
    pathways: list[Cell]
    tasks: list[Task] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)

    @property
    def neighbours(self) -> list[int]:
        return [line.item.offender_id for line in (self.before, self.after) if line]


def read(item: AgendaItem, screen: Screen) -> Page:
    """The page of somebody on the agenda as a screen of the panel shows it."""
    panel = item.panel
    seen, screen = agenda.read(panel, screen), screen.of_person(item.offender_id)
    line, who = seen.at(item), item.offender
    before, after = seen.beside(line)
    days = since.window(item)
    return Page(
        agenda=seen,
        screen=screen,
        line=line,
        before=before,
        after=after,
        standing=_standing(who, panel.held_on, screen),
        since_day=days.after,
        accounts=since.accounts(who, days, screen),
        pathways=strip(who, panel.held_on, screen),
        tasks=tasks(panel, screen, who),
        follows=screen.follows(what_follows([who.pk], panel.held_on).get(who.pk, [])),
    )


def tasks(panel: Panel, screen: Screen, who: Offender | None = None) -> list[Task]:
    """What was given at this panel or carried into it; whom the scheme is closed to sees its own agency's alone."""
    actions = Action.objects.for_panel(panel).visible_to(screen.user)
    if who is not None:
        actions = actions.filter(offender=who)
    if not screen.reads(Category.SCHEME):
        actions = actions.filter(owner=screen.user.agency)
    return [_task(action, panel) for action in actions.order_by("item__panel__held_on", "due_on", "pk")]


def _task(action: Action, panel: Panel) -> Task:
    late = action.status == ActionStatus.OPEN and rules.overdue(action.due_on, clock.today())
    return Task(action, carried=action.item.panel_id != panel.pk, overdue=late)


def _standing(who: Offender, on: date, screen: Screen) -> list[str]:
    """Cohorts, custody or liberty, supervision: the line under the name."""
    return [*_cohorts(who, on, screen), *_custody(who, on, screen), *_supervision(who, on, screen)]


def _cohorts(who: Offender, on: date, screen: Screen) -> list[str]:
    said: dict[str, date] = {}
    rows = Membership.objects.current(on).filter(offender=who).select_related("cohort")
    for row in rows.order_by("selected_on", "pk"):
        said.setdefault(screen.cohort(row.cohort), row.selected_on)
    return [f"{name} since {day:%B %Y}" for name, day in said.items()]


def _custody(who: Offender, on: date, screen: Screen) -> list[str]:
    if not screen.knows_of(Category.CUSTODY):
        return []
    spell = CustodySpell.objects.covering(on).filter(offender=who).order_by("-admitted_on").first()
    if spell is None:
        return ["at liberty"]
    return [f"in {spell.establishment}" if screen.reads(Category.CUSTODY) else "in custody"]


def _supervision(who: Offender, on: date, screen: Screen) -> list[str]:
    if not screen.knows_of(Category.SUPERVISION):
        return []
    row = Supervision.objects.in_force(on).filter(offender=who).order_by("started_on", "pk").first()
    if row is None:
        return []
    return [row.get_order_type_display().lower() if screen.reads(Category.SUPERVISION) else "supervised"]
