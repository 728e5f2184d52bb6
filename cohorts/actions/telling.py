"""What the person said of being selected, and how they engage."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from cohorts.models import EngagementCategory, Membership, SchemeAnswer
from offenders.models import Offender
from offenders.writing import add


@transaction.atomic
def record_answer(
    *, membership: Membership, reply: str, told_on: date, words: str, by: User, request_key: UUID
) -> SchemeAnswer:
    """The person was told, and accepts or declines; or they were not approached, and why."""
    if not membership.selected_on <= told_on <= clock.today():
        raise ValidationError({"told_on": f"A day from {uk_date(membership.selected_on)} to today."})
    row = SchemeAnswer(
        offender=membership.offender, membership=membership, reply=reply, told_on=told_on, words=words.strip()
    )
    return add(
        row, what="scheme.answer", offender=membership.offender, category=Category.SCHEME, by=by,
        request_key=request_key,
    )  # fmt: skip


@transaction.atomic
def record_engagement(
    *, offender: Offender, category: str, from_on: date, words: str, by: User, request_key: UUID
) -> EngagementCategory:
    """One of Tower's three, from a day until the next."""
    if from_on > clock.today():
        raise ValidationError({"from_on": "That day is to come."})
    row = EngagementCategory(offender=offender, category=category, from_on=from_on, words=words.strip())
    return add(
        row, what="scheme.engagement", offender=offender, category=Category.SCHEME, by=by, request_key=request_key
    )
