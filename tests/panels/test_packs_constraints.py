"""What the database itself holds of the packs that were taken out, through raw SQL; and two taken at once."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency, User
from agencies.roles import Role
from panels import actions
from panels.models import MeetingPack, Panel
from tests import constraints
from tests.conftest import TODAY
from tests.constraints import Held
from tests.factories import AgencyFactory, AreaFactory, sat, signed
from tests.panels.test_races import Other
from tests.people import make_for

pytestmark = [pytest.mark.django_db, pytest.mark.services]
PACK = "panels_meetingpack"
SAME = "panel_id, agency_id, taken_by_id"
COPY = f"INSERT INTO {PACK} ({SAME}, number, request_key) SELECT {SAME}"


def somebody() -> User:
    AgencyFactory(code="police", position=0)
    return make_for("police", Role.PANEL_CHAIR)


def taken() -> MeetingPack:
    user = somebody()
    panel = sat(AreaFactory(code="Luton"), TODAY, user, chair=user)
    police = Agency.objects.get(code="police")
    return MeetingPack.objects.create(panel=panel, agency=police, number=1, taken_by=user, request_key=uuid4())


TABLE = [
    Held(
        "meeting_pack_number_once_a_panel",
        taken,
        refused=f"{COPY}, 1, gen_random_uuid() FROM {PACK}",
        allowed=f"{COPY}, 2, gen_random_uuid() FROM {PACK}",
    ),
    Held("meeting_pack_sent_once", taken, refused=f"{COPY}, 2, request_key FROM {PACK}"),
    Held("meeting_pack_number_from_one", taken, refused=f"{COPY}, 0, gen_random_uuid() FROM {PACK}"),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_its_constraints_are_in_the_table():
    assert {row.name for row in TABLE} == {one.name for one in MeetingPack._meta.constraints}


@pytest.mark.parametrize("sql", [f"UPDATE {PACK} SET number = 7", f"DELETE FROM {PACK}"])
def test_that_it_left_stands(sql):
    taken()
    with pytest.raises(IntegrityError, match="a pack that was taken out stands"), transaction.atomic():
        connection.cursor().execute(sql)


def test_none_of_what_is_not_issued_or_is_over():
    one = taken()
    with pytest.raises(IntegrityError, match="of an agenda that is issued"), transaction.atomic():
        Panel.objects.filter(pk=one.panel_id).update(
            status="ended", ended_at="2019-03-31T13:00Z", ended_by=one.taken_by
        )
        connection.cursor().execute(f"{COPY}, 2, gen_random_uuid() FROM {PACK}")
    signed(one.panel, one.taken_by)
    with pytest.raises(IntegrityError, match="of an agenda that is issued"), transaction.atomic():
        connection.cursor().execute(f"{COPY}, 2, gen_random_uuid() FROM {PACK}")


def take(panel, by, key=None, made=lambda pack: b"file"):
    return actions.take_pack(
        panel=panel, shown={}, made=made, reason="For the meeting.", request_key=key or uuid4(), by=by
    )[0]


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_they_have_two_numbers(self, panel, person):
        esther, ines = person("esther"), person("ines")
        second = Other(lambda: take(panel, ines))
        with transaction.atomic():
            assert take(panel, esther).number == 1
            assert second.start().waits()
        assert second.end() is None
        assert dict(MeetingPack.objects.values_list("number", "taken_by")) == {1: esther.pk, 2: ines.pk}

    def test_a_double_click_has_one(self, panel, person):
        key, ines = uuid4(), person("ines")
        second = Other(lambda: take(panel, ines, key))
        with transaction.atomic():
            take(panel, ines, key)
            assert second.start().waits()
        assert second.end() is None
        assert MeetingPack.objects.get().number == 1

    def test_a_file_that_is_being_made_keeps_no_decision_waiting(self, panel, item, person):
        decided = Other(
            lambda: actions.record_decision(
                item=item("Iqbal"), status="AMBER", reason="", version=1, by=person("esther")
            )
        )

        def slowly(pack):
            decided.start()
            assert decided.end() is None
            return b"file"

        take(panel, person("ines"), made=slowly)
        assert item("Iqbal").decided_status == "AMBER"
