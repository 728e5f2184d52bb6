"""A prepared read gives what its queryset would, is planned once a connection, and keeps to the floor."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F, Max
from django.test.utils import CaptureQueriesContext

from agencies.transactions import reader_of
from audit import floor
from audit.prepared import Day, Ids, Number, Rows, Texts, prepared
from offenders.models import CaseLead, Contact, Offender
from tests.conftest import TODAY
from tests.factories import ContactFactory, InvolvementFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@prepared
def leads(person: Number, on: Day) -> Rows:
    return CaseLead.objects.in_force(on).filter(offender=person).select_related("agency", "officer")


@prepared
def people(among: Ids) -> Rows:
    return Offender.objects.filter(pk__in=among).order_by("family_name")


@prepared
def names(among: Ids, families: Texts) -> Rows:
    return Offender.objects.filter(pk__in=among, family_name__in=families).values_list("pk", "family_name")


@prepared
def last_kept(among: Ids, on: Day) -> Rows:
    kept = Contact.objects.filter(offender__in=among, due_on__lte=on).order_by()
    return kept.values_list("offender").annotate(latest=Max("due_on"))


@prepared
def beside(among: Ids) -> Rows:
    return Contact.objects.filter(offender__in=among).annotate(of=F("offender__family_name")).order_by("due_on")


@pytest.fixture
def jarvis(scheme):
    return OffenderFactory(family_name="Jarvis")


def test_rows_with_what_is_beside_them_and_with_nothing_there(jarvis, person):
    """A lead with Aisha as the officer, and one of an agency alone."""
    keane = OffenderFactory(family_name="Keane")
    aisha = person("aisha")
    for who, officer in ((jarvis, aisha), (keane, None)):
        CaseLead.objects.create(offender=who, agency=aisha.agency, officer=officer, from_on=date(2018, 1, 1))
    (led,), (unled,) = leads(person=jarvis.pk, on=TODAY), leads(person=keane.pk, on=TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert (led.agency.code, led.officer.full_name, led.offender_id) == ("police", "Aisha Shaw", jarvis.pk)
        assert (unled.agency.code, unled.officer, unled.from_on) == ("police", None, date(2018, 1, 1))
    assert len(asked) == 0
    assert leads(person=jarvis.pk, on=date(2017, 12, 31)) == []


def test_what_is_read_is_as_the_orm_reads_it(jarvis):
    """Saved again it is the same row, and every column has its type."""
    (read,), (other,) = people(among=[jarvis.pk]), Offender.objects.filter(pk=jarvis.pk)
    assert {k: v for k, v in vars(read).items() if k != "_state"} == {
        k: v for k, v in vars(other).items() if k != "_state"
    }
    assert not read._state.adding and read._state.db == "default"
    read.family_name = "Jarvis-Keane"
    read.save()
    assert Offender.objects.get().family_name == "Jarvis-Keane"


def test_many_values_none_and_one(jarvis):
    keane = OffenderFactory(family_name="Keane")
    assert people(among=[]) == []
    assert [one.family_name for one in people(among=[keane.pk, jarvis.pk])] == ["Jarvis", "Keane"]
    assert names(among={jarvis.pk, keane.pk}, families=["Keane", "O'Neill \\ 100%"]) == [(keane.pk, "Keane")]


def test_figures_and_what_is_worked_out_beside_a_row(jarvis):
    for day in (date(2019, 3, 1), date(2019, 3, 8)):
        ContactFactory(offender=jarvis, due_on=day)
    assert last_kept(among=[jarvis.pk], on=TODAY) == [(jarvis.pk, date(2019, 3, 8))]
    assert last_kept(among=[jarvis.pk], on=date(2019, 3, 7)) == [(jarvis.pk, date(2019, 3, 1))]
    assert [(row.due_on.day, row.of) for row in beside(among=[jarvis.pk])] == [(1, "Jarvis"), (8, "Jarvis")]


def test_it_is_one_query_the_first_time_and_the_next(jarvis):
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    connection._iom_prepared = None  # as on a connection that is new
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            people(among=[jarvis.pk])
        assert len(asked) == 1


def test_each_reader_sees_their_own_through_the_same_plan(jarvis, person):
    """The floor is asked of each anew: Ines's agency is involved, Carla's is not."""
    InvolvementFactory(offender=jarvis, agency=person("ines").agency, reason="supervises")
    for _ in range(7):  # from the sixth time on the database may keep one plan for all values
        for name, found in (("ines", [jarvis]), ("carla", [])):
            with reader_of(person(name)).reading():
                assert people(among=[jarvis.pk]) == found
    assert people(among=[jarvis.pk]) == [jarvis]  # the session of a test is the owner's


def test_a_reader_and_the_systems_work_take_turns_with_a_plan_each(jarvis):
    """A plan holds the floor of who asked: where two share one it is made anew at each turn."""

    def there():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE %s", [f"{people.name}\\_%"])
            return {name for (name,) in cursor.fetchall()}

    before = there()
    with floor.as_nobody():
        for _ in range(3):
            assert people(among=[jarvis.pk]) == []
            with floor.as_system(floor.System.RANKING):
                assert people(among=[jarvis.pk]) == [jarvis]
    assert there() - before == {f"{people.name}_as_runtime", f"{people.name}_as_jobs"} - before
    assert {f"{people.name}_as_runtime", f"{people.name}_as_jobs"} <= there()
