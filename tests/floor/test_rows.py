"""The rows of every table of a person: read, changed and written by who knows the person, and by nobody else.

The world is made once for all tables, in a transaction that is taken back at its end.
"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from agencies.models import Agency
from audit import floor
from offenders.floor.tables import floored
from tests.conftest import TODAY
from tests.factories import AgencyFactory, InvolvementFactory, OffenderFactory
from tests.floor import rows

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TABLES = floored()


@pytest.fixture(scope="module")
def two(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
    """Mine is the police's; theirs is probation's. Housing is a stranger to both."""
    with django_db_blocker.unblock(), transaction.atomic():
        police, probation, _ = (AgencyFactory(code=code) for code in ("police", "probation", "housing"))
        mine, theirs = OffenderFactory(family_name="Jarvis"), OffenderFactory(family_name="Other")
        InvolvementFactory(offender=mine, agency=police, reason="home_police")
        InvolvementFactory(offender=theirs, agency=probation, reason="supervises")
        rows.loosen()
        yield mine.pk, theirs.pk
        transaction.set_rollback(True)


def seen_by(code, one, **more):
    agency = Agency.objects.get(code=code)
    with floor.as_reader(rows.NOBODY - 1, agency.pk, TODAY, **more):
        return rows.numbers(one)


@pytest.mark.parametrize("one", TABLES, ids=lambda one: one.table)
def test_an_agency_sees_the_rows_of_its_own_people_and_of_nobody_else(one, two):
    made = [rows.insert(one, person) for person in two]
    assert {*made} <= rows.numbers(one)
    assert seen_by("police", one) & {*made} == {made[0]}
    assert seen_by("probation", one) & {*made} == {made[1]}
    assert seen_by("housing", one) == set()
    with floor.as_nobody():
        assert rows.numbers(one) == set()
    with floor.as_system(floor.System.MIGRATION):
        assert {*made} <= rows.numbers(one)


@pytest.mark.parametrize("one", TABLES, ids=lambda one: one.table)
def test_an_agency_changes_nothing_of_other_people(one, two):
    made = rows.insert(one, two[1])
    number = rows.key(one.table)
    reader = Agency.objects.get(code="police").pk
    with floor.as_reader(1, reader, None), connection.cursor() as cursor:
        for statement in (f"UPDATE {one.table} SET {number} = {number}", f"DELETE FROM {one.table}"):
            cursor.execute(f"{statement} WHERE {number} = %s", [made])
            assert cursor.rowcount == 0
    assert made in rows.numbers(one)


@pytest.mark.parametrize("one", [one for one in TABLES if not one.history], ids=lambda one: one.table)
def test_an_agency_writes_no_row_for_other_people(one, two):
    if one.table == "offenders_offender":
        pytest.skip("a person is entered by the system's work alone")
    police = Agency.objects.get(code="police").pk
    refused = pytest.raises(DatabaseError, match="row-level security")
    with refused, transaction.atomic(), floor.as_reader(1, police, None):
        rows.again(one, two[1])
