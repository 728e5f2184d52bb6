"""What a run is (spec/ranking.md): who is left out, ties, which is current, one at a time, and what a fault leaves."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import DatabaseError

from audit.locks import Lock
from audit.models import Entry, OutboxMessage
from ranking import actions, queries, sql
from ranking.models import Matrix, Run, RunStatus, Score
from tests.conftest import TODAY
from tests.factories import MembershipFactory, OffenderFactory, arrested

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def refs(run):
    return list(run.scores.order_by("rank").values_list("offender__ref", flat=True))


def test_everybody_is_ranked_members_and_others_alike(rank):
    MembershipFactory(offender__ref="member")
    arrested(OffenderFactory(ref="outside every cohort"), TODAY)
    run = rank()
    assert (run.people, run.status, refs(run)) == (2, "finished", ["outside every cohort", "member"])


def test_who_is_withdrawn_deceased_or_deported_is_left_out(rank):
    OffenderFactory(ref="withdrawn", withdrawn=True)
    for ref, code in (("deported", "6B"), ("moved away", "5")):
        MembershipFactory(
            offender__ref=ref, selected_on=TODAY - timedelta(60), deselected_on=TODAY, deselection_code_id=code
        )
    assert refs(rank()) == ["moved away"]
    assert refs(rank(TODAY - timedelta(1))) == ["deported", "moved away"], "he had not been deported the day before"


def test_equal_scores_by_latest_offence_then_by_ref_byte_by_byte(rank):
    for ref in ("É", "a", "B", "b"):
        OffenderFactory(ref=ref)
    for ref, back in (("older", 500), ("newer", 400)):  # both beyond every window: no points
        arrested(OffenderFactory(ref=ref), TODAY - timedelta(back))
    assert refs(rank()) == ["newer", "older", "B", "a", "b", "É"]


def test_an_empty_register_is_ranked_too(rank):
    assert rank().people == 0


def test_a_run_is_logged_once_and_names_nobody(rank):
    OffenderFactory.create_batch(3)
    run = rank()
    entry = Entry.objects.get(what="ranking.run")
    assert (entry.verb, entry.offender_id, entry.detail["run"], entry.detail["people"]) == ("computed", None, run.pk, 3)


def test_a_run_by_hand_is_always_new_and_the_one_finished_last_is_current(rank):
    first, second = rank(), rank()
    assert first.pk != second.pk
    assert queries.run_of(TODAY) == second
    # The first is finished again, as if it had been the slower one.
    Run.objects.filter(pk=first.pk).update(finished_at=second.finished_at + timedelta(seconds=1))
    assert queries.run_of(TODAY) == first


def test_pages_show_the_latest_day_that_has_a_run(rank):
    assert queries.latest_run(TODAY) is None
    older = rank(TODAY - timedelta(40))
    assert queries.latest_run(TODAY) == older
    rank(TODAY + timedelta(1))
    assert queries.latest_run(TODAY) == older, "not one of a day to come"


def test_the_scheduled_run_of_a_day_is_made_once(rank):
    runs = {rank(scheduled=True).pk for _ in range(3)}
    assert len(runs) == 1 and Run.objects.count() == 1
    assert rank().pk not in runs, "one by hand is new"


def test_another_version_of_the_matrix_has_a_scheduled_run_of_its_own(rank):
    first = rank(scheduled=True)
    Matrix.objects.create(version=2, in_force_from=TODAY, points=first.matrix.points, source="a test")
    assert rank(scheduled=True).matrix.version == 2
    assert rank(TODAY - timedelta(1)).matrix.version == 1, "the matrix of a day is the one in force on it"


def test_a_matrix_is_never_edited(db):
    with pytest.raises((ProgrammingError, DatabaseError)), transaction.atomic():
        Matrix.objects.update(source="another")


def test_a_run_that_fails_leaves_nothing_but_its_mark(rank, monkeypatch):
    OffenderFactory()
    good = rank()
    monkeypatch.setattr(sql, "statement", lambda matrix: "SELECT 1 / 0")
    with pytest.raises(DatabaseError):
        rank()
    assert queries.run_of(TODAY) == good
    assert list(Run.objects.order_by("pk").values_list("status", flat=True)) == ["finished", "died"]
    assert Score.objects.exclude(run=good).count() == 0


def test_a_run_whose_worker_is_gone_is_marked_by_the_next(rank):
    matrix = Matrix.objects.get()
    left = Run.objects.create(as_of=TODAY, matrix=matrix, scheduled=False, asked_by="a worker that was killed")
    run = rank(scheduled=True)
    left.refresh_from_db()
    assert (left.status, left.died_of, run.status) == (RunStatus.DIED, "lost", RunStatus.FINISHED)


def test_a_second_run_at_the_same_time_ends_at_once(rank, second_session):
    with second_session(Lock.RANKING_RUN):
        with pytest.raises(actions.RankingBusy, match="already under way"):
            rank()
        assert Run.objects.count() == 0
    assert rank().people == 0


def test_somebody_may_ask_once_a_page(person):
    femi = person("femi")
    assert actions.ask(by=femi, after=0)
    assert not actions.ask(by=femi, after=0), "a second click"
    message = OutboxMessage.objects.get()
    asked = Run.objects.get()
    assert message.payload == {"run": asked.pk}
    assert (asked.status, asked.as_of, asked.user, asked.scheduled) == ("waiting", TODAY, femi, False)


def test_a_click_on_a_page_that_is_older_than_the_last_run_asks_for_nothing(person, rank):
    run = rank()
    assert not actions.ask(by=person("femi"), after=0)
    assert actions.ask(by=person("femi"), after=run.pk)


def test_who_may_not_ask_is_refused(person):
    with pytest.raises(PermissionError):
        actions.ask(by=person("aisha"), after=0)


def test_what_was_asked_for_is_made_once_however_often_it_is_sent(person):
    actions.ask(by=person("femi"), after=0)
    asked = Run.objects.get()
    made = [actions.carry_out(asked.pk) for _ in range(3)]
    assert {(run.pk, run.status, run.attempts, run.asked_by) for run in made} == {(asked.pk, "finished", 1, "Femi Ade")}
    assert made[0].finished_at == made[2].finished_at


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (date(2019, 2, 28), 3),  # 31 March less a month
        (date(2019, 2, 1), 3),
        (date(2019, 1, 30), None),  # more than two months before
        (date(2019, 3, 1), None),  # less than a month before
    ],
)
def test_movement_is_places_up_since_about_a_month_before(rank, before, expected):
    wayne = OffenderFactory(ref="wayne")
    for ref in ("a", "b", "c"):
        arrested(OffenderFactory(ref=ref), date(2018, 12, 1))
    rank(before)
    arrested(wayne, date(2019, 3, 30))
    arrested(wayne, date(2019, 3, 30))
    run = rank()
    assert queries.places(run, [wayne.pk])[wayne.pk].rank == 1
    assert queries.movement(run, [wayne.pk]).get(wayne.pk) == expected


def test_who_was_not_ranked_then_is_new(rank):
    older = OffenderFactory(ref="older")
    rank(date(2019, 2, 28))
    newer = OffenderFactory(ref="newer")
    assert queries.movement(rank(), [older.pk, newer.pk]) == {older.pk: -1, newer.pk: None}
