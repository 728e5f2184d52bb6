"""The watch: one scheduled run a night whatever the clock does, three tries, and what is sent again (issue 6)."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from agencies.code_lists import command_line
from audit.models import Entry, OutboxMessage
from ranking import actions, queries, sql, watching
from ranking.models import DiedOf, Matrix, Run
from ranking.rules import MOST_TRIES, begins_again, day_just_ended, past_due
from tests.conftest import TODAY
from tests.factories import OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
AT = datetime(2026, 3, 29, 3, 30, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def nights(settings):
    """Days follow one another, and there is somebody to rank."""
    settings.FIXED_TODAY = None
    OffenderFactory()


def days():
    return list(Run.objects.filter(scheduled=True, status="finished").order_by("as_of").values_list("as_of", flat=True))


def look_and_work(now):
    """The watch looks, and a worker takes all that it sent."""
    watching.look(now)
    for message in OutboxMessage.objects.filter(kind=actions.ASKED):
        actions.carry_out(message.payload["run"])
        message.delete()


@pytest.mark.parametrize(
    ("tries", "since", "again"),
    [
        (1, timedelta(0), True),
        (2, 5 * MINUTE - timedelta(seconds=1), False),
        (2, 5 * MINUTE, True),
        (2, timedelta(0), False),
        (2, -HOUR, True),  # the clock was put back since
        (3, HOUR, False),
        (3, 24 * HOUR, False),
    ],
)
def test_when_a_run_that_died_is_begun_again(tries, since, again):
    assert begins_again(tries, AT, AT + since) is again


@pytest.mark.parametrize(("since", "past"), [(-timedelta(seconds=1), False), (timedelta(0), True)])
def test_when_the_night_is_late(since, past):
    assert past_due(AT + 30 * MINUTE + since, 30 * MINUTE) is past


# Minutes from 00:00 UTC at which the clock is put, and to which: an hour forward or back, before, over and after 03:30.
JUMPS = {
    "none": {},
    "forward before": {60: 120},
    "forward over it": {190: 250},
    "back before": {120: 60},
    "back over it": {230: 170},
    "back long after": {600: 540},
    "back over it twice": {215: 180, 220: 200},
    "a day forward and back": {400: 400 + 1440, 1900: 500},
}


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1), date(2028, 2, 29)])
def test_one_complete_run_for_the_day_whatever_the_clock_does(day, jump, nights):
    """Two days, looked at every half hour by a clock that jumps, on nights of London's clock changes and others."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    jumps, minute, turns = dict(JUMPS[jump]), 0, 0
    while minute < 2 * 1440 and turns < 1000:
        look_and_work(midnight + minute * MINUTE)
        minute, turns = jumps.pop(minute, minute + 30), turns + 1
        later = sorted(at for at in jumps if minute - 30 < at < minute)
        minute = later[0] if later else minute
    one = timedelta(days=1)
    assert days() == [day - 2 * one, day - one, day]
    assert Run.objects.count() == 3


def test_of_a_days_runs_the_one_finished_last_is_current_though_the_clock_was_put_back(rank):
    first = rank()
    Run.objects.filter(pk=first.pk).update(finished_at=first.finished_at + HOUR)
    second = rank()
    assert queries.run_of(TODAY) == second


def test_before_there_is_a_register_no_night_is_opened(settings):
    settings.FIXED_TODAY = None
    watching.look(AT)
    assert not Run.objects.exists()
    OffenderFactory(withdrawn=True)
    watching.look(AT)
    assert not Run.objects.exists()


def test_a_day_that_stands_still_has_no_nights(db):
    OffenderFactory()
    watching.look(timezone.now())
    assert not Run.objects.exists()


def test_a_beat_that_was_away_for_a_week_ranks_once_and_not_seven_times(nights):
    look_and_work(AT)
    look_and_work(AT + timedelta(days=7))
    assert days() == [date(2026, 3, 28), date(2026, 4, 4)]


def fails(monkeypatch, error):
    def broken(*given):
        raise error

    monkeypatch.setattr(actions, "_score_everybody", broken)


@pytest.mark.parametrize(
    ("error", "of"),
    [(OperationalError("gone"), DiedOf.DATABASE), (ValueError("no"), DiedOf.ERROR),
     (actions.SoftTimeLimitExceeded(), DiedOf.TIME)],
)  # fmt: skip
def test_three_tries_end_by_themselves_each_with_its_cause(error, of, nights, monkeypatch):
    fails(monkeypatch, error)
    for number in (1, 2, 3):
        with pytest.raises(type(error)):
            actions.run(as_of=TODAY, by=command_line(), scheduled=True)
        run = Run.objects.get()
        assert (run.status, run.attempts, run.died_of, run.failed_as) == ("died", number, of, type(error).__name__)
    with pytest.raises(actions.GivenUp, match=r"came to no end in 3 tries\. Nothing was started\."):
        actions.run(as_of=TODAY, by=command_line(), scheduled=True)
    assert Run.objects.get().attempts == MOST_TRIES
    assert Entry.objects.filter(what="ranking.died").count() == 3
    assert watching.due(run.died_at + HOUR) == []


def test_the_second_try_is_the_same_run_and_whole(nights, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(sql, "statement", lambda matrix: "SELECT 1 / 0")
        with pytest.raises(Exception, match="division by zero"):
            actions.run(as_of=TODAY, by=command_line(), scheduled=True)
    died = Run.objects.get()
    assert [run.pk for run in watching.due(died.died_at)] == [died.pk]
    run = actions.run(as_of=TODAY, by=command_line(), scheduled=True)
    assert (run.pk, run.status, run.attempts, run.died_at, run.people) == (died.pk, "finished", 2, None, 1)


def test_what_died_by_hand_on_the_command_line_is_left_to_who_started_it(nights, monkeypatch):
    fails(monkeypatch, ValueError())
    with pytest.raises(ValueError):
        actions.run(as_of=TODAY, by=command_line())
    assert watching.due(timezone.now() + MINUTE) == []


def test_what_was_asked_for_is_sent_again_after_two_minutes_and_not_before(person):
    actions.ask(by=person("femi"), after=0)
    watching.look(timezone.now())
    assert OutboxMessage.objects.count() == 1, "one is on its way"
    OutboxMessage.objects.all().delete()
    watching.look(timezone.now())
    assert not OutboxMessage.objects.exists(), "it may be in the queue"
    Run.objects.update(sent_at=timezone.now() - timedelta(minutes=2, seconds=1))
    watching.look(timezone.now())
    assert OutboxMessage.objects.get().payload == {"run": Run.objects.get().pk}


def test_a_run_whose_worker_is_gone_is_marked_and_sent_at_once(nights):
    now = datetime.now(UTC)
    lost = Run.objects.create(
        as_of=day_just_ended(now), matrix=Matrix.objects.get(), scheduled=True, asked_by="the night", attempts=1,
        sent_at=now,
    )  # fmt: skip
    watching.look(now)
    lost.refresh_from_db()
    assert (lost.status, lost.died_of) == ("died", "lost")
    look_and_work(now)
    assert days() == [day_just_ended(now)]


def test_a_try_that_was_taken_up_since_is_not_marked_dead(nights):
    run = Run.objects.create(as_of=TODAY, matrix=Matrix.objects.get(), scheduled=True, asked_by="x", attempts=1)
    Run.objects.update(attempts=2)
    assert not actions.died(run, DiedOf.LOST)
    assert Run.objects.get().status == "running"


@pytest.mark.parametrize(("late", "made"), [(10 * MINUTE - timedelta(seconds=1), False), (10 * MINUTE, True)])
def test_who_stands_in_makes_the_nights_run_ten_minutes_after_it_was_due(late, made, nights):
    assert bool(watching.stand_in(AT + late)) is made
    assert bool(days()) is made


def test_the_check_says_whether_the_night_is_late(nights, monkeypatch):
    run = actions.run(as_of=date(2026, 3, 27), by=command_line(), scheduled=True)
    for minutes, late in ((29, False), (30, True)):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: AT + minutes * MINUTE)
        if late:
            with pytest.raises(CommandError, match="as of 2026-03-28 is late"):
                call_command("watch_ranking", "--check")
        else:
            said = StringIO()
            call_command("watch_ranking", "--check", stdout=said)
            assert "not late" in said.getvalue()
    assert Run.objects.get() == run, "a check changes nothing"
