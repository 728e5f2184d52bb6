"""Booking, moving, cancelling, correcting and removing appointments; a series of them."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from agencies.categories import Category, Level
from audit import log
from casefile.contacts.forms import AppointmentForm, BookForm, CancelForm, MoveForm, SeriesForm, StopForm
from casefile.contacts.views.common import appointment, one, page, then, to
from casefile.writing import Here, correct_page, of_person, remove_page, to_correct, write_page
from contacts import actions, policies
from contacts.models import Appointment, Series

ADD = {"category": Category.ENGAGEMENT, "level": Level.ADD}


@of_person("contacts.book", **ADD)  # type: ignore[arg-type]
def book(request: HttpRequest, here: Here) -> HttpResponse:
    """Book one appointment."""
    _check_arranges(here, "contacts.book")
    return write_page(
        here,
        _form(BookForm, here),
        act=lambda form: actions.book(
            offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        done="The appointment is booked.",
        initial=_initial(here),
        **page(here, "contacts.book", heading="Book an appointment", button="Book", series=to(here, "series")),
    )


@of_person("contacts.book_series", **ADD)  # type: ignore[arg-type]
def series(request: HttpRequest, here: Here) -> HttpResponse:
    """Book a series: on days of the week, until a day or so many."""
    _check_arranges(here, "contacts.book_series")
    return write_page(
        here,
        _form(SeriesForm, here),
        act=lambda form: actions.book_series(
            offender=here.person,
            by=here.user,
            pattern=form.pattern(),
            book_holidays=form.cleaned_data["holidays"] == "book",
            request_key=form.cleaned_data["request_key"],
            **form.shared(),
        ),
        done="The series is booked.",
        initial=_initial(here) | {"starts_on": here.on},
        **page(here, "contacts.book_series", heading="Book a series of appointments", button="Book the series"),
    )


def _check_arranges(here: Here, what: str) -> None:
    """Who sees the person by name books nothing: it would show them to all of the agency."""
    if not policies.may_book(here.user, here.person, here.view, here.on):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(policies.NOT_INVOLVED)


def _form(form: Any, here: Here) -> Any:
    return partial(form, by=here.user, others=policies.may_book_for_others(here.user, here.view))


def _initial(here: Here) -> dict[str, Any]:
    return {"agency": here.user.agency_id, "officer": here.user.pk}


@of_person("contacts.move", **ADD)  # type: ignore[arg-type]
def move(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put an appointment on another day."""
    row = appointment(here, pk, "contacts.move")
    return correct_page(
        here,
        row,
        MoveForm,
        make=MoveForm,
        act=lambda form: actions.move(appointment=row, by=here.user, **form.cleaned_data),
        done="The appointment is moved.",
        initial={"due_on": row.due_on, "at": row.at, "place": row.place},
        **page(here, "contacts.move", heading="Move an appointment", button="Move it"),
    )


@of_person("contacts.cancel", **ADD)  # type: ignore[arg-type]
def cancel(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Call an appointment off."""
    row = appointment(here, pk, "contacts.cancel")
    answer = correct_page(
        here,
        row,
        CancelForm,  # type: ignore[arg-type]
        make=CancelForm,
        act=lambda form: actions.cancel(appointment=row, by=here.user, **form.cleaned_data),
        done="The appointment is cancelled.",
        initial={},
        **page(here, "contacts.cancel", heading="Cancel an appointment", button="Cancel the appointment"),
    )
    return then(here, answer)


@of_person("contacts.stop_series", **ADD)  # type: ignore[arg-type]
def stop(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Cancel what is still to come of a series."""
    row = one(here, Series.objects.all(), pk, "contacts.stop_series")
    answer = write_page(
        here,
        StopForm,
        act=lambda form: actions.stop_series(series=row, by=here.user, because=form.cleaned_data["because"]),
        done="What was left of the series is cancelled.",
        **page(
            here,
            "contacts.stop_series",
            heading="Stop a series",
            lead="Every appointment of it from today on is cancelled. What was before stays.",
            button="Stop the series",
        ),
    )
    return then(here, answer)


def _correcting(row: Appointment) -> Any:
    form: Any = to_correct(AppointmentForm)
    return partial(form, agency=row.agency)


@of_person("contacts.correct", **ADD)  # type: ignore[arg-type]
def correct(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Correct what was written of an appointment."""
    row = appointment(here, pk, "contacts.correct")
    names = ("kind", "due_on", "at", "place", "note")
    return correct_page(
        here,
        row,
        AppointmentForm,
        make=_correcting(row),
        act=lambda form: actions.correct_appointment(
            appointment=row,
            values=form.values(),
            by=here.user,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done="The appointment is corrected.",
        initial={name: getattr(row, name) for name in names} | {"officer": row.officer_id},
        **page(here, "contacts.correct", heading="Correct an appointment", button="Save"),
    )


@of_person("contacts.remove", **ADD)  # type: ignore[arg-type]
def remove(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take an appointment that was a mistake off the record."""
    row = appointment(here, pk, "contacts.remove")
    answer = remove_page(
        here,
        row,
        act=lambda form: actions.remove_appointment(
            appointment=row,
            by=here.user,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done="The appointment is removed.",
        **page(
            here,
            "contacts.remove",
            heading="Remove an appointment",
            lead="With it goes what came of it. One that was arranged and did not take place is cancelled instead.",
            button="Remove",
        ),
    )
    return then(here, answer)
