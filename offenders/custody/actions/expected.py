"""When somebody is expected out: set, set anew, put right, expected no longer. Its plan goes with a date that moves."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from audit.floor import System, as_system
from offenders.custody.checks import check_held, whoever_adds
from offenders.custody.rules import ExpectedUntil, PlanStatus
from offenders.models import CustodySpell, ExpectedRelease, Offender, ReleasePlan
from offenders.models.release import LIVE
from offenders.writing import add, correct
from offenders.writing.rows import take

CUSTODY = Category.CUSTODY
GONE_BY = "This day has passed: an expected release is today or later."


@transaction.atomic
def expect(
    *, offender: Offender, expected_on: date, kind: str, said_by: str, by: User, request_key: UUID
) -> ExpectedRelease:
    """Set the day on which somebody in custody is expected out; the day that stood before is kept as history.

    Another day takes the plan for the old one away; the same day, said by somebody else, keeps it.
    """
    on = clock.today()
    take(offender)
    if before := ExpectedRelease.objects.filter(request_key=request_key, offender=offender, created_by=by).first():
        return before
    check_held(offender)
    if expected_on < on:
        raise ValidationError({"expected_on": GONE_BY})
    stood = _standing(offender)
    if stood:
        _end(stood, ExpectedUntil.REPLACED, on, by)
    row = ExpectedRelease(offender=offender, expected_on=expected_on, kind=kind, said_by=said_by, set_on=on)
    row = add(row, what="custody.expect", offender=offender, category=CUSTODY, by=by, request_key=request_key)
    if stood and stood.expected_on == expected_on:
        _live(offender).update(expected=row)
    else:
        fall_away(offender, by, "The release moved.")
    return row


@transaction.atomic
def expect_no_more(*, expected: ExpectedRelease, version: int, because: str, by: User) -> ExpectedRelease:
    """No release is expected any more: a hearing refused it, a new sentence began. The plan falls away."""
    row = correct(
        expected,
        what="custody.expect_no_more",
        offender=expected.offender,
        category=CUSTODY,
        by=by,
        version=version,
        because=because,
        values={"ended_on": clock.today(), "ended_as": ExpectedUntil.NOT_EXPECTED.value},
        check=whoever_adds,
    )
    fall_away(row.offender, by, "The release is expected no longer.")
    return row


@transaction.atomic
def correct_expected(
    *, expected: ExpectedRelease, values: dict[str, Any], version: int, because: str, by: User
) -> ExpectedRelease:
    """Put right what was typed wrong; a new decision is a new date (`expect`)."""
    row = correct(
        expected,
        what="custody.correct_expected",
        offender=expected.offender,
        category=CUSTODY,
        by=by,
        version=version,
        because=because,
        values=values,
    )
    if row.ended_on is None and row.expected_on != expected.expected_on:
        fall_away(row.offender, by, "The release moved.")
    return row


def released(offender: Offender, on: date, by: User | None) -> None:
    """The release has come: nothing is expected any more, and the plan for it stays."""
    if CustodySpell.objects.filter(offender=offender, released_on=None).exists():
        return
    if stood := _standing(offender):
        _end(stood, ExpectedUntil.RELEASED, max(on, stood.set_on), by)


@transaction.atomic
@as_system(System.NOTICE)
def settle(people: Sequence[int] | None, on: date) -> None:
    """What stands of people who are in custody no longer, since an import brought their release, has come."""
    rows = ExpectedRelease.objects.filter(ended_on=None).exclude(pk__in=ExpectedRelease.objects.standing(on))
    rows = rows if people is None else rows.filter(offender__in=people)
    for row in rows.select_related("offender"):
        last = CustodySpell.objects.filter(offender=row.offender, released_on__lte=on).order_by("released_on").last()
        if last is not None and last.released_on is not None:
            released(row.offender, last.released_on, None)


def fall_away(offender: Offender, by: User, because: str) -> None:
    """The plan being worked on was for a day that is none any more."""
    for plan in _live(offender).select_for_update():
        plan.status, plan.changed_by, plan.changed_because = PlanStatus.FALLEN_AWAY.value, by, because
        plan.save(update_fields=["status", "changed_by", "changed_because"])
        log.changed(
            "custody.plan_fell_away", by=by, offender_id=offender.pk, categories=[CUSTODY], reason=because, row=plan.pk
        )


def _standing(offender: Offender) -> ExpectedRelease | None:
    return ExpectedRelease.objects.select_for_update().filter(offender=offender, ended_on=None).first()


def _end(row: ExpectedRelease, ended_as: ExpectedUntil, on: date, by: User | None) -> None:
    row.ended_on, row.ended_as = on, ended_as.value
    row.changed_by, row.changed_because = by, f"{ended_as.words.capitalize()}."
    row.save(update_fields=["ended_on", "ended_as", "changed_by", "changed_because"])


def _live(offender: Offender) -> Any:
    return ReleasePlan.objects.filter(offender=offender, status__in=LIVE)
