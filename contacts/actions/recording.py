"""A contact that nobody had booked here: unplanned, or an appointment that was arranged elsewhere."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.actions.changing import change, remove_fact
from contacts.actions.outcomes import _say
from contacts.models import ContactNote, Entered
from offenders.models import Contact, Offender
from offenders.writing import add, remove
from offenders.writing.rows import take


@transaction.atomic
def record_contact(
    *,
    offender: Offender,
    happened_on: date,
    at: time | None,
    kind: str,
    outcome: str,
    text: str,
    by: User,
    request_key: UUID,
) -> Contact | ContactNote:
    """Record a contact of one's own agency. Without an outcome nothing was due, and what was said is all there is."""
    _check(happened_on, outcome, text)
    assert by.agency is not None
    shared: dict[str, Any] = {"offender": offender, "agency": by.agency, "kind": kind}
    if not outcome:
        said = ContactNote(**shared, happened_on=happened_on, at=at, text=text.strip())
        return add(said, what="contacts.note", **_common(offender, by), request_key=request_key)
    fact = Contact(**shared, due_on=happened_on, outcome=outcome)
    made = add(fact, what="contacts.outcome", **_common(offender, by), request_key=request_key)
    if text.strip():
        _say(made, at, text, by, request_key)
    return made


def _check(happened_on: date, outcome: str, text: str) -> None:
    if happened_on > clock.today():
        raise ValidationError({"happened_on": "That day is to come: book an appointment instead."})
    if not outcome and not text.strip():
        raise ValidationError({"text": "Say what was said or done."})


@transaction.atomic
def correct_note(*, note: ContactNote, values: Mapping[str, Any], by: User, version: int, because: str) -> ContactNote:
    _check(values.get("happened_on", note.happened_on), "", values.get("text", note.text))
    done: ContactNote = change(
        note, what="contacts.correct_note", by=by, version=version, because=because, values=values
    )
    return done


@transaction.atomic
def remove_note(*, note: ContactNote, by: User, version: int, because: str) -> None:
    """Take what was said off the record: for mistakes only."""
    take(note.offender)
    policies.check_not_entered(Entered.objects.filter(note=note).exists())
    remove(
        note, what="contacts.remove_note", **_common(note.offender, by), version=version, because=because,
        check=policies.check_hold,
    )  # fmt: skip


@transaction.atomic
def correct_contact(*, contact: Contact, values: Mapping[str, Any], by: User, version: int, because: str) -> Contact:
    """Correct an outcome that was recorded without an appointment."""
    _check(values["due_on"], values["outcome"], "")
    done: Contact = change(
        contact, what="contacts.correct_outcome", by=by, version=version, because=because, values=values
    )
    return done


@transaction.atomic
def remove_contact(*, contact: Contact, by: User, version: int, because: str) -> None:
    """Take an outcome that was recorded without an appointment off the record, with what was said at it."""
    take(contact.offender)
    held = Contact.objects.filter(pk=contact.pk).first()
    if held is None:
        return
    policies.check_removable(held)
    if held.version != version:
        # Says who was quicker, and writes nothing.
        remove(
            held, what="contacts.remove_outcome", **_common(contact.offender, by), version=version, because=because,
            check=policies.check_hold,
        )  # fmt: skip
    remove_fact(held, by=by, because=because)


def _common(offender: Offender, by: User) -> dict[str, Any]:
    return {"offender": offender, "category": Category.ENGAGEMENT, "by": by}
