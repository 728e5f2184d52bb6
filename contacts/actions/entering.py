"""Ticking a contact as entered in the probation system, and taking the tick away."""

from datetime import date
from uuid import UUID

from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.models import ContactNote, Entered
from offenders.models import Contact
from offenders.writing import add, remove
from offenders.writing.rows import take

AFTER_ALL = "Not entered after all."


@transaction.atomic
def enter(*, row: Contact | ContactNote, contact_type: str, entered_on: date, by: User, request_key: UUID) -> Entered:
    """Say that a contact is entered there. Whoever ticks it second finds it ticked."""
    policies.check_enter(by, row.offender, row, entered_on, clock.today())
    take(row.offender)
    of = {"contact": row} if isinstance(row, Contact) else {"note": row}
    before = Entered.objects.filter(**of).first()
    if before is not None:
        return before
    entered = Entered(offender=row.offender, contact_type=contact_type, entered_on=entered_on, **of)
    return add(
        entered, what="contacts.enter", offender=row.offender, category=Category.ENGAGEMENT, by=by,
        request_key=request_key,
    )  # fmt: skip


@transaction.atomic
def not_entered_after_all(*, entered: Entered, by: User) -> None:
    """Take the tick away; who took it, and who had set it, stays in the history."""
    policies.check_enter(by, entered.offender, entered, entered.entered_on, clock.today())
    remove(
        entered, what="contacts.not_entered", offender=entered.offender, category=Category.ENGAGEMENT, by=by,
        version=entered.version, because=AFTER_ALL,
    )  # fmt: skip
