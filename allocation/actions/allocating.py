"""Giving a person to an officer: one, or everybody of an officer who leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from agencies.categories import Category
from agencies.models import User
from allocation import policies, queries
from allocation.actions import leading
from allocation.models import Allocation
from allocation.rules.states import Answer, State
from allocation.rules.workload import Recommendation
from audit import clock, log, outbox
from offenders.models import Offender
from offenders.young import is_young

GIVEN = "allocation_given"  # an officer was given people: one letter, with how many and no more
OVERRIDDEN = "Another was recommended. Say why it is this officer."
SENT_BEFORE = "This form was sent before with other words. Reload the page and choose again."


@transaction.atomic
def allocate(*, offender: Offender, officer: User, because: str, request_key: UUID, by: User) -> Allocation:
    """Give a person to an officer of one's own agency from today; somebody under 18 once another has approved it.

    The same form twice gives the person once.
    """
    made = _allocate(offender, officer, because.strip(), request_key, by)
    if made.state == State.MADE:
        outbox.put(GIVEN, user=officer.pk, people=1)
    return made


def _allocate(offender: Offender, officer: User, because: str, request_key: UUID, by: User) -> Allocation:
    offender = leading.take(offender)
    if before := Allocation.objects.filter(public_id=request_key).first():
        if (before.offender_id, before.officer_id, before.made_by_id) != (offender.pk, officer.pk, by.pk):
            raise ValidationError(SENT_BEFORE)
        return before
    on = clock.today()
    policies.check_allocate(by, offender)
    policies.check_officer(officer, by.agency, on)
    policies.check_youth_justice(offender, officer, on)
    now = policies.lead_of(offender, on)
    if now is not None and now.officer_id == officer.pk:
        raise ValidationError({"officer": "This officer leads already."})
    found = recommendation(offender, by)
    if found is not None and found.key != officer.pk and not because:
        raise ValidationError({"because": OVERRIDDEN})
    row = _write(offender, officer, because, found, request_key, by)
    if row.state == State.MADE:
        leading.lead(offender, row.agency, officer, on)
    return row


def recommendation(offender: Offender, by: User) -> Recommendation | None:
    """Who is recommended to this reader today."""
    on = clock.today()
    now = policies.lead_of(offender, on)
    loads = queries.side_by_side(by, by.agency, on, person=offender)
    return queries.recommended(loads, on, instead_of=now.officer_id if now else None)


def _write(
    offender: Offender, officer: User, because: str, found: Recommendation | None, request_key: UUID, by: User
) -> Allocation:
    on = clock.today()
    assert by.agency is not None
    row = Allocation.objects.create(
        public_id=request_key,
        offender=offender,
        agency=by.agency,
        officer=officer,
        recommended_id=found.key if found else None,
        figures=found.reason if found else "",
        because=because,
        state=State.WAITS if is_young(offender.date_of_birth, on) else State.MADE,
        made_on=on,
        made_by=by,
    )
    _log("allocation.allocate", row, by, overridden=found is not None and found.key != officer.pk)
    return row


@transaction.atomic
def answer(*, allocation: Allocation, step: Answer, words: str, by: User) -> Allocation:
    """The second approval of an allocation, or its end. What became wrong since is checked again."""
    leading.take(allocation.offender)
    rows = Allocation.objects.select_for_update(of=("self",)).select_related("offender", "agency", "officer__agency")
    row = rows.get(pk=allocation.pk)
    row.state = policies.check_answer(by, row, step).value
    on = clock.today()
    if step is not Answer.APPROVE and not words.strip():
        raise ValidationError({"words": "Say why."})
    row.answered_by, row.answered_on, row.answer = by, on, words.strip()
    row.save(update_fields=["state", "answered_by", "answered_on", "answer"])
    if row.state == State.MADE:
        policies.check_officer(row.officer, row.agency, on)
        policies.check_youth_justice(row.offender, row.officer, on)
        leading.lead(row.offender, row.agency, row.officer, on)
        outbox.put(GIVEN, user=row.officer_id, people=1)
    _log(f"allocation.{step}", row, by)
    return row


@dataclass(frozen=True)
class Moved:
    """What happened to one person of many: done, waiting for a second approval, or why not."""

    offender: Offender
    officer: User | None = None
    waits: bool = False
    why_not: str = ""


CHANGED = "Changed meanwhile: somebody else has given this person to an officer. Nothing was done."
NOBODY = "There is no other officer to give this person to."


def reallocate(
    *,
    people: Iterable[Offender],
    shown: Mapping[int, int],
    keys: Mapping[int, UUID],
    to: User | None,
    because: str,
    by: User,
) -> list[Moved]:
    """Give many people to one officer, or (no `to`) each to who is recommended for them; each by itself.

    `shown` is the lead that the page showed of each: who has another one now is left as they are. One letter to each
    officer says how many.
    """
    moved = [_move(offender, shown.get(offender.pk), keys[offender.pk], to, because, by) for offender in people]
    given: dict[int, int] = {}
    for one in moved:
        if one.officer is not None and not one.waits and not one.why_not:
            given[one.officer.pk] = given.get(one.officer.pk, 0) + 1
    for officer, number in given.items():
        outbox.put(GIVEN, user=officer, people=number)
    return moved


def _move(offender: Offender, shown: int | None, request_key: UUID, to: User | None, because: str, by: User) -> Moved:
    """One person in a savepoint of their own: what fails of them leaves the others done."""
    try:
        with transaction.atomic():
            offender = leading.take(offender)
            now = policies.lead_of(offender, clock.today())
            if (now.pk if now else None) != shown:
                return Moved(offender, why_not=CHANGED)
            officer = to or _recommended(offender, by)
            if officer is None:
                return Moved(offender, why_not=NOBODY)
            row = _allocate(offender, officer, because, request_key, by)
            return Moved(offender, officer, waits=row.state == State.WAITS)
    except (ValidationError, PermissionDenied) as error:
        said = error.messages if isinstance(error, ValidationError) else [str(error)]
        return Moved(offender, why_not=f"Refused: {' '.join(said)}")
    except DatabaseError:
        return Moved(offender, why_not="Not done: the register refused it. Try this person alone.")


def _recommended(offender: Offender, by: User) -> User | None:
    found = recommendation(offender, by)
    return User.objects.get(pk=found.key) if found else None


def _log(what: str, row: Allocation, by: User, **detail: Any) -> None:
    log.changed(
        what,
        by=by,
        offender_id=row.offender_id,
        categories=[Category.IDENTITY],
        allocation=row.pk,
        officer=row.officer_id,
        state=row.state,
        **detail,
    )
