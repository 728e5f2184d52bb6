"""Ending a meeting, reviewing it and signing it: what it decided takes effect, and nothing of it changes any more."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from agencies.models import Area, User
from audit import clock, log, outbox
from audit.floor import System, as_system
from cohorts.policies import leads
from panels import policies
from panels.actions.block import settle_block
from panels.actions.drafts import drop_drafts
from panels.actions.sitting import take_panel, tell_screens
from panels.effect import at_once
from panels.models import AgendaItem, Panel, PanelStatus
from panels.models.meetings import SITTING
from panels.screen import Screen
from panels.sheets import tasks
from rag.actions import decide
from rag.models import DecidedBy, Decision, Status
from rag.policies import reason_is_needed

SIGNED = "panel_signed"
AS_SHOWN = "As proposed on the panel's screen."
CHANGED = "Something was written since you opened this review. Read it again, then sign."
TOOK_EFFECT = "What was decided on this person took effect at once. Decide again: it cannot be left for the next panel."


@transaction.atomic
def end_panel(*, panel: Panel, by: User) -> Panel:
    """Say that the room has gone. Nothing is locked yet: the chair reviews it, and may resume until it is signed."""
    panel = take_panel(panel)
    panel.status = policies.check_end(by, panel)
    panel.ended_at, panel.ended_by = Now(), by
    panel.save(update_fields=["status", "ended_at", "ended_by"])
    tell_screens(panel)
    panel.refresh_from_db()
    log.changed("panels.end", by=by, panel=panel.pk)
    return panel


@transaction.atomic
def resume_panel(*, panel: Panel, by: User) -> Panel:
    """Take the end back, so that something can still be decided or put right."""
    Area.objects.select_for_update(no_key=True).get(pk=panel.area_id)
    panel = take_panel(panel)
    panel.status = policies.check_resume(by, panel)
    panel.ended_at = panel.ended_by = None
    panel.save(update_fields=["status", "ended_at", "ended_by"])
    tell_screens(panel)
    log.changed("panels.resume", by=by, panel=panel.pk)
    return panel


@transaction.atomic
@as_system(System.PANEL)
def close_panel(
    *, panel: Panel, by: User, version: int | None = None, actions: Mapping[int, int] | None = None
) -> Panel:
    """Sign a panel: what it decided takes effect on the day it was held, and all of it is locked and numbered.

    Everybody must be decided or left for the next panel, but the block, which is decided as it stands; who was
    withdrawn from the register meanwhile is left too. A panel that still sits ends with it. `version` is that of the
    review: what was written since is read first. `actions` are those that the review showed, each with its version:
    one is ended at any time, also when the meeting is over, and a panel's version does not grow with it.
    """
    panel = take_panel(panel)
    policies.check_signs(by)
    if version is not None and version != panel.version:
        raise ValidationError(CHANGED)
    if actions is not None and actions != {one.action.pk: one.action.version for one in tasks(panel, Screen.of(by))}:
        raise ValidationError(CHANGED)
    if panel.status in SITTING:
        settle_block(panel, by)
    status = policies.check_close(by, panel)
    if panel.status == PanelStatus.OPEN:
        panel.ended_at, panel.ended_by = Now(), by
    panel.items.unsettled().update(not_discussed=True)
    decided = panel.items.exclude(decided_status="").with_people().select_related("decision")
    for item in decided:
        _write(item)
    tell_screens(panel)
    panel.status, panel.closed_at, panel.closed_by = status, Now(), by
    panel.chair_id = panel.chair_id or by.pk
    panel.number = _next_number(panel)
    panel.save(update_fields=["status", "ended_at", "ended_by", "closed_at", "closed_by", "chair", "number"])
    panel.refresh_from_db()
    drop_drafts(panel.pk)
    log.changed("panels.close", by=by, panel=panel.pk, decided=len(decided))
    outbox.put(SIGNED, panel=panel.pk)
    return panel


def take_effect(item: AgendaItem) -> None:
    """Where the scheme says so, what is decided takes effect as it is decided, and not when the chair signs.

    What is decided anew before that is another decision of the day, of which the later one holds (spec/rag.md). What
    has taken effect is not left for the next panel.
    """
    if item.decided_status and at_once(item.panel):
        _write(item)
    elif item.decision_id and not item.decided_status:
        raise ValidationError(TOOK_EFFECT)


def _next_number(panel: Panel) -> int:
    """The area's next, one after the other: held by the area's lock."""
    area = Area.objects.select_for_update(no_key=True).get(pk=panel.area_id)
    last = Panel.objects.filter(area=area).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _write(item: AgendaItem) -> None:
    """The status as decided, by who decided it, on the day of the panel; once for what was decided."""
    assert item.decided_by is not None  # held by agenda_decision_says_who_and_when
    if _is_written(item):
        return
    if leads(item.decided_by, item.offender, clock.today()):
        name = item.offender.name
        raise ValidationError(f"{item.decided_by} now leads the case of {name}: another chair decides on them.")
    item.decision = _decision(item, item.decided_by)
    item.save(update_fields=["decision"])


def _is_written(item: AgendaItem) -> bool:
    made = item.decision
    if made is None:
        return False
    stands = (item.decided_status, _reason(item), item.decided_by_id)
    return (made.status, made.reason, made.decided_by_user_id) == stands


def _decision(item: AgendaItem, by: User) -> Decision:
    return decide(
        offender=item.offender,
        status=Status(item.decided_status),
        effective_on=item.panel.held_on,
        decided_by=DecidedBy.PANEL,
        by=by,
        reason=_reason(item),
        proposal=item.proposal,
    )


def _reason(item: AgendaItem) -> str:
    """The room's screen may have shown less than was proposed; no reason was owed for what it did show."""
    owed = reason_is_needed(Status(item.decided_status), Status(item.proposal.status), DecidedBy.PANEL)
    return item.reason or (AS_SHOWN if owed else "")
