"""A run that is under way is watched on its page, and one that came to no end says why and what to do."""

import re
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.code_lists import command_line
from ranking import actions, progress
from ranking.models import Matrix, Run, Stage
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory
from tests.ranking.living import until

PART, PAGE, RUNS = "/ranking/under-way/", "/ranking/", "/ranking/runs/"


def text(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def a_run(**more):
    words = {"as_of": TODAY, "matrix": Matrix.objects.get(), "scheduled": True, "asked_by": "command line"}
    return Run.objects.create(**{**words, **more})


STOP_AT = """
    CREATE FUNCTION stop_at_the_third() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.rank = 3 THEN PERFORM pg_advisory_xact_lock(4711); END IF; RETURN NEW; END $$;
    CREATE TRIGGER stop_at_the_third BEFORE INSERT ON ranking_score FOR EACH ROW EXECUTE FUNCTION stop_at_the_third()
"""
GO_ON = "DROP TRIGGER stop_at_the_third ON ranking_score; DROP FUNCTION stop_at_the_third()"


@contextmanager
def a_run_that_stops_at_the_third():
    """Ranked in another session, which waits in the middle of its one statement."""

    def rank():
        try:
            actions.run(as_of=TODAY, by=command_line())
        finally:
            connection.close()

    other, worker = connection.copy(), Thread(target=rank)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(4711)")
        cursor.execute(STOP_AT)
    try:
        worker.start()
        until(lambda: (found := progress.state(None)) and found.written == 3)
        yield
    finally:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(4711)")
            worker.join()
            cursor.execute(GO_ON)
        other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.services
def test_how_far_a_run_is_can_be_seen_while_nothing_of_it_is_committed(signed_in, rank):
    people = OffenderFactory.create_batch(5)
    InvolvementFactory(offender=people[0], agency__code="police")
    last = rank()
    client = signed_in("femi")
    with a_run_that_stops_at_the_third():
        assert Run.objects.filter(status="finished").get() == last
        part = client.get(PART)
        said = text(part)
        assert "asked for as of 31 March 2019 is under way" in said and "The ranking that command line" in said
        assert "Writing everybody’s rank: 3 of about 5 people, since" in said
        assert "Until then the last complete ranking is shown, as of 31 March 2019." in said
        assert 'hx-trigger="every 5s"' in part.content.decode() and 'aria-live="polite"' in part.content.decode()
        page = text(client.get(PAGE))
        assert "3 of about 5 people, since" in page and "5 people ranked" in page
        assert "Rank now" not in page
    part = client.get(f"{PART}?shown={last.pk}")
    assert "A new ranking has finished, as of 31 March 2019. Show it" in text(part)
    assert "hx-trigger" not in part.content.decode()


@pytest.mark.django_db
def test_the_part_names_each_stage(signed_in, monkeypatch):
    client = signed_in("femi")
    monkeypatch.setattr(progress, "lock_is_held", lambda: True)
    a_run(attempts=2, stage="comparing")
    for stage in Stage:
        Run.objects.update(stage=stage)
        said = text(client.get(PART))
        assert f"{stage.label.capitalize()}, since" in said and "; try 2 of 3." in said
    assert [stage.label for stage in Stage] == [
        "reading the register and scoring", "writing everybody’s rank",
        "comparing with the members of the cohorts", "checking what was written",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_run_goes_on_where_its_progress_cannot_be_told(rank, monkeypatch):
    """The database has no connection left for it."""
    unreachable = connection.copy()
    unreachable.settings_dict = {**unreachable.settings_dict, "HOST": "127.0.0.1", "PORT": "1"}
    told = []
    monkeypatch.setattr(connection, "copy", lambda: told.append(1) or unreachable)
    OffenderFactory()
    assert (rank().people, told) == (1, [1])


@pytest.mark.django_db
def test_who_is_not_shown_the_young_is_told_a_share_and_no_number(signed_in, monkeypatch):
    monkeypatch.setattr(progress, "lock_is_held", lambda: True)
    monkeypatch.setattr(progress, "counted", lambda: 1_250)
    a_run(attempts=1, stage="writing", to_rank=1_000, counted_from=1_000)
    assert "250 of about 1,000 people, since" in text(signed_in("femi").get(PART))
    said = text(signed_in("ines").get(PART))
    assert "rank: 25%, since" in said and "1,000" not in said


@pytest.mark.django_db
def test_who_sees_no_scores_is_told_nothing(signed_in):
    a_run(status="waiting")
    assert signed_in("carla").get(PART).content == b""
    assert "waiting" not in text(signed_in("carla").get(PAGE))


NOTHING_KEPT = "Nothing of it was kept. It is"
BECAME = [
    ({"status": "waiting"}, "is waiting for a worker. Since", True),
    (
        {"status": "running", "attempts": 1},
        "has lost its worker. Try 1 of 3 ended: the worker stopped half-way."
        f" {NOTHING_KEPT} begun again by itself, from the beginning, within a minute.",
        True,
    ),
    (
        {"status": "died", "attempts": 2, "died_of": "database", "failed_as": "OperationalError"},
        f"the database stopped (OperationalError). {NOTHING_KEPT} begun again by itself, from the beginning,"
        " within some five minutes.",
        True,
    ),
    (
        {"status": "died", "attempts": 3, "died_of": "time"},
        "has come to no end. Try 3 of 3 ended on 31 March 2019, 04:30: it took too long and was stopped."
        f" {NOTHING_KEPT} not begun again by itself. Tell your system administrator",
        False,
    ),
    (
        {"status": "died", "attempts": 1, "died_of": "lost", "scheduled": False},
        "The ranking that command line asked for as of 31 March 2019 has come to no end.",
        False,
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "said", "goes_on"), BECAME)
def test_what_became_of_a_run_and_what_to_do(words, said, goes_on, signed_in):
    if words["status"] == "died":
        words = {**words, "died_at": "2019-03-31T03:30Z"}
    a_run(**words)
    response = signed_in("femi").get(PAGE)
    assert said in text(response).replace(" .", ".")
    assert ("hx-get" in response.content.decode()) is goes_on


@pytest.mark.django_db
def test_a_run_that_died_is_no_news_once_another_has_finished(signed_in, rank):
    a_run(status="died", attempts=3, died_of="lost", died_at=timezone.now() - timedelta(hours=1), scheduled=False)
    assert "has come to no end" in text(signed_in("femi").get(PAGE))
    rank()
    assert "has come to no end" not in text(signed_in("femi").get(PAGE))


@pytest.mark.django_db
def test_a_late_night_is_said_with_what_is_shown_meanwhile(signed_in, rank, monkeypatch):
    OffenderFactory()
    rank()
    monkeypatch.setattr(progress, "late_night", lambda now: TODAY)
    said = text(signed_in("femi").get(PAGE))
    assert "The nightly ranking as of 31 March 2019 is late: it was due at 03:30 UTC and has not been made." in said
    assert "The last complete ranking is shown, as of 31 March 2019." in said


@pytest.mark.django_db
def test_every_run_with_by_whom_its_tries_and_why_it_died(signed_in, rank):
    OffenderFactory()
    rank(scheduled=True)
    a_run(as_of="2019-03-30", status="died", attempts=3, died_of="lost", died_at=timezone.now())
    a_run(as_of="2019-03-29", status="died", attempts=1, died_of="error", failed_as="DataError", died_at=timezone.now())
    said = text(signed_in("femi").get(RUNS))
    assert "3 runs · newest first" in said
    assert re.search(r"30 Mar 2019 the nightly run matrix version 1 .* – – 3 Came to no end the worker stopped", said)
    assert re.search(r"29 Mar 2019 .* – – 1 Begins again something in it failed \(DataError\)", said)
    assert re.search(r"31 Mar 2019 the nightly run .* 1 1 Finished", said)


@pytest.mark.django_db
def test_before_the_first_run_the_list_says_what_to_do(signed_in):
    assert "No run yet" in text(signed_in("femi").get(RUNS))


@pytest.mark.django_db
def test_a_long_list_takes_as_many_queries_as_a_short_one(signed_in):
    client, counts = signed_in("femi"), []
    client.get(RUNS)
    for number in (3, 22):
        for _ in range(number):
            a_run(status="finished", finished_at=timezone.now(), people=1, scheduled=False)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(RUNS).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 25
