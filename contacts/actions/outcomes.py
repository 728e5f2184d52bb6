"""What came of an appointment: the arrangement is closed and the fact is made in one transaction."""

from datetime import date, time
from uuid import UUID, uuid5

from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.actions.changing import change, locked
from contacts.actions.involving import refresh
from contacts.models import Appointment, ContactNote
from contacts.rules import status as ways
from contacts.rules.status import Status
from offenders.models import Contact
from offenders.writing import add
from offenders.writing.rows import take

RECORDED = "The outcome was recorded."


@transaction.atomic
def record_outcome(
    *,
    appointment: Appointment,
    outcome: str,
    due_on: date,
    at: time | None,
    by: User,
    version: int,
    request_key: UUID,
    text: str = "",
    because: str = "",
) -> Appointment:
    """Record what came of an appointment, or correct what was recorded. The same outcome twice is one.

    The day and the time are those on which it was; what was said is kept apart from the fact.
    """
    take(appointment.offender)
    held = locked(appointment)
    policies.check_hold(by, appointment.offender, Category.ENGAGEMENT, held)
    policies.check_over(due_on, clock.today())
    if held.contact is not None and held.contact.request_key == request_key:
        return held
    if ways.has_outcome(held.status):
        return _correct(held, outcome, due_on, at, by, version, because)
    policies.check_step(held.status, Status(outcome))
    fact = _fact(held, outcome, due_on, by, request_key)
    values = {"status": outcome, "due_on": due_on, "at": at, "contact": fact}
    done = change(held, what="contacts.record_outcome", by=by, version=version, because=RECORDED, values=values)
    if text.strip():
        _say(fact, at, text, by, request_key)
    refresh(appointment.offender, held.agency)
    return done  # type: ignore[no-any-return]


def _correct(
    held: Appointment, outcome: str, due_on: date, at: time | None, by: User, version: int, because: str
) -> Appointment:
    """Another outcome, or another day: in the arrangement and in the fact."""
    if outcome != held.status:
        policies.check_step(held.status, Status(outcome))
    said = {"what": "contacts.correct_outcome", "by": by, "because": because}
    values = {"status": outcome, "due_on": due_on, "at": at}
    done: Appointment = change(held, **said, version=version, values=values)  # type: ignore[arg-type]
    fact = done.contact
    assert fact is not None
    fact.offender = held.offender
    change(fact, **said, version=fact.version, values={"outcome": outcome, "due_on": due_on})  # type: ignore[arg-type]
    return done


def _fact(held: Appointment, outcome: str, due_on: date, by: User, request_key: UUID) -> Contact:
    fact = Contact(offender=held.offender, due_on=due_on, agency=held.agency, kind=held.kind, outcome=outcome)
    return add(
        fact, what="contacts.outcome", offender=held.offender, category=Category.ENGAGEMENT, by=by,
        request_key=request_key,
    )  # fmt: skip


def _say(fact: Contact, at: time | None, text: str, by: User, request_key: UUID) -> ContactNote:
    """What was said at it."""
    said = ContactNote(
        offender=fact.offender, agency=fact.agency, contact=fact, happened_on=fact.due_on, at=at, kind=fact.kind,
        text=text.strip(),
    )  # fmt: skip
    return add(
        said, what="contacts.note", offender=fact.offender, category=Category.ENGAGEMENT, by=by,
        request_key=uuid5(request_key, "note"),
    )  # fmt: skip
