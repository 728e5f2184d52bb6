"""Old rows leave by age; the last seal that leaves is carried forward, so that the log is still sound."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from audit import ageing, head, sealing
from audit.models import Entry, Seal
from audit.sealing import seal
from audit.verifying import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services, pytest.mark.usefixtures("head_folder")]

# Four years with two rows each; what is written today comes after them.
YEARS = (2016, 2017, 2018, 2019)


@pytest.fixture
def old(scheme, monkeypatch):
    """Rows of four years, a seal a year, each made in its own year."""
    monkeypatch.setattr("audit.verifying.LONGEST_TRANSACTION", datetime.now(UTC) - datetime(2015, 1, 1, tzinfo=UTC))
    for year in YEARS:
        for month in (1, 6):
            Entry.objects.create(
                verb="viewed", what="x", user_name="x", offender_id=year, at=datetime(year, month, 1, tzinfo=UTC)
            )
        seal()


def years():
    return sorted(set(Entry.objects.filter(verb="viewed").values_list("offender_id", flat=True)))


def age(before):
    call_command("age_audit", before=before, reason="kept six years")


def sound():
    seal()
    return verify(head.read()).broken


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (date(2018, 1, 1), [2018, 2019]),
        (date(2018, 6, 1), [2018, 2019]),  # half of a seal does not leave
        (date(2018, 6, 2), [2019]),
        (date(2016, 1, 1), [2016, 2017, 2018, 2019]),
        (date(2020, 1, 1), [2019]),  # the newest seal always stays
    ],
)
def test_whole_seals_that_are_older_leave_and_the_log_is_sound(before, left, old):
    age(before)
    assert years() == left
    assert sound() is None


def test_that_rows_left_is_logged_with_the_seal_that_is_carried_forward(old):
    carried = bytes(Seal.objects.get(number=2).digest).hex()
    age(date(2018, 1, 1))
    entry = Entry.objects.get(verb="erased")
    assert (entry.user_name, entry.reason) == ("command line", "kept six years")
    assert entry.detail == {"seal": 2, "digest": carried, "before": "2018-01-01", "rows": 4}


def test_it_can_be_done_again_and_again(old):
    for day in (date(2017, 1, 1), date(2018, 1, 1), date(2019, 1, 1)):
        age(day)
        assert sound() is None
    assert years() == [2019]


def test_what_leaves_otherwise_is_found(old, as_owner):
    age(date(2017, 1, 1))
    seal()
    as_owner("DELETE FROM audit_entry WHERE offender_id = 2017", "DELETE FROM audit_seal WHERE number = 2")
    assert verify(head.read()).broken.seal == 1


def test_nothing_leaves_a_log_that_is_not_sound(old, as_owner):
    as_owner("UPDATE audit_entry SET user_name = 'Nobody' WHERE offender_id = 2016")
    with pytest.raises(CommandError, match="edited"):
        age(date(2018, 1, 1))
    assert years() == list(YEARS)


def test_the_last_year_stays(old):
    with pytest.raises(CommandError, match="last year"):
        age(datetime.now(UTC).date())
    assert years() == list(YEARS)


def test_the_database_itself_keeps_the_last_year(old, write):
    from django.db import DatabaseError, connection, transaction

    write(1)
    sealing.seal()
    with pytest.raises(DatabaseError, match="last year"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_age(5)")
    assert Entry.objects.count() == 9


def test_if_it_cannot_be_logged_nothing_leaves(old, monkeypatch):
    def fails(*args, **more):
        raise ageing.log.NotLogged

    monkeypatch.setattr(ageing.log, "ran", fails)
    with pytest.raises(ageing.log.NotLogged):
        age(date(2018, 1, 1))
    assert years() == list(YEARS)
