"""Calling an appointment off, correcting one, and taking one off the record."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from audit.floor import System, as_system
from contacts import policies
from contacts.actions.involving import refresh
from contacts.models import Appointment
from contacts.rules import status as ways
from contacts.rules.status import Status
from offenders.models import Contact, Offender
from offenders.writing import Gone, correct, remove
from offenders.writing.rows import take

# What a correction of an appointment says of the fact that came of it as well.
OF_THE_FACT = ("due_on", "kind")


@transaction.atomic
def cancel(*, appointment: Appointment, by: User, version: int, because: str) -> Appointment:
    """Call an appointment off: nothing was due, so that it is neither kept nor missed."""
    take(appointment.offender)
    if locked(appointment).status == Status.CANCELLED:
        return appointment
    done = set_status(appointment, Status.CANCELLED, what="contacts.cancel", by=by, version=version, because=because)
    refresh(done.offender, done.agency)
    return done


@transaction.atomic
@as_system(System.APPOINTMENT)
def cancel_all(*, offender: Offender, by: User, because: str) -> int:
    """Call off whatever is open from today on, with whichever agency: of somebody who died or was deported."""
    take(offender)
    rows = Appointment.objects.open().filter(offender=offender, due_on__gte=clock.today()).select_related("agency")
    found = list(rows)
    for row in found:
        row.status, row.changed_by, row.changed_because = Status.CANCELLED, by, because
        row.save(update_fields=["status", "changed_by", "changed_because"])
    log.changed("contacts.cancel_all", by=by, offender_id=offender.pk, reason=because, rows=[row.pk for row in found])
    for agency in {row.agency for row in found}:
        refresh(offender, agency)
    return len(found)


@transaction.atomic
def correct_appointment(
    *, appointment: Appointment, values: Mapping[str, Any], by: User, version: int, because: str
) -> Appointment:
    """Correct what was written of an appointment; the day and the kind are corrected in its outcome as well."""
    take(appointment.offender)
    held = locked(appointment)
    policies.check_officer(held.agency, values.get("officer"))
    if ways.has_outcome(held.status):
        policies.check_over(values.get("due_on", held.due_on), clock.today())
    fresh: Appointment = change(
        appointment, what="contacts.correct", by=by, version=version, because=because, values=values
    )
    _correct_the_fact(fresh, values, by, because)
    refresh(fresh.offender, fresh.agency)
    return fresh


def _correct_the_fact(appointment: Appointment, values: Mapping[str, Any], by: User, because: str) -> None:
    said = {name: values[name] for name in OF_THE_FACT if name in values}
    if appointment.contact is not None and said:
        fact: Contact = appointment.contact
        change(fact, what="contacts.correct_outcome", by=by, version=fact.version, because=because, values=said)


@transaction.atomic
def remove_appointment(*, appointment: Appointment, by: User, version: int, because: str) -> None:
    """Take an appointment off the record, with its outcome: for mistakes only."""
    offender = appointment.offender
    take(offender)
    try:
        held = locked(appointment)
    except Gone:
        return
    policies.check_removable(held.contact)
    if Appointment.objects.filter(moved_from=held).exists():
        policies.check_step(held.status, Status.REARRANGED)
    agency, fact = held.agency, held.contact
    _take_off(held, "contacts.remove", offender, by, version, because)
    if fact is not None:
        remove_fact(fact, by=by, because=because)
    refresh(offender, agency)


def remove_fact(fact: Contact, *, by: User, because: str) -> None:
    """The fact and what was said at it."""
    from contacts.models import ContactNote

    for said in ContactNote.objects.filter(contact=fact).select_related("created_by"):
        _take_off(said, "contacts.remove_note", fact.offender, by, said.version, because)
    _take_off(fact, "contacts.remove_outcome", fact.offender, by, fact.version, because)


def _take_off(row: Any, what: str, offender: Offender, by: User, version: int, because: str) -> None:
    remove(
        row, what=what, offender=offender, category=Category.ENGAGEMENT, by=by, version=version, because=because,
        check=policies.check_hold,
    )  # fmt: skip


def locked(appointment: Appointment) -> Appointment:
    """As it stands now; whoever writes holds the person's row."""
    rows = Appointment.objects.select_for_update(of=("self",))
    found = rows.select_related("agency", "officer", "created_by", "contact", "series").filter(pk=appointment.pk)
    fresh = found.first()
    if fresh is None:
        raise Gone
    fresh.offender = appointment.offender
    return fresh


def set_status(
    appointment: Appointment, then: Status, *, what: str, by: User, version: int, because: str
) -> Appointment:
    """Go one way of the table (contacts.rules.status)."""
    policies.check_step(locked(appointment).status, then)
    values = {"status": str(then)}
    done: Appointment = change(appointment, what=what, by=by, version=version, because=because, values=values)
    return done


def change(row: Any, *, what: str, by: User, version: int, because: str, values: Mapping[str, Any]) -> Any:
    """Correct a row that is the holder's as well as the writer's."""
    return correct(
        row, what=what, offender=row.offender, category=Category.ENGAGEMENT, by=by, version=version,
        because=because, values=values, check=policies.check_hold,
    )  # fmt: skip
