"""What the database refuses by itself of who is in the room and of its parts, through raw SQL."""

import pytest

from agencies.models import Agency, User
from agencies.roles import Role
from panels.models import Attendance, JoinRequest, SecondPart
from tests import constraints
from tests.conftest import TODAY
from tests.constraints import Held
from tests.factories import AgencyFactory, AreaFactory, sat
from tests.people import make_for

pytestmark = [pytest.mark.django_db, pytest.mark.services]
HERE, PART, WAITS = "panels_attendance", "panels_secondpart", "panels_joinrequest"


def people() -> list[User]:
    AgencyFactory(code="police", position=0)
    return [make_for("police", role) for role in (Role.PANEL_CHAIR, Role.COORDINATOR)]


def meeting():
    users = people()
    return sat(AreaFactory(code="Luton"), TODAY, users[0], chair=users[0]), users


def here() -> None:
    panel, users = meeting()
    for user in users:
        named = {"agency": Agency.objects.get(code="police"), "name": user.full_name}
        Attendance.objects.create(panel=panel, user=user, accepted_at="2019-03-31T12:00Z", **named)
    Attendance.objects.create(panel=panel, agency=Agency.objects.get(code="police"), name="Noted")


def parts() -> None:
    panel, (chair, _) = meeting()
    over = {"ended_at": "2019-03-31T13:00Z", "ended_by": chair}
    SecondPart.objects.create(panel=panel, began_by=chair, **over)
    SecondPart.objects.create(panel=panel, began_by=chair, **over)


def waiting() -> None:
    panel, users = meeting()
    for user in users:
        JoinRequest.objects.create(panel=panel, user=user)


TABLE = [
    Held("attendance_once", here, refused=f"UPDATE {HERE} SET name = 'Same'"),
    Held(
        "attendance_joined_once",
        here,
        refused=f"UPDATE {HERE} SET user_id = (SELECT min(user_id) FROM {HERE}) WHERE user_id IS NOT NULL",
    ),
    Held(
        "attendance_joined_by_accepting",
        here,
        refused=f"UPDATE {HERE} SET accepted_at = NULL WHERE user_id IS NOT NULL",
    ),
    Held(
        "attendance_joined_by_accepting",
        here,
        refused=f"UPDATE {HERE} SET accepted_at = now() WHERE name = 'Noted'",
    ),
    Held(
        "second_part_one_at_a_time",
        parts,
        refused=f"UPDATE {PART} SET ended_at = NULL, ended_by_id = NULL",
        allowed=f"UPDATE {PART} SET ended_at = NULL, ended_by_id = NULL WHERE id = (SELECT max(id) FROM {PART})",
    ),
    Held("second_part_ended_says_when_and_by_whom", parts, refused=f"UPDATE {PART} SET ended_by_id = NULL"),
    Held("join_request_once", waiting, refused=f"UPDATE {WAITS} SET user_id = (SELECT min(user_id) FROM {WAITS})"),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_the_rooms_constraints_are_in_the_table():
    models = (Attendance, JoinRequest, SecondPart)
    assert {row.name for row in TABLE} == {one.name for model in models for one in model._meta.constraints}
