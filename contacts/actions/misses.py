"""What a named person decided on an unacceptable miss."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.models import MissChoice, MissDecision
from offenders.models import Contact
from offenders.writing import add, correct, remove


@transaction.atomic
def decide_miss(
    *, contact: Contact, decision: str, decided_on: date, why: str, by: User, request_key: UUID
) -> MissDecision:
    """Record that a warning was sent, breach or recall proposed, or that the miss is not enforced, and why not."""
    policies.check_decide_miss(by, contact, decided_on, clock.today())
    _check_why(decision, why)
    row = MissDecision(
        offender=contact.offender, contact=contact, decision=decision, decided_on=decided_on, why=why.strip()
    )
    return add(
        row, what="contacts.decide_miss", offender=contact.offender, category=Category.SUPERVISION, by=by,
        request_key=request_key,
    )  # fmt: skip


@transaction.atomic
def correct_miss_decision(
    *, decision: MissDecision, values: Mapping[str, Any], version: int, because: str, by: User
) -> MissDecision:
    """Put right what was recorded of a decision; what it said before is kept."""
    policies.check_decide_miss(by, decision.contact, values["decided_on"], clock.today())
    _check_why(values["decision"], values["why"])
    return correct(
        decision, what="contacts.correct_miss_decision", offender=decision.offender, category=Category.SUPERVISION,
        by=by, version=version, because=because, values={**values, "why": values["why"].strip()},
    )  # fmt: skip


@transaction.atomic
def remove_miss_decision(*, decision: MissDecision, version: int, because: str, by: User) -> None:
    """A decision that nobody took, or on a miss that was none."""
    remove(
        decision, what="contacts.remove_miss_decision", offender=decision.offender, category=Category.SUPERVISION,
        by=by, version=version, because=because,
    )  # fmt: skip


def _check_why(decision: str, why: str) -> None:
    if decision == MissChoice.NOT_ENFORCED and not why.strip():
        raise ValidationError({"why": "Say why the miss is not enforced."})
