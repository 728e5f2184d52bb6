"""A request is one transaction, reads as its reader, and leaves nothing of either behind (M8)."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from agencies.models import Agency
from audit import floor, log
from audit.models import Entry, OutboxMessage, Verb
from offenders.models import Offender
from tests.access.test_grid import BACKEND
from tests.factories import InvolvementFactory, OffenderFactory
from tests.floor.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.services]
IN_EARNEST = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _pages(settings):
    settings.ROOT_URLCONF = "tests.floor.pages"


@pytest.fixture
def jarvis(scheme):
    jarvis = OffenderFactory(family_name="Jarvis")
    InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code="police"), reason="home_police")
    OffenderFactory(family_name="Other")
    return jarvis


@pytest.fixture
def browser(person):
    def get(name, url):
        client = Client(raise_request_exception=False)
        if name:
            client.force_login(person(name), backend=BACKEND)
        return client.get(url)

    return get


def test_a_request_reads_as_its_reader(browser, jarvis):
    found = browser("aisha", "/asked-as/").json()
    assert found == {"role": "iom_runtime", "agency": str(jarvis.involvements.get().agency_id), "people": [jarvis.pk]}
    assert browser("carla", "/asked-as/").json()["people"] == []


def test_nobody_in_particular_sees_nobody(browser, jarvis):
    assert browser(None, "/asked-as/").json() == {"role": "iom_runtime", "agency": "", "people": []}


@IN_EARNEST
def test_nothing_is_left_for_the_next_request_of_the_connection(browser, jarvis):
    """As a connection of the web: its session is that of the role for readers (M8)."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE iom_runtime")
    try:
        assert browser("aisha", "/asked-as/").json()["people"] == [jarvis.pk]
        assert (said("role"), said("iom.agency"), said("iom.user")) == ("iom_runtime", "", "")
        assert not Offender.objects.exists()
        assert browser(None, "/asked-as/").json()["people"] == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.mark.parametrize(("how", "status"), [("error", 500), ("denied", 404), ("missing", 404), ("status", 500)])
def test_what_fails_is_rolled_back_and_what_was_refused_is_logged_all_the_same(how, status, browser, jarvis):
    assert browser("aisha", f"/fails/{how}/").status_code == status
    assert not OutboxMessage.objects.exists()
    assert Entry.objects.filter(verb=Verb.REFUSED, what="floor.tried", user_name="Aisha Shaw").count() == 1
    assert said("role") == "none"


@IN_EARNEST
@pytest.mark.parametrize("url", ["/broken/", "/at-the-end/"])
def test_what_could_not_be_kept_is_not_shown(url, browser, jarvis):
    response = browser("aisha", url)
    assert (response.status_code, b"well" in response.content) == (500, False)
    assert not OutboxMessage.objects.exists()
    assert said("role") == "none"


def test_a_stream_reads_as_its_reader_after_the_request(browser, jarvis):
    response = browser("aisha", "/stream/")
    assert said("role") == "none"
    assert response.getvalue().decode().split() == ["iom_runtime", str(jarvis.pk)]
    assert said("role") == "none"


@IN_EARNEST
def test_a_stream_that_is_broken_off_leaves_nothing_behind(browser, jarvis):
    response = browser("aisha", "/stream/")
    next(iter(response.streaming_content))
    response.close()
    assert (said("role"), connection.in_atomic_block) == ("none", False)


@IN_EARNEST
def test_a_page_may_ask_to_be_at_one_moment(browser, jarvis):
    assert browser("aisha", "/one-moment/").content == b"repeatable read"
    assert said("transaction_isolation") == "read committed"


def test_outside_a_request_a_refusal_is_written_at_once(person):
    log.refused("floor.tried", by=person("aisha"))
    assert Entry.objects.filter(verb=Verb.REFUSED).count() == 1


def test_a_refusal_that_cannot_be_logged_is_answered_with_nothing(browser, jarvis):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT disk_is_full CHECK (false) NOT VALID")
    try:
        assert browser("aisha", "/fails/missing/").status_code == 503
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_entry DROP CONSTRAINT disk_is_full")


@IN_EARNEST
def test_a_reader_needs_a_transaction():
    with pytest.raises(floor.NoTransaction), floor.as_reader(1, 1, None):
        pass


@IN_EARNEST
@pytest.mark.parametrize("inside", [False, True])
def test_the_systems_work_ends_with_its_block(inside, jarvis):
    with transaction.atomic() if inside else nullcontext():
        with floor.as_nobody():
            assert not Offender.objects.exists()
            with pytest.raises(RuntimeError), floor.as_system(floor.System.RANKING):
                assert Offender.objects.count() == 2
                raise RuntimeError
            assert said("role") == "iom_runtime"
        assert said("role") == "none"


def test_the_systems_work_that_fails_in_the_database_ends_with_it_too(jarvis):
    with floor.as_nobody():
        with pytest.raises(DatabaseError), transaction.atomic(), floor.as_system(floor.System.RANKING):
            Offender.objects.raw("SELECT 1 / 0 AS id")[0]
        assert said("role") == "iom_runtime"


def test_only_what_is_listed_is_the_systems_work():
    with pytest.raises(ValueError, match="because"), floor.as_system("because"):
        pass
    assert all(why.value.endswith(".") and len(why.value.split()) > 4 for why in floor.System)


def test_it_is_no_query_of_the_page(jarvis, django_assert_num_queries):
    with django_assert_num_queries(0), floor.as_system(floor.System.RANKING):
        pass


@IN_EARNEST
def test_inside_the_systems_work_the_database_is_not_asked_for_it_again(jarvis, monkeypatch):
    asked = []
    ask = floor._ask
    monkeypatch.setattr(floor, "_ask", lambda *given: asked.append(given) or ask(*given))
    with transaction.atomic(), floor.as_nobody(), floor.as_system(floor.System.ROOM):
        before = len(asked)
        with floor.as_system(floor.System.PANEL):
            assert Offender.objects.count() == 2
        assert len(asked) == before
        assert said("role") == "iom_jobs"


@IN_EARNEST
def test_between_two_of_the_systems_works_a_reader_reads_as_ever(jarvis):
    with transaction.atomic(), floor.as_system(floor.System.ROOM):
        with floor.as_nobody():
            assert not Offender.objects.exists()
            with floor.as_system(floor.System.ROOM):
                assert Offender.objects.count() == 2
            assert said("role") == "iom_runtime"
        assert said("role") == "iom_jobs"


@IN_EARNEST
def test_what_failed_inside_of_it_leaves_it_as_it_was(jarvis):
    with transaction.atomic(), floor.as_system(floor.System.ROOM):
        with pytest.raises(DatabaseError), transaction.atomic(), floor.as_nobody():
            Offender.objects.raw("SELECT 1 / 0 AS id")[0]
        with floor.as_system(floor.System.PANEL):
            assert Offender.objects.count() == 2
    with floor.as_nobody():
        assert not Offender.objects.exists()
