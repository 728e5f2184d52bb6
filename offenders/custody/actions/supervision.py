"""Supervision and the conditions of a licence: begun, ended, put right."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from offenders.custody.checks import check_happened, check_order, whoever_adds
from offenders.custody.involved import bring_into_line
from offenders.models import ConditionCode, LicenceCondition, Offender, OrderType, Supervision
from offenders.writing import add, correct, remove
from offenders.writing.rows import take

SUPERVISION = Category.SUPERVISION
NO_LICENCE = "Conditions are written of a licence; this is another kind of supervision."
WRITE_IT_OUT = "Write out what this condition says for this person."
OVER = "It has ended already: correct it instead."
STANDS = "This condition stands on the licence already."


@transaction.atomic
def supervise(
    *,
    offender: Offender,
    provider: str,
    order_type: str,
    started_on: date,
    due_to_end_on: date | None,
    by: User,
    request_key: UUID,
) -> Supervision:
    """Record that a supervision, an order or a licence began, and when it runs out."""
    check_happened(started_on=started_on)
    if due_to_end_on:
        check_order(started_on, "due_to_end_on", due_to_end_on, "the beginning")
    row = Supervision(
        offender=offender,
        provider=provider,
        order_type=order_type,
        started_on=started_on,
        due_to_end_on=due_to_end_on,
    )
    row = add(row, what="custody.supervise", offender=offender, category=SUPERVISION, by=by, request_key=request_key)
    bring_into_line(offender, clock.today())
    return row


@transaction.atomic
def end_supervision(*, supervision: Supervision, ended_on: date, version: int, by: User) -> Supervision:
    """Record that it ended; the conditions that stood end with it."""
    check_happened(ended_on=ended_on)
    check_order(supervision.started_on, "ended_on", ended_on, "the beginning")
    if supervision.ended_on not in (None, ended_on):
        raise ValidationError(OVER)
    row = correct(
        supervision,
        what="custody.end_supervision",
        offender=supervision.offender,
        category=SUPERVISION,
        by=by,
        version=version,
        because="Ended.",
        values={"ended_on": ended_on},
        check=whoever_adds,
    )
    for condition in row.conditions.filter(until_on=None):
        condition.until_on = max(ended_on, condition.from_on)
        condition.changed_by, condition.changed_because = by, "The licence ended."
        condition.save(update_fields=["until_on", "changed_by", "changed_because"])
    bring_into_line(row.offender, clock.today())
    return row


@transaction.atomic
def correct_supervision(
    *, supervision: Supervision, values: dict[str, Any], version: int, because: str, by: User
) -> Supervision:
    """Put right what was recorded wrong."""
    check_happened(started_on=values["started_on"], ended_on=values["ended_on"])
    row = correct(
        supervision,
        what="custody.correct_supervision",
        offender=supervision.offender,
        category=SUPERVISION,
        by=by,
        version=version,
        because=because,
        values=values,
    )
    bring_into_line(row.offender, clock.today())
    return row


@transaction.atomic
def remove_supervision(*, supervision: Supervision, version: int, because: str, by: User) -> None:
    """A supervision that never was, with the conditions written of it."""
    offender = supervision.offender
    remove(
        supervision,
        what="custody.remove_supervision",
        offender=offender,
        category=SUPERVISION,
        by=by,
        version=version,
        because=because,
    )
    bring_into_line(offender, clock.today(), at_once=True)


@transaction.atomic
def add_condition(
    *, supervision: Supervision, condition: ConditionCode, text: str, from_on: date, by: User, request_key: UUID
) -> LicenceCondition:
    """A condition of a licence: a standard one by its words, an additional one written out."""
    _check_licence(supervision)
    if condition.additional and not text.strip():
        raise ValidationError({"text": WRITE_IT_OUT})
    check_order(supervision.started_on, "from_on", from_on, "the licence")
    take(supervision.offender)
    if not condition.additional and _stands(supervision, condition, request_key):
        raise ValidationError({"condition": STANDS})
    row = LicenceCondition(
        offender=supervision.offender, supervision=supervision, condition=condition, text=text, from_on=from_on
    )
    return add(
        row,
        what="custody.add_condition",
        offender=supervision.offender,
        category=SUPERVISION,
        by=by,
        request_key=request_key,
    )


@transaction.atomic
def add_standard(*, supervision: Supervision, policy: str, by: User, request_key: UUID) -> list[LicenceCondition]:
    """All standard conditions of a policy that do not stand yet, from the licence's first day."""
    _check_licence(supervision)
    take(supervision.offender)
    found = []
    for code in ConditionCode.objects.filter(policy=policy, additional=False):
        key = uuid5(request_key, code.code)
        if not _stands(supervision, code, key):
            found.append(
                add_condition(
                    supervision=supervision,
                    condition=code,
                    text="",
                    from_on=supervision.started_on,
                    by=by,
                    request_key=key,
                )
            )
    return found


def correct_condition(
    *, row: LicenceCondition, values: dict[str, Any], version: int, because: str, by: User
) -> LicenceCondition:
    """Put right, or end, a condition."""
    if values["condition"].additional and not values["text"].strip():
        raise ValidationError({"text": WRITE_IT_OUT})
    return correct(
        row,
        what="custody.correct_condition",
        offender=row.offender,
        category=SUPERVISION,
        by=by,
        version=version,
        because=because,
        values=values,
    )


def _check_licence(supervision: Supervision) -> None:
    if supervision.order_type != OrderType.LICENCE:
        raise ValidationError(NO_LICENCE)


def _stands(supervision: Supervision, condition: ConditionCode, request_key: UUID) -> bool:
    rows = supervision.conditions.filter(condition=condition, until_on=None)
    return rows.exclude(request_key=request_key).exists()
