"""Deciding a status: the panel's act, or between panels that of a named person with a reason."""

import time
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log, outbox
from audit.models import new_ref
from offenders.models import Offender
from rag import policies
from rag.models import DecidedBy, Decision, Proposal, Status


@transaction.atomic
def decide(
    *,
    offender: Offender,
    status: Status | str,
    effective_on: date,
    decided_by: DecidedBy | str,
    by: User,
    reason: str = "",
    proposal: Proposal | None = None,
) -> Decision:
    """Record a decided status; it holds from its day until the next (spec/rag.md). Earlier decisions stay as they are.

    Raises PermissionDenied for who leads the person, ValidationError where the decision cannot stand.
    """
    offender = Offender.objects.select_for_update().get(pk=offender.pk)
    status, decided_by = Status(status), DecidedBy(decided_by)
    _check(offender, status, effective_on, decided_by, by, reason, proposal)
    decision = Decision.objects.create(
        offender=offender,
        ref=next_ref(),
        effective_on=effective_on,
        status=status,
        decided_by=decided_by,
        decided_by_user=by,
        created_by=by,
        reason=reason,
        proposal=proposal,
    )
    log.changed(
        "rag.decide", by=by, offender_id=offender.pk, categories=[Category.SCHEME], decision=decision.pk, how=decided_by
    )
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[offender.pk])
    return decision


def next_ref() -> str:
    """A key that is greater than those made before it: of a day's decisions of one kind the greater key holds."""
    return f"z{time.time_ns():020d}{new_ref()[:8]}"


def _check(
    offender: Offender,
    status: Status,
    effective_on: date,
    decided_by: DecidedBy,
    by: User,
    reason: str,
    proposal: Proposal | None,
) -> None:
    if proposal is not None and proposal.offender_id != offender.pk:
        raise ValidationError({"proposal": "The proposal is of another person."})
    policies.check_decider(by, offender, clock.today())
    policies.check_day(effective_on, clock.today())
    policies.check_reason(reason, status, Status(proposal.status) if proposal else None, decided_by)
    policies.check_panel_has_not_decided(offender, effective_on, decided_by)
