"""The log: who, what, whom; written with the change, and never altered."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit import log
from audit.models import Entry, Verb
from tests.factories import OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def entry(person):
    return log.changed("offenders.correct", by=person("aisha"), offender_id=7, categories=["identity"], field="crn")


def test_a_change_names_who_with_agency_and_role_and_whom(entry):
    entry.refresh_from_db()
    assert (entry.user_name, entry.agency, entry.roles) == ("Aisha Shaw", "police", "practitioner")
    assert (entry.verb, entry.offender_id, entry.categories) == (Verb.CHANGED, 7, ["identity"])
    assert entry.at is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET user_name = 'somebody else'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
    ],
)
def test_the_database_refuses_to_alter_the_log(statement, entry):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get(pk=entry.pk).user_name == "Aisha Shaw"


def test_an_entry_outlives_the_person_it_is_about(person):
    jarvis = OffenderFactory()
    log.changed("offenders.correct", by=person("aisha"), offender_id=jarvis.pk)
    number = jarvis.pk
    jarvis.delete()
    assert Entry.objects.filter(offender_id=number).count() == 1


def test_reading_a_list_is_a_row_a_person_in_one_statement(person, django_assert_num_queries):
    aisha = person("aisha")
    assert aisha.log_roles()  # roles are read once and kept
    with django_assert_num_queries(1):
        log.viewed([3, 4, 5], by=aisha, channel="register")
    assert list(Entry.objects.filter(verb=Verb.VIEWED).values_list("offender_id", flat=True).order_by("id")) == [
        3,
        4,
        5,
    ]


def test_a_change_that_is_rolled_back_leaves_no_entry(person):
    aisha = person("aisha")
    with pytest.raises(RuntimeError), transaction.atomic():
        log.changed("offenders.correct", by=aisha, offender_id=7)
        raise RuntimeError
    assert not Entry.objects.exists()
