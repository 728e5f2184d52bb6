"""No test sees what another committed, in whatever order: each looks first, and then leaves something behind."""

from threading import Event, Thread

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from agencies.models import Area
from documents.models import DocumentVersion
from documents.storage import where
from offenders.models import OffenceCode, Offender
from tests.factories import AreaFactory
from tests.slate import DEMO, FRESH, slate

committing = pytest.mark.django_db(transaction=True)
AGAIN = pytest.mark.parametrize("time", [1, 2])


def look():
    """Everything: each table's rows, whatever the order that they lie in."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


FOUND = {}


def is_as_ever(world):
    now = look()
    assert FOUND.setdefault(world, now) == now


def leave_something():
    """A row more, one fewer, one changed, in code lists too and by raw SQL."""
    AreaFactory(code="Left")
    codes = OffenceCode.objects.order_by("code")
    codes.filter(pk=codes.first().pk).update(name="Left behind")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_permission WHERE id = (SELECT min(id) FROM auth_permission)")


def leave_and_count():
    """What is counted is kept by a process and not taken back by a transaction."""
    leave_something()
    cache.set("left", "behind")


@pytest.mark.django_db
@AGAIN
def test_a_test_that_is_rolled_back_finds_nothing(time):
    is_as_ever(FRESH)
    leave_something()


@committing
@AGAIN
def test_a_test_that_commits_finds_nothing(time):
    is_as_ever(FRESH)
    assert not Offender.objects.exists() and cache.get("left") is None
    assert not Area.objects.filter(code__in=("Left", "Late")).exists()
    leave_and_count()


@AGAIN
def test_the_demonstration_is_whole(demo, time):
    is_as_ever(DEMO)
    kept = DocumentVersion.objects.earliest("pk").stored_as
    assert Offender.objects.count() > 100 and where(kept).exists() and cache.get("left") is None
    leave_and_count()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE offenders_offender CASCADE")
    where(kept).unlink()


@committing
def test_what_somebody_is_still_writing_is_waited_for():
    """By a connection of its own, which ends its transaction only after the putting back has begun."""
    if FRESH not in slate.worlds:
        pytest.skip("this login may not put foreign keys off")
    written, go_on = Event(), Event()

    def late():
        with transaction.atomic():
            AreaFactory(code="Late")
            written.set()
            go_on.wait(10)
        connection.close()

    writer = Thread(target=late)
    writer.start()
    assert written.wait(10)
    Thread(target=end_when_waited_for, args=[go_on]).start()
    slate.bring(FRESH)
    writer.join()
    assert not Area.objects.filter(code="Late").exists()


def end_when_waited_for(go_on):
    """Let the writer go on once somebody waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                           " AND wait_event_type = 'Lock')")  # fmt: skip
            if cursor.fetchone() == (True,):
                break
    go_on.set()
    connection.close()
