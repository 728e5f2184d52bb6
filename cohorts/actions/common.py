"""What the actions on a referral have in common."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from agencies.models import User
from audit import log, outbox
from cohorts.models import Cohort, Referral
from offenders.involving import INVOLVE_AGAIN
from offenders.models import Offender
from offenders.writing.rows import SENT_BEFORE, take

WHY = "Say why."


def said(words: str, field: str = "because") -> str:
    """Words that must be there."""
    if not words.strip():
        raise ValidationError({field: WHY})
    return words.strip()


def locked(referral: Referral) -> Referral:
    """The referral as it stands, with its person locked: one at a time for a person."""
    take(referral.offender)
    rows = Referral.objects.select_for_update(of=("self",)).select_related("offender", "cohort")
    return rows.get(pk=referral.pk)


def sent_before(model: type[Any], key: UUID, by: User, **same: Any) -> Any:
    """What this very form made; with other values it is refused."""
    before = model.objects.filter(request_key=key).first()
    if before is None:
        return None
    if before.created_by_id != by.pk or any(getattr(before, name) != value for name, value in same.items()):
        raise ValidationError(SENT_BEFORE)
    return before


def written(what: str, offender: Offender, cohort: Cohort, by: User, *, because: str = "", **detail: Any) -> None:
    """Logged with the categories of the cohort; the rooms above are told, and who is involved is worked out again."""
    log.changed(
        what, by=by, offender_id=offender.pk, categories=sorted(map(str, cohort.categories)), reason=because, **detail
    )
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[offender.pk])
    outbox.put(INVOLVE_AGAIN, offender_ids=[offender.pk])
