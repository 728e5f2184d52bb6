"""What the database itself holds about links, and about permissions by name."""

import pytest

from agencies.models import AgencyArea, Invitation, NamedPermission, User
from tests.constraints import Held, hold
from tests.factories import AreaFactory
from tests.people import make, read_original_intelligence

pytestmark = pytest.mark.django_db
TABLE = "agencies_invitation"
NAMED = "agencies_namedpermission"
SENT = "sent_at = now(), expires_at = now()"


def two():
    aisha = make("aisha")
    for ended in (True, False):
        link = Invitation.objects.create(user=aisha, purpose="join", created_by=aisha)
        Invitation.objects.filter(pk=link.pk).update(ended_at=link.created_at if ended else None)


def permitted():
    """Two people of the police who have it, and somebody who gave it."""
    make("aisha")
    read_original_intelligence(make("dev"))
    assert NamedPermission.objects.count() == User.objects.filter(named_permissions__isnull=False).count() == 2


def in_two_areas():
    agency = make("aisha").agency
    for area in (AreaFactory(code="Luton"), AreaFactory(code="Bedford")):
        AgencyArea.objects.create(agency=agency, area=area)


CONSTRAINTS = [
    Held(
        "agency_area_named_once",
        in_two_areas,
        refused="UPDATE agencies_agencyarea SET area_id = (SELECT min(area_id) FROM agencies_agencyarea)",
    ),
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
    Held(
        "named_permission_once",
        permitted,
        refused=f"UPDATE {NAMED} SET user_id = (SELECT min(user_id) FROM {NAMED})",
        allowed=f"UPDATE {NAMED} SET permission = 'original_intelligence'",
    ),
    Held(
        "named_permission_says_why",
        permitted,
        refused=f"UPDATE {NAMED} SET reason = ''",
        allowed=f"UPDATE {NAMED} SET reason = 'x'",
    ),
    Held(
        "named_permission_ends_not_before_it_starts",
        permitted,
        refused=f"UPDATE {NAMED} SET until_on = from_on - 1",
        allowed=f"UPDATE {NAMED} SET until_on = from_on",
    ),
    Held(
        "named_permission_given_by_another",
        permitted,
        refused=f"UPDATE {NAMED} SET given_by_id = user_id",
        allowed=f"UPDATE {NAMED} SET given_by_id = (SELECT max(id) FROM agencies_user WHERE id NOT IN"
        f" (SELECT user_id FROM {NAMED}))",
    ),
]


@pytest.mark.parametrize("row", CONSTRAINTS, ids=lambda row: row.name)
def test_it_is_held_by_the_database(row, scheme):
    hold(row)
