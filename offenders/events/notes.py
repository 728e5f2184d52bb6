"""Notes: written by who adds to the category, for who reads it. A note stays in its category: moved, it would be read
with its history by who was never meant to."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError

from agencies.categories import Category
from agencies.models import User
from audit import clock
from offenders import writing
from offenders.events import rules
from offenders.models import Note, Offender


def add_note(*, offender: Offender, category: str, noted_on: date, text: str, by: User, request_key: UUID) -> Note:
    _check_day(offender, noted_on)
    row = Note(offender=offender, agency=by.agency, category=category, noted_on=noted_on, text=text.strip())
    return writing.add(
        row, what="events.add_note", offender=offender, category=Category(category), by=by, request_key=request_key
    )


def correct_note(*, note: Note, noted_on: date, text: str, by: User, version: int, because: str) -> Note:
    _check_day(note.offender, noted_on)
    return writing.correct(
        note, what="events.correct_note", offender=note.offender, category=Category(note.category), by=by,
        version=version, because=because, values={"noted_on": noted_on, "text": text.strip()},
    )  # fmt: skip


def remove_note(*, note: Note, by: User, version: int, because: str) -> None:
    writing.remove(
        note, what="events.remove_note", offender=note.offender, category=Category(note.category), by=by,
        version=version, because=because,
    )  # fmt: skip


def _check_day(offender: Offender, on: date) -> None:
    if wrong := rules.before_birth(on, born=offender.date_of_birth, today=clock.today()):
        raise ValidationError({"noted_on": wrong})
