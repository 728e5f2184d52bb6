"""What a named person decided on an unacceptable miss."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.models import MissChoice, MissDecision
from offenders.models import Contact
from offenders.writing import add


@transaction.atomic
def decide_miss(
    *, contact: Contact, decision: str, decided_on: date, why: str, by: User, request_key: UUID
) -> MissDecision:
    """Record that a warning was sent, breach or recall proposed, or that the miss is not enforced, and why not."""
    policies.check_decide_miss(by, contact, decided_on, clock.today())
    if decision == MissChoice.NOT_ENFORCED and not why.strip():
        raise ValidationError({"why": "Say why the miss is not enforced."})
    row = MissDecision(
        offender=contact.offender, contact=contact, decision=decision, decided_on=decided_on, why=why.strip()
    )
    return add(
        row, what="contacts.decide_miss", offender=contact.offender, category=Category.SUPERVISION, by=by,
        request_key=request_key,
    )  # fmt: skip
