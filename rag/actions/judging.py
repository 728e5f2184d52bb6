"""A professional judgement of the risk of re-offending: one of the reasons of the rules, never a decision."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log, outbox
from offenders.models import Offender
from rag import policies
from rag.models import Direction, Judgement


@transaction.atomic
def judge(
    *, offender: Offender, direction: Direction | str, reason: str, made_on: date, request_key: UUID, by: User
) -> Judgement:
    """Record what somebody judges, for their agency. The same form sent twice records it once.

    Raises PermissionDenied for who may not (`rag.policies.why_not_judge`), ValidationError by field.
    """
    offender = Offender.objects.select_for_update().get(pk=offender.pk)
    policies.check_judge(by, offender)
    sent = Judgement.objects.filter(request_key=request_key, offender=offender, created_by=by).first()
    if sent is not None:
        return sent
    if made_on > clock.today():
        raise ValidationError({"made_on": "A judgement cannot be of a day to come."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    assert by.agency is not None  # who sees a person does so for an agency
    row = Judgement.objects.create(
        offender=offender,
        made_on=made_on,
        agency=by.agency,
        direction=Direction(direction),
        reason=reason.strip(),
        created_by=by,
        request_key=request_key,
    )
    log.changed("rag.judge", by=by, offender_id=offender.pk, categories=[Category.SCHEME], judgement=row.pk)
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[offender.pk])
    return row
