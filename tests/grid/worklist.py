"""The worklist in the grid's world: a line of each person put off, and days that are nobody's canary."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from agencies.models import User
from casefile.models import PutOff, WorklistRule
from enforcement.models import Warrant
from offenders.models import Offender
from tests.conftest import TODAY

# What is due some days after a fact would be due on the day of another fact: with these it is due in another year.
AFTER_A_FACT = (
    "rag_review", "warrant", "arrest", "positive_test", "missed_twice", "lead", "outcome", "entered",
    "standard_short", "notice", "referral_screen", "referral_decide", "second_person",
)  # fmt: skip


def worklist_is_due_in_no_canarys_year() -> None:
    WorklistRule.objects.filter(code__in=AFTER_A_FACT).update(number=11, unit="months")


def put_off_of(who: Offender, by: User, plant: Any, scope: str) -> UUID:
    """That somebody is wanted, put off by the police."""
    marker = Warrant.objects.get(offender=who)
    row = PutOff.objects.create(
        offender=who,
        agency=by.agency,
        key=f"wanted-{marker.pk}-1",
        reason=plant.word(scope, "put_off_reason"),
        put_off_on=TODAY,
        until_on=TODAY + timedelta(days=10),
        put_off_by=by,
        request_key=uuid4(),
    )
    found: UUID = row.public_id
    return found
