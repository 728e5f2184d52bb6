"""Issuing a RAG document: a number, for whom, why; what leaves is logged as a disclosure."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from documents.models import RagDocument
from documents.policies import view_or_denied
from offenders.models import Offender
from offenders.writing.rows import SENT_BEFORE, take


@transaction.atomic
def issue(
    *,
    offender: Offender,
    issued_for: str,
    reason: str,
    categories: Iterable[Category],
    by: User,
    request_key: UUID,
) -> RagDocument:
    """Give out the next number; the same form sent twice has the same one. Each giving out is logged."""
    view_or_denied(by, offender)
    take(offender)
    issued = RagDocument.objects.filter(request_key=request_key).first()
    if issued is None:
        issued = RagDocument.objects.create(
            offender=offender, issued_on=clock.today(), issued_by=by, issued_for=issued_for, reason=reason,
            request_key=request_key,
        )  # fmt: skip
        issued.refresh_from_db(fields=["issued_at"])
    elif (issued.offender_id, issued.issued_by_id, issued.issued_for) != (offender.pk, by.pk, issued_for):
        raise ValidationError(SENT_BEFORE)
    channel = f"documents.rag {issued.number}"
    log.disclosed([offender.pk], by=by, channel=channel, categories=sorted(map(str, categories)), reason=reason)
    return issued
