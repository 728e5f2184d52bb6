"""One person's own contact standard: decided by a named person, for a reason, with a next review."""

from datetime import date
from uuid import UUID

from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from contacts import policies
from contacts.models import PersonStandard
from contacts.rules.standards import Standard, counts_from
from offenders.models import Offender
from offenders.writing import add
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
        policies.check_standard(now, weekly, at_home, review_on, today)
    row = PersonStandard(
        offender=offender, weekly=weekly, at_home=at_home, decided_on=today, from_on=counts_from(today),
        why=why.strip(), review_on=review_on,
    )  # fmt: skip
    return add(
        row, what="contacts.set_standard", offender=offender, category=Category.ENGAGEMENT, by=by,
        request_key=request_key,
    )  # fmt: skip
