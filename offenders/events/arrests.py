"""Arrests, their offences, and what becomes of them. The police manage them; a fact of the night reaches all by day.

Each write leaves FACTS_CHANGED in the outbox: the worklist, the case's lead and the rules hear of it from there.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import Area, User
from audit import clock
from offenders import writing
from offenders.events import rules
from offenders.models import Arrest, Disposal, Offence, OffenceCode, Offender

OFFENDING = Category.OFFENDING
LAST_ONE = "It is the only offence of this arrest. Remove the arrest, or correct the offence."


@dataclass(frozen=True)
class Charge:
    """An offence as it is to be written: what it was, where, and what has become of it."""

    offence_code: OffenceCode
    area: Area
    disposal: str


@transaction.atomic
def record_arrest(*, offender: Offender, arrested_on: date, charge: Charge, by: User, request_key: UUID) -> Arrest:
    """An arrest with its first offence; others are added to it. The same form twice makes one of each."""
    _check_day(offender, arrested_on)
    arrest = writing.add(
        Arrest(offender=offender, arrested_on=arrested_on),
        what="events.record_arrest", offender=offender, category=OFFENDING, by=by, request_key=request_key,
    )  # fmt: skip
    add_offence(arrest=arrest, charge=charge, by=by, request_key=uuid5(request_key, "its first offence"))
    return arrest


def add_offence(*, arrest: Arrest, charge: Charge, by: User, request_key: UUID) -> Offence:
    row = Offence(arrest=arrest, offence_code=charge.offence_code, area=charge.area, disposal=charge.disposal)
    what = "events.add_offence"
    return writing.add(row, what=what, offender=arrest.offender, category=OFFENDING, by=by, request_key=request_key)


def correct_arrest(*, arrest: Arrest, arrested_on: date, by: User, version: int, because: str) -> Arrest:
    _check_day(arrest.offender, arrested_on)
    return writing.correct(
        arrest, what="events.correct_arrest", offender=arrest.offender, category=OFFENDING, by=by, version=version,
        because=because, values={"arrested_on": arrested_on},
    )  # fmt: skip


def remove_arrest(*, arrest: Arrest, by: User, version: int, because: str) -> None:
    """With its offences: all of it was a mistake. Each of them stays in the history."""
    writing.remove(
        arrest, what="events.remove_arrest", offender=arrest.offender, category=OFFENDING, by=by, version=version,
        because=because,
    )  # fmt: skip


def change_disposal(*, offence: Offence, disposal: str, by: User, version: int, because: str) -> Offence:
    """What has become of an offence since: only what may follow on what stood (rules.FOLLOWS)."""
    if disposal != offence.disposal and (wrong := rules.wrong_next(offence.disposal, disposal)):
        raise ValidationError({"disposal": wrong})
    return _correct(offence, {"disposal": Disposal(disposal).value}, "events.change_disposal", by, version, because)


def correct_offence(*, offence: Offence, charge: Charge, by: User, version: int, because: str) -> Offence:
    """What was written was wrong: any value for any other."""
    values = {"offence_code": charge.offence_code, "area": charge.area, "disposal": charge.disposal}
    return _correct(offence, values, "events.correct_offence", by, version, because)


@transaction.atomic
def remove_offence(*, offence: Offence, by: User, version: int, because: str) -> None:
    """One of several: an arrest without an offence is none."""
    person = offence.arrest.offender
    Offender.objects.select_for_update(no_key=True).get(pk=person.pk)
    others = Offence.objects.filter(arrest=offence.arrest_id).exclude(pk=offence.pk)
    if not others.exists():
        raise ValidationError(LAST_ONE)
    writing.remove(
        offence, what="events.remove_offence", offender=person, category=OFFENDING, by=by, version=version,
        because=because,
    )  # fmt: skip


def _correct(offence: Offence, values: dict[str, object], what: str, by: User, version: int, because: str) -> Offence:
    return writing.correct(
        offence, what=what, offender=offence.arrest.offender, category=OFFENDING, by=by, version=version,
        because=because, values=values,
    )  # fmt: skip


def _check_day(offender: Offender, on: date) -> None:
    if wrong := rules.wrong_day(on, born=offender.date_of_birth, today=clock.today()):
        raise ValidationError({"arrested_on": wrong})
