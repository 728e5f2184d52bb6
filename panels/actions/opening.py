"""Issuing an agenda, which freezes it; taking it back; opening the meeting on its day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from agencies.access import may
from agencies.models import Area, User
from agencies.roles import Permission
from agencies.sharing import agreement_of
from audit import clock, log
from audit.floor import System, as_system
from panels import building, policies
from panels import meeting_policies as planning
from panels.actions.inviting import invite
from panels.actions.planning import ChangedMeanwhile
from panels.actions.sitting import take_panel
from panels.models import AgendaItem, Panel, PanelKind, PanelStatus
from panels.policies import check_step
from panels.rules import Step
from rag.actions import record_proposals
from rag.models import Proposal

EMPTY = "Nobody is on this agenda yet: there is nothing to issue."


@transaction.atomic
@as_system(System.PANEL)
def issue_agenda(*, panel: Panel, version: int, by: User) -> Panel:
    """Freeze who is on the agenda and why, in which order, by which ranking, and what is proposed for each."""
    panel = take_panel(panel)
    planning.check_plan(by)
    if panel.status == PanelStatus.ISSUED:
        return panel
    planning.check_build(by, panel)
    if panel.version != version:
        raise ChangedMeanwhile(panel)
    people = _freeze(panel, min(clock.today(), panel.held_on), by)
    panel.version = F("version") + 1
    panel.save(update_fields=["version"])
    panel.refresh_from_db()
    invite([panel])
    log.changed("panels.issue", by=by, panel=panel.pk, people=people)
    return panel


@transaction.atomic
@as_system(System.PANEL)
def take_back(*, panel: Panel, why: str, version: int, by: User) -> Panel:
    """Let an agenda that was issued build itself again, with a reason; what agencies have written for it stays."""
    panel, why = take_panel(panel), " ".join(why.split())
    planning.check_to_come(by, panel)
    if not why:
        raise ValidationError({"why": "Say why the agenda is taken back."})
    if panel.version != version:
        raise ChangedMeanwhile(panel)
    panel.status = check_step(panel, Step.TAKE_BACK)
    panel.items.all().delete()
    panel.issued_at = panel.issued_by = panel.ranking_run = None
    panel.taken_back_why, panel.version = why, F("version") + 1
    panel.save(update_fields=["status", "issued_at", "issued_by", "ranking_run", "taken_back_why", "version"])
    panel.refresh_from_db()
    log.changed("panels.take_back", by=by, panel=panel.pk, reason=why)
    return panel


@transaction.atomic
@as_system(System.PANEL)
def begin_panel(*, panel: Panel, by: User) -> Panel:
    """Open a meeting on its day: everything stays as it was issued. Twice is once."""
    area = Area.objects.select_for_update().get(pk=panel.area_id)
    panel = take_panel(panel)
    if panel.status == PanelStatus.OPEN:
        planning.check_plan(by)
        return panel
    policies.check_open(by, area, panel.held_on, clock.today(), PanelKind(panel.kind))
    _open(panel, by)
    log.changed("panels.open", by=by, panel=panel.pk, people=panel.items.count())
    return panel


@transaction.atomic
@as_system(System.PANEL)
def open_panel(*, area: Area, held_on: date, by: User) -> Panel:
    """A panel at once: planned, issued and opened in one. Its agenda is every member of that home area on the day.

    The rules propose anew for them first, and what they propose is what the agenda shows until the end. Of a panel
    that was held on a day gone by it shows what was proposed as of that day. One that is planned for the day is opened.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    policies.check_open(by, area, held_on, clock.today(), PanelKind.RAG)
    panel = (
        Panel.objects.to_come().select_for_update(of=("self",)).filter(area=area, kind="rag", held_on=held_on).first()
    )
    if panel is None:
        panel = Panel.objects.create(area=area, held_on=held_on, status=PanelStatus.PLANNED)
    if panel.status == PanelStatus.PLANNED:
        _freeze(panel, held_on, by, at_once=True)
    _open(panel, by)
    log.changed("panels.open", by=by, panel=panel.pk, people=panel.items.count())
    return panel


def _freeze(panel: Panel, on: date, by: User, *, at_once: bool = False) -> int:
    """Store the agenda as it builds itself on a day, after the rules have proposed anew for who is on it."""
    agreement = agreement_of(by)
    people = [item.offender_id for item in building.draft(panel, agreement, on).items]
    if not people:
        raise ValidationError({"area": f"Nobody of {panel.area} is on a cohort on that day."} if at_once else EMPTY)
    record_proposals(on=on, by=by, offender_ids=people)
    made = building.draft(panel, agreement, on)
    Proposal.objects.bulk_create(building.unsaved(made.items))
    for item in made.items:
        item.proposal = item.proposal  # its key, now that it has one
    AgendaItem.objects.bulk_create(made.items)
    panel.status, panel.ranking_run = check_step(panel, Step.ISSUE), made.run
    panel.issued_at, panel.issued_by = Now(), by
    panel.save(update_fields=["status", "ranking_run", "issued_at", "issued_by"])
    return len(made.items)


def _open(panel: Panel, by: User) -> None:
    panel.status = check_step(panel, Step.OPEN)
    panel.opened_at, panel.opened_by = Now(), by
    if panel.chair is None and may(by, Permission.PANEL_CHAIR):
        panel.chair = by
    panel.save(update_fields=["status", "opened_at", "opened_by", "chair"])
    panel.refresh_from_db()
