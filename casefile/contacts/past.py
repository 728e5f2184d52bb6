"""What was, newest first: outcomes, unplanned contacts, and what was called off or moved, as rows of one list."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest

from agencies.paging import page_of
from contacts.models import Appointment, ContactNote
from contacts.rules.status import Status
from offenders.models import Contact, Offender

GONE = (Status.CANCELLED, Status.REARRANGED)
Key = tuple[date, str, int]


@dataclass(frozen=True)
class Past:
    """One row. `appointment` where there was one, `said` where something was written."""

    on: date
    row: Any
    what: str
    appointment: Appointment | None = None
    contact: Contact | None = None
    said: ContactNote | None = None
    entered: Any = None
    links: list[tuple[str, str]] = field(default_factory=list)


def page(request: HttpRequest, person: Offender, on: date) -> Any:
    """One page of them, as keys; `read` reads what they stand for. Three statements whatever the length."""
    facts = person.contacts.filter(due_on__lte=on).values_list("due_on", "pk")
    notes = ContactNote.objects.unplanned().filter(offender=person, happened_on__lte=on)
    gone = Appointment.objects.filter(offender=person, status__in=GONE).values_list("due_on", "pk")
    keys: list[Key] = [(day, "contact", pk) for day, pk in facts]
    keys += [(day, "note", pk) for day, pk in notes.values_list("happened_on", "pk")]
    keys += [(day, "gone", pk) for day, pk in gone]
    return page_of(request, sorted(keys, reverse=True))


def read(keys: list[Key]) -> list[Past]:
    """The rows of a page, each kind in one statement."""
    wanted = {what: [pk for _, kind, pk in keys if kind == what] for what in ("contact", "note", "gone")}
    people = ("agency", "created_by")
    facts = Contact.objects.filter(pk__in=wanted["contact"]).select_related(
        *people, "appointment__officer", "appointment__created_by", "said__created_by", "entered__created_by"
    )
    notes = ContactNote.objects.filter(pk__in=wanted["note"]).select_related(*people, "entered__created_by")
    gone = Appointment.objects.filter(pk__in=wanted["gone"]).select_related(*people, "officer", "moved_to")
    found = {("contact", f.pk): _fact(f) for f in facts} | {("note", n.pk): _note(n) for n in notes}
    found |= {("gone", a.pk): Past(a.due_on, a, "gone", appointment=a) for a in gone}
    return [found[what, pk] for _, what, pk in keys if (what, pk) in found]


def _fact(row: Contact) -> Past:
    appointment, said = getattr(row, "appointment", None), getattr(row, "said", None)
    return Past(row.due_on, row, "contact", appointment, row, said, getattr(row, "entered", None))


def _note(row: ContactNote) -> Past:
    return Past(row.happened_on, row, "note", said=row, entered=getattr(row, "entered", None))
