"""What an action of this folder asks before it writes: days, states, and whose a row is to go on with."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from offenders.models import CustodySpell, Offender
from offenders.writing import policies

TO_COME = "This day is still to come. Record it when it has happened."
HELD = "They are in custody already. Record the release or the transfer of that spell first."
NOT_HELD = "They are not in custody, so far as is recorded: no release can be expected."


def whoever_adds(by: User, offender: Offender, category: Category, row: Any) -> None:
    """To go on with what stands (a release, an end, a result) is to add a fact: whoever wrote the row before."""
    policies.check_add(by, offender, category)


def check_happened(**days: date | None) -> None:
    """Each a day that has come."""
    on = clock.today()
    if late := {name: TO_COME for name, day in days.items() if day is not None and day > on}:
        raise ValidationError(late)


def check_order(first: date, name: str, day: date, words: str) -> None:
    if day < first:
        raise ValidationError({name: f"This is before {words} ({uk_date(first)})."})


def check_not_held(offender: Offender, request_key: UUID) -> None:
    """One spell is open at a time; the one that this very form made is none in the way."""
    if CustodySpell.objects.filter(offender=offender, released_on=None).exclude(request_key=request_key).exists():
        raise ValidationError(HELD)


def check_held(offender: Offender) -> None:
    if not CustodySpell.objects.covering(clock.today()).filter(offender=offender).exists():
        raise ValidationError(NOT_HELD)
