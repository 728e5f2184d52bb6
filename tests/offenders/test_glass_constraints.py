"""What the database refuses by itself of broken glass, through raw SQL."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Agency, User
from offenders.models import BrokenGlass
from tests import constraints
from tests.constraints import Held
from tests.factories import AgencyFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def broken():
    AgencyFactory()
    police = Agency.objects.get(code="police")
    anna = User.objects.create(email="anna@example.org", full_name="anna", agency=police)
    now = timezone.now()
    BrokenGlass.objects.create(
        offender=OffenderFactory(),
        user=anna,
        agency=police,
        reason="He is at the desk now.",
        broken_at=now,
        ends_at=now + timedelta(hours=1),
    )


GLASS = "offenders_brokenglass"
ANNA = "(SELECT id FROM agencies_user WHERE full_name = 'anna')"

TABLE = [
    Held(
        "glass_says_why", broken, refused=f"UPDATE {GLASS} SET reason = ''", allowed=f"UPDATE {GLASS} SET reason = '.'"
    ),
    Held(
        "glass_ends_within_24_hours",
        broken,
        refused=f"UPDATE {GLASS} SET ends_at = broken_at + interval '24 hours 1 microsecond'",
        allowed=f"UPDATE {GLASS} SET ends_at = broken_at + interval '24 hours'",
    ),
    Held(
        "glass_answer_says_when_and_by_whom",
        broken,
        refused=f"UPDATE {GLASS} SET answer = 'accepted', answered_at = now(), answered_by_id = NULL",
        allowed=f"UPDATE {GLASS} SET answer = 'accepted', answered_at = now(), answered_by_id = {ANNA}",
    ),
    Held(
        "glass_answer_says_when_and_by_whom",
        broken,
        refused=f"UPDATE {GLASS} SET answer = 'contested', answered_at = NULL, answered_by_id = {ANNA}",
        allowed=f"UPDATE {GLASS} SET answer = 'contested', answered_at = now(), answered_by_id = {ANNA}",
    ),
    Held(
        "glass_answer_says_when_and_by_whom",
        broken,
        refused=f"UPDATE {GLASS} SET answer = 'waiting', answered_at = now(), answered_by_id = {ANNA}",
        allowed=f"UPDATE {GLASS} SET answer = 'waiting', answered_at = NULL, answered_by_id = NULL",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)
