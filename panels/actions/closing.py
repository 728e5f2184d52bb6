"""Closing a panel: what it decided takes effect, and nothing of it changes any more."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import User
from audit import clock, log
from audit.floor import System, as_system
from panels import policies
from panels.actions.sitting import take_panel
from panels.models import AgendaItem, Panel
from rag.actions import decide
from rag.models import DecidedBy, Decision, Status
from rag.policies import leads, reason_is_needed

AS_SHOWN = "As proposed on the panel's screen."


@transaction.atomic
@as_system(System.PANEL)
def close_panel(*, panel: Panel, by: User) -> Panel:
    """Close a panel: the decided statuses take effect on the day it was held, and all of it is locked.

    Everybody must be decided or left for the next panel; who was withdrawn from the register meanwhile is left too.
    """
    panel = take_panel(panel)
    status = policies.check_close(by, panel)
    panel.items.unsettled().update(not_discussed=True)
    decided = panel.items.exclude(decided_status="").with_people()
    for item in decided:
        _take_effect(panel, item)
    panel.status, panel.closed_at, panel.closed_by = status, Now(), by
    panel.chair_id = panel.chair_id or by.pk
    panel.save(update_fields=["status", "closed_at", "closed_by", "chair"])
    panel.refresh_from_db()
    log.changed("panels.close", by=by, panel=panel.pk, decided=len(decided))
    return panel


def _take_effect(panel: Panel, item: AgendaItem) -> None:
    """The status as decided, by who decided it, on the day of the panel."""
    assert item.decided_by is not None  # held by agenda_decision_says_who_and_when
    if leads(item.decided_by, item.offender, clock.today()):
        name = item.offender.name
        raise ValidationError(f"{item.decided_by} now leads the case of {name}: another chair decides on them.")
    item.decision = _decision(panel, item, item.decided_by)
    item.save(update_fields=["decision"])


def _decision(panel: Panel, item: AgendaItem, by: User) -> Decision:
    status = Status(item.decided_status)
    owed = reason_is_needed(status, Status(item.proposal.status), DecidedBy.PANEL)
    return decide(
        offender=item.offender,
        status=status,
        effective_on=panel.held_on,
        decided_by=DecidedBy.PANEL,
        by=by,
        # The room's screen may have shown less than was proposed; no reason was owed for what it did show.
        reason=item.reason or (AS_SHOWN if owed else ""),
        proposal=item.proposal,
    )
