"""The nightly ranking: which day, once a night, and on the nights when the clocks change (spec/ranking.md)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured

from audit import outbox
from iom.celery import app
from ranking import actions, tasks
from ranking.models import Run
from ranking.rules import day_just_ended
from tests.conftest import TODAY
from tests.factories import OffenderFactory

LONDON = ZoneInfo("Europe/London")
CLOCKS_GO_FORWARD, CLOCKS_GO_BACK = date(2026, 3, 29), date(2026, 10, 25)


def due_times(around):
    """When beat sends the nightly run in the week around a day, worked out by beat's own schedule."""
    schedule = configured.CELERY_BEAT_SCHEDULE["nightly"]["schedule"]
    schedule.app = app
    now = datetime(around.year, around.month, around.day, tzinfo=UTC) - timedelta(days=3)
    end = now + timedelta(days=7)
    times = []
    while True:
        last_run, ahead, _ = schedule.remaining_delta(now)
        now = (last_run + ahead).astimezone(UTC)
        if now > end:
            return times
        times.append(now)


@pytest.mark.parametrize("night", [CLOCKS_GO_FORWARD, CLOCKS_GO_BACK, date(2026, 7, 1), date(2028, 2, 29)])
def test_beat_sends_it_once_a_night_after_two_in_london_for_the_day_just_ended(night):
    times = due_times(night)
    local = [due.astimezone(LONDON) for due in times]
    assert [moment.date() for moment in local] == [night + timedelta(days) for days in range(-3, 4)]
    assert all(2 <= moment.hour < 6 for moment in local)
    assert [day_just_ended(due) for due in times] == [night + timedelta(days) for days in range(-4, 3)]


def test_a_message_of_one_night_is_not_taken_in_the_next():
    assert configured.CELERY_BEAT_SCHEDULE["nightly"]["options"]["expires"] < 24 * 3600


def test_in_a_demonstration_the_night_is_the_one_before_its_fixed_day():
    assert tasks.night() == TODAY - timedelta(1)


def test_without_a_fixed_day_it_is_the_day_just_ended_in_london(settings):
    settings.FIXED_TODAY = None
    assert tasks.night() == day_just_ended(datetime.now(UTC))


@pytest.mark.django_db
@pytest.mark.services
def test_sent_three_times_it_ranks_once():
    OffenderFactory()
    numbers = {tasks.nightly_ranking.run() for _ in range(3)}
    assert numbers == {Run.objects.get().pk}
    run = Run.objects.get()
    assert (run.as_of, run.scheduled, run.people, run.asked_by) == (date(2019, 3, 30), True, 1, "command line")


@pytest.mark.django_db
@pytest.mark.services
def test_the_task_ranks_as_it_was_asked(person):
    femi = person("femi")
    actions.ask(by=femi, after=0)
    asked = Run.objects.get()
    assert [tasks.make_run.run(asked.pk) for _ in range(2)] == [asked.pk, asked.pk]
    asked.refresh_from_db()
    assert (asked.status, asked.attempts) == ("finished", 1)
    assert outbox._handlers[actions.ASKED] == [tasks.send_on]
