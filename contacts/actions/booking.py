"""Booking an appointment or a series, moving one, stopping what is left of a series."""

from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import Agency, User
from audit import clock
from audit.bank_holidays import bank_holidays
from contacts import policies
from contacts.actions.changing import cancel, locked, set_status
from contacts.actions.involving import refresh
from contacts.models import Appointment, Series
from contacts.rules.series import Pattern, days_of
from contacts.rules.status import Status
from offenders.models import Offender
from offenders.writing import add
from offenders.writing.rows import take


@transaction.atomic
def book(
    *,
    offender: Offender,
    agency: Agency,
    kind: str,
    due_on: date,
    by: User,
    request_key: UUID,
    at: time | None = None,
    place: str = "",
    officer: User | None = None,
    note: str = "",
) -> Appointment:
    """Arrange one appointment; its agency sees the person for as long as it is open."""
    today = clock.today()
    policies.check_book(by, offender, agency, officer, today)
    policies.check_day(due_on, today)
    row = Appointment(
        offender=offender, agency=agency, kind=kind, due_on=due_on, at=at, place=place, officer=officer, note=note
    )
    row = _add(row, "contacts.book", by, request_key)
    refresh(offender, agency)
    return row


@transaction.atomic
def book_series(
    *,
    offender: Offender,
    agency: Agency,
    kind: str,
    pattern: Pattern,
    book_holidays: bool,
    by: User,
    request_key: UUID,
    at: time | None = None,
    place: str = "",
    officer: User | None = None,
    note: str = "",
) -> Series:
    """Arrange appointments by a pattern. The bank holidays among its days are kept with the series where left out."""
    today = clock.today()
    policies.check_book(by, offender, agency, officer, today)
    policies.check_day(pattern.starts_on, today)
    found = days_of(pattern, bank_holidays(), book_holidays=book_holidays, on=today)
    if not found.days:
        raise ValidationError("No day is left to book. Look at the days of the week and at the last day.")
    shared: dict[str, Any] = {
        "offender": offender, "agency": agency, "kind": kind, "at": at, "place": place, "officer": officer,
        "note": note,
    }  # fmt: skip
    new = Series(
        **shared,
        days=sorted(set(pattern.days)),
        fortnightly=pattern.fortnightly,
        starts_on=pattern.starts_on,
        until_on=pattern.until_on,
        number=pattern.number,
        left_out=sorted(set(found.holidays) - set(found.days)),
    )
    made = add(
        new, what="contacts.book_series", offender=offender, category=Category.ENGAGEMENT, by=by,
        request_key=request_key,
    )  # fmt: skip
    if made is new:
        Appointment.objects.bulk_create(
            Appointment(
                **shared, due_on=day, series=made, created_by=by, request_key=uuid5(request_key, day.isoformat())
            )
            for day in found.days
        )
        refresh(offender, agency)
    return made


@transaction.atomic
def move(
    *,
    appointment: Appointment,
    due_on: date,
    at: time | None,
    place: str,
    by: User,
    version: int,
    because: str,
    request_key: UUID,
) -> Appointment:
    """Put an appointment on another day or time: the old one stays as moved, the new one says where it came from."""
    offender = appointment.offender
    take(offender)
    before = Appointment.objects.filter(request_key=request_key, moved_from=appointment).first()
    if before is not None:
        return before
    today = clock.today()
    policies.check_day(due_on, today)
    old = locked(appointment)
    if (due_on, at) == (old.due_on, old.at):
        raise ValidationError({"due_on": "That is the day and the time already."})
    new = Appointment(
        offender=offender, agency=old.agency, kind=old.kind, due_on=due_on, at=at, place=place, officer=old.officer,
        note=old.note, series=old.series, moved_from=old,
    )  # fmt: skip
    set_status(old, Status.REARRANGED, what="contacts.move", by=by, version=version, because=because)
    new = _add(new, "contacts.book", by, request_key)
    refresh(offender, old.agency)
    return new


@transaction.atomic
def stop_series(*, series: Series, by: User, because: str) -> int:
    """Cancel what is still open of a series from today on; returns how many. Twice is once."""
    take(series.offender)
    left = Appointment.objects.open().filter(series=series, due_on__gte=clock.today()).in_order()
    left = left.select_related("offender", "agency")
    return len([cancel(appointment=row, by=by, version=row.version, because=because) for row in left])


def _add(row: Appointment, what: str, by: User, request_key: UUID) -> Appointment:
    return add(row, what=what, offender=row.offender, category=Category.ENGAGEMENT, by=by, request_key=request_key)
