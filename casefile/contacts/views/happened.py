"""What came of an appointment, and contacts that nobody had booked here."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from agencies.categories import Category, Level
from casefile.contacts.forms import ContactForm, NoteForm, OutcomeFields, OutcomeForm, RecordForm
from casefile.contacts.views.common import appointment, one, page, then, to
from casefile.writing import Here, correct_page, of_person, remove_page, to_correct, write_page
from contacts import actions
from contacts.models import Appointment, ContactNote
from contacts.rules.status import Status
from offenders.models import Contact

ADD = {"category": Category.ENGAGEMENT, "level": Level.ADD}


@of_person("contacts.record_outcome", **ADD)  # type: ignore[arg-type]
def outcome(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Record what came of an appointment: one page; or correct what was recorded, with a reason."""
    row = appointment(here, pk, "contacts.record_outcome")
    first = row.contact is None
    build: Any = OutcomeForm if first else to_correct(OutcomeFields)
    status = {} if first else {"status": row.status}
    answer = correct_page(
        here,
        row,
        OutcomeFields,
        make=build,
        act=lambda form: _record(here, row, form.cleaned_data),
        done="The outcome is recorded." if first else "The outcome is corrected.",
        initial={"due_on": row.due_on, "at": row.at, **status},
        **page(
            here,
            "contacts.record_outcome",
            heading="What came of the appointment" if first else "Change what came of the appointment",
            button="Save",
            appointment=row,
        ),
    )
    missed = request.method == "POST" and request.POST.get("status") == Status.MISSED_UNACCEPTABLE
    follows = missed and here.lens.reads(Category.SUPERVISION)
    return then(here, answer, (lambda: to(here, "misses")) if follows else None)


def _record(here: Here, row: Appointment, said: dict[str, Any]) -> object:
    return actions.record_outcome(
        appointment=row,
        outcome=said["status"],
        due_on=said["due_on"],
        at=said["at"],
        by=here.user,
        version=said["version"],
        request_key=said.get("request_key") or uuid4(),
        text=said.get("text", ""),
        because=said.get("because", ""),
    )


@of_person("contacts.record_contact", **ADD)  # type: ignore[arg-type]
def record(request: HttpRequest, here: Here) -> HttpResponse:
    """A contact without a booking: a telephone call, a visit, or an appointment that was arranged elsewhere."""
    return write_page(
        here,
        RecordForm,
        act=lambda form: actions.record_contact(
            offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        done="The contact is recorded.",
        initial={"happened_on": here.on},
        **page(here, "contacts.record_contact", heading="Record a contact", button="Record"),
    )


@of_person("contacts.correct_note", **ADD)  # type: ignore[arg-type]
def correct_note(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Correct what was said."""
    row = one(here, ContactNote.objects.all(), pk, "contacts.correct_note")
    return correct_page(
        here,
        row,
        NoteForm,
        act=lambda form: actions.correct_note(
            note=row,
            values=form.values(),
            by=here.user,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done="What was said is corrected.",
        initial={name: getattr(row, name) for name in ("kind", "happened_on", "at", "text")},
        **page(here, "contacts.correct_note", heading="Correct what was said", button="Save"),
    )


@of_person("contacts.remove_note", **ADD)  # type: ignore[arg-type]
def remove_note(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = one(here, ContactNote.objects.all(), pk, "contacts.remove_note")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_note(
            note=row, by=here.user, version=form.cleaned_data["version"], because=form.cleaned_data["because"]
        ),
        done="What was said is removed.",
        **page(here, "contacts.remove_note", heading="Remove what was said", button="Remove"),
    )


@of_person("contacts.correct_outcome", **ADD)  # type: ignore[arg-type]
def correct_contact(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Correct an outcome that was recorded without a booking."""
    row = one(here, Contact.objects.filter(appointment=None), pk, "contacts.correct_outcome")
    return correct_page(
        here,
        row,
        ContactForm,
        act=lambda form: actions.correct_contact(
            contact=row,
            values=form.values(),
            by=here.user,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done="The outcome is corrected.",
        initial={name: getattr(row, name) for name in ("outcome", "kind", "due_on")},
        **page(here, "contacts.correct_outcome", heading="Correct what came of an appointment", button="Save"),
    )


@of_person("contacts.remove_outcome", **ADD)  # type: ignore[arg-type]
def remove_contact(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = one(here, Contact.objects.filter(appointment=None), pk, "contacts.remove_outcome")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_contact(
            contact=row, by=here.user, version=form.cleaned_data["version"], because=form.cleaned_data["because"]
        ),
        done="The outcome is removed.",
        **page(here, "contacts.remove_outcome", heading="Remove what came of an appointment", button="Remove"),
    )
