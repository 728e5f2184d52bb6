"""One person at a panel: everything that the room's page of them shows."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency
from agencies.roles import Permission
from audit import clock
from cohorts.models import Membership
from documents.models import DocumentVersion
from documents.photo import photograph_of
from offenders.models import CustodySpell, Offender, Supervision
from offenders.seen import seen_ids
from panels import agenda, reads, rules, since, updates
from panels.agenda import Agenda, Line
from panels.models import Action, ActionStatus, AgendaItem, Panel, Stance
from panels.pathway_strip import Cell, strip
from panels.screen import Screen
from panels.updates import Told
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


@dataclass(frozen=True)
class Said:
    """Where an agency stands, as this screen may show it: of one that hides the words, that it said something."""

    agency: Agency
    status: Shown | None
    words: str
    dissent: str


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
    changed: Since | None = None
    said: list[Said] = field(default_factory=list)
    written: list[Told] = field(default_factory=list)
    photo: DocumentVersion | None = None
    clock: "Clock | None" = None

    @property
    def neighbours(self) -> list[int]:
        return [line.item.offender_id for line in (self.before, self.after) if line]


def read(item: AgendaItem, screen: Screen) -> Page:
    """The page of somebody on the agenda as a screen of the panel shows it."""
    with screen.reading():
        return _read(item, screen)


def _read(item: AgendaItem, screen: Screen) -> Page:
    panel = item.panel
    seen = agenda.read(panel, screen, about=item.offender_id)
    screen = seen.screens[item.offender_id]
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
        photo=_photo(item, screen),
        clock=clock_of(seen, timezone.now()),
        changed=_changed(item, line, screen),
        said=_said(item, screen),
        written=updates.of_person(item, screen),
        follows=screen.follows(what_follows([who.pk], panel.held_on).get(who.pk, [])),
    )


@dataclass(frozen=True)
class Clock:
    """The meeting against the time that is planned for it."""

    left: int
    behind: int


def clock_of(seen: Agenda, now: datetime) -> Clock | None:
    """Nothing where no length was planned: by the server's time of opening, so that no laptop's clock matters."""
    planned, opened = seen.panel.minutes_long, seen.panel.opened_at
    if planned is None or opened is None:
        return None
    gone = int((now - opened).total_seconds() // 60)
    minutes: dict[bool, list[int | None]] = {True: [], False: []}
    for line in seen.alone:
        minutes[line.settled].append(line.item.minutes)
    return Clock(rules.minutes_left(planned, gone), rules.minutes_behind(planned, gone, minutes[True], minutes[False]))


def _photo(item: AgendaItem, screen: Screen) -> DocumentVersion | None:
    """The face, for who sees the person every day too: it is served by the person's own pages (casefile)."""
    if not screen.reads(Category.IDENTITY):
        return None
    if screen.meeting.joined and not seen_ids(screen.user, [item.offender_id]):
        return None
    return photograph_of(item.offender_id)


def _changed(item: AgendaItem, line: Line, screen: Screen) -> Since | None:
    """Nothing where this screen would show the same."""
    now = current_proposals([item.offender_id]).get(item.offender_id)
    if now is None or now.pk == item.proposal_id or now.computed_at < item.proposal.computed_at:
        return None
    shown = screen.proposed(now)
    news = rules.news(line.proposed.reasons, shown.reasons)
    gone = rules.news(shown.reasons, line.proposed.reasons)
    return Since(now.computed_at, shown, news) if news or gone or shown.status != line.proposed.status else None


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


def tasks(panel: Panel, screen: Screen, who: Offender | None = None) -> list[Task]:
    """What was given at this panel or carried into it; whom the scheme is closed to sees its own agency's alone."""
    if who is None:
        actions = Action.objects.for_panel(panel).visible_to(screen.user)
        rows = list(actions.order_by("item__panel__held_on", "due_on", "pk"))
    else:
        rows = reads.actions(panel=panel.pk, person=who.pk, held_on=panel.held_on)
    if not screen.reads(Category.SCHEME):
        rows = [action for action in rows if action.owner_id == screen.user.agency_id]
    return [_task(action, panel) for action in rows]


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
