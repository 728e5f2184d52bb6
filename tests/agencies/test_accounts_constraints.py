"""What the database itself holds about links."""

import pytest

from agencies.models import Invitation
from tests.constraints import Held, hold
from tests.people import make

pytestmark = pytest.mark.django_db
TABLE = "agencies_invitation"
SENT = "sent_at = now(), expires_at = now()"


def two():
    aisha = make("aisha")
    for ended in (True, False):
        link = Invitation.objects.create(user=aisha, purpose="join", created_by=aisha)
        Invitation.objects.filter(pk=link.pk).update(ended_at=link.created_at if ended else None)


CONSTRAINTS = [
    Held(
        "invitation_one_open_a_person",
        two,
        refused=f"UPDATE {TABLE} SET ended_at = NULL",
        allowed=f"UPDATE {TABLE} SET ended_at = now()",
    ),
    Held(
        "invitation_has_a_token_when_sent",
        two,
        refused=f"UPDATE {TABLE} SET {SENT}, token_hash = NULL",
        allowed=f"UPDATE {TABLE} SET {SENT}, token_hash = id::text",
    ),
    Held(
        "invitation_used_or_taken_back",
        two,
        refused=f"UPDATE {TABLE} SET used_at = now(), ended_at = now()",
        allowed=f"UPDATE {TABLE} SET used_at = now(), ended_at = NULL WHERE ended_at IS NULL",
    ),
]


@pytest.mark.parametrize("row", CONSTRAINTS, ids=lambda row: row.name)
def test_a_link_is_held_by_the_database(row, scheme):
    hold(row)
