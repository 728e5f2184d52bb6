"""Into prison, from one to another, and out: who holds them is involved with them from that moment."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from offenders.custody.actions.expected import released
from offenders.custody.checks import check_happened, check_not_held, check_order, whoever_adds
from offenders.custody.involved import bring_into_line
from offenders.models import CustodySpell, Offender
from offenders.writing import add, correct, remove
from offenders.writing.rows import take

CUSTODY = Category.CUSTODY
OVER = "This spell is over already."


@transaction.atomic
def admit(
    *,
    offender: Offender,
    establishment: str,
    reason: str,
    admitted_on: date,
    sentence_days: int | None = None,
    by: User,
    request_key: UUID,
) -> CustodySpell:
    """Record that somebody was taken into custody; one spell is open at a time."""
    check_happened(admitted_on=admitted_on)
    take(offender)
    check_not_held(offender, request_key)
    row = CustodySpell(
        offender=offender,
        establishment=establishment,
        reason=reason,
        admitted_on=admitted_on,
        sentence_days=sentence_days,
    )
    row = add(row, what="custody.admit", offender=offender, category=CUSTODY, by=by, request_key=request_key)
    bring_into_line(offender, clock.today())
    return row


@transaction.atomic
def release(*, spell: CustodySpell, released_on: date, engagement: str = "", version: int, by: User) -> CustodySpell:
    """Record the release that ends a spell; the release that was expected has come."""
    check_happened(released_on=released_on)
    check_order(spell.admitted_on, "released_on", released_on, "the admission")
    values = {"released_on": released_on, "engagement": engagement}
    spell = _close(spell, values, version=version, by=by, what="custody.release", because="Released.")
    released(spell.offender, released_on, by)
    bring_into_line(spell.offender, clock.today())
    return spell


@transaction.atomic
def transfer(
    *, spell: CustodySpell, establishment: str, moved_on: date, version: int, by: User, request_key: UUID
) -> CustodySpell:
    """Record a move to another establishment: the spell ends there and the next begins on the same day.

    It is no release: no day lies between them, and what is expected stays expected.
    """
    take(spell.offender)
    if before := CustodySpell.objects.filter(request_key=request_key, offender=spell.offender).first():
        return before
    check_happened(moved_on=moved_on)
    check_order(spell.admitted_on, "moved_on", moved_on, "the admission")
    if establishment == spell.establishment:
        raise ValidationError({"establishment": "They are there already."})
    because = f"Moved to {establishment}."
    old = _close(spell, {"released_on": moved_on}, version=version, by=by, what="custody.transfer", because=because)
    row = CustodySpell(
        offender=old.offender,
        establishment=establishment,
        reason=old.reason,
        admitted_on=moved_on,
        sentence_days=old.sentence_days,
    )
    row = add(row, what="custody.transfer", offender=old.offender, category=CUSTODY, by=by, request_key=request_key)
    bring_into_line(old.offender, clock.today())
    return row


def _close(
    spell: CustodySpell, values: dict[str, Any], *, version: int, by: User, what: str, because: str
) -> CustodySpell:
    """End the open spell, whoever recorded its beginning; the same end twice is one."""
    held = CustodySpell.objects.get(pk=spell.pk)
    if held.released_on is not None and held.released_on != values["released_on"]:
        raise ValidationError(OVER)
    return correct(
        spell,
        what=what,
        offender=spell.offender,
        category=CUSTODY,
        by=by,
        version=version,
        because=because,
        values=values,
        check=whoever_adds,
    )


@transaction.atomic
def correct_spell(*, spell: CustodySpell, values: dict[str, Any], version: int, because: str, by: User) -> CustodySpell:
    """Put right what was recorded wrong of a spell; taking a release back opens it again."""
    check_happened(admitted_on=values["admitted_on"], released_on=values["released_on"])
    take(spell.offender)
    others = CustodySpell.objects.filter(offender=spell.offender, released_on=None).exclude(pk=spell.pk)
    if values["released_on"] is None and others.exists():
        raise ValidationError({"released_on": "Another spell is open: one at a time."})
    row = correct(
        spell,
        what="custody.correct_spell",
        offender=spell.offender,
        category=CUSTODY,
        by=by,
        version=version,
        because=because,
        values=values,
    )
    bring_into_line(row.offender, clock.today())
    return row


@transaction.atomic
def remove_spell(*, spell: CustodySpell, version: int, because: str, by: User) -> None:
    """A spell that never was; who held them by it alone is involved no longer."""
    offender = spell.offender
    remove(
        spell,
        what="custody.remove_spell",
        offender=offender,
        category=CUSTODY,
        by=by,
        version=version,
        because=because,
    )
    bring_into_line(offender, clock.today(), at_once=True)
