"""Deciding a status: the panel's act, or between panels that of a named person with a reason."""

import time
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log, outbox
from audit.models import new_ref
from offenders.models import Offender
from rag import policies
from rag.models import DecidedBy, Decision, Proposal, Status
from rag.queries import current_decisions


class DecidedMeanwhile(ValidationError):
    """Another decision was made after the page was read: nothing was written. `now` is the one that holds."""

    def __init__(self, now: Decision | None) -> None:
        super().__init__(
            "Somebody has decided since you opened this page: what holds now stands above. Send again if yours still "
            "is to take its place."
        )
        self.now = now


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
    review_on: date | None = None,
    request_key: UUID | None = None,
) -> Decision:
    """Record a decided status; it holds from its day until the next (spec/rag.md). Earlier decisions stay as they are.

    `review_on` is the day by which a decision between panels is looked at again. The same form sent twice
    (`request_key`) decides once.

    Raises PermissionDenied for who leads the person, ValidationError where the decision cannot stand.
    """
    offender = Offender.objects.select_for_update().get(pk=offender.pk)
    status, decided_by = Status(status), DecidedBy(decided_by)
    _check(offender, status, effective_on, decided_by, by, reason, proposal)
    policies.check_review(review_on, decided_by, effective_on)
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
        review_on=review_on,
        request_key=request_key,
    )
    log.changed(
        "rag.decide", by=by, offender_id=offender.pk, categories=[Category.SCHEME], decision=decision.pk, how=decided_by
    )
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[offender.pk])
    return decision


@transaction.atomic
def decide_between_panels(
    *,
    offender: Offender,
    status: Status | str,
    reason: str,
    review_on: date,
    standing: int | None,
    proposal: Proposal | None,
    request_key: UUID,
    by: User,
) -> Decision:
    """Decide a member's status today, without a panel; the next one confirms it or decides otherwise.

    `standing` is the number of the decision that stood when its reader opened the page: where another has been made
    since, nothing is written and they are told what it says. The same form sent twice decides once.

    Raises PermissionDenied for who may not (`rag.policies.why_not_between_panels`), ValidationError by field.
    """
    today = clock.today()
    offender = Offender.objects.select_for_update().get(pk=offender.pk)
    policies.check_between_panels(by, offender, today)
    sent = Decision.objects.filter(request_key=request_key, offender=offender, created_by=by).first()
    if sent is not None:
        return sent
    now = current_decisions([offender.pk], today).get(offender.pk)
    if (now.pk if now else None) != standing:
        raise DecidedMeanwhile(now)
    return decide(
        offender=offender,
        status=status,
        effective_on=today,
        decided_by=DecidedBy.INTERIM,
        by=by,
        reason=reason,
        proposal=proposal,
        review_on=review_on,
        request_key=request_key,
    )


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
