"""One person's own contact standard: decided by a named person, for a reason, with a next review."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.models import PersonStandard
from contacts.rules.standards import Standard, counts_from
from offenders.models import Offender
from offenders.writing import add, correct, remove
from offenders.writing.rows import take


@transaction.atomic
def set_standard(
    *,
    offender: Offender,
    now: Standard,
    weekly: int,
    at_home: int,
    why: str,
    review_on: date,
    by: User,
    request_key: UUID,
) -> PersonStandard:
    """Decide how many appointments a week from the next Monday on; `now` is what stands. Lowered one step at a time."""
    today = clock.today()
    policies.check_set_standard(by, offender, today)
    take(offender)
    before = PersonStandard.objects.filter(request_key=request_key).first()
    if before is None:
        policies.check_standard(now, weekly, at_home)
        policies.check_review(review_on, today)
    row = PersonStandard(
        offender=offender, weekly=weekly, at_home=at_home, decided_on=today, from_on=counts_from(today),
        why=why.strip(), review_on=review_on,
    )  # fmt: skip
    return add(
        row, what="contacts.set_standard", offender=offender, category=Category.ENGAGEMENT, by=by,
        request_key=request_key,
    )  # fmt: skip


@transaction.atomic
def correct_standard(
    *, decided: PersonStandard, before: Standard, values: Mapping[str, Any], version: int, because: str, by: User
) -> PersonStandard:
    """Put right what was recorded of a decision; `before` is what stood until it. It counts from the same Monday."""
    today = clock.today()
    policies.check_set_standard(by, decided.offender, today)
    policies.check_standard(before, values["weekly"], values["at_home"])
    if values["review_on"] != decided.review_on:
        policies.check_review(values["review_on"], today)
    return correct(
        decided, what="contacts.correct_standard", offender=decided.offender, category=Category.ENGAGEMENT, by=by,
        version=version, because=because, values=values, check=_decides,
    )  # fmt: skip


@transaction.atomic
def remove_standard(*, decided: PersonStandard, version: int, because: str, by: User) -> None:
    """A decision that nobody took: what stood before it stands."""
    remove(
        decided, what="contacts.remove_standard", offender=decided.offender, category=Category.ENGAGEMENT, by=by,
        version=version, because=because, check=_decides,
    )  # fmt: skip


def _decides(by: User, offender: Offender, category: Category, row: PersonStandard) -> None:
    """Whoever may decide it may put it right: it is the scheme's, whichever agency wrote it down."""
    policies.check_set_standard(by, offender, clock.today())
