"""What the database refuses by itself about runs and scores, through raw SQL."""

import pytest
from django.db import DatabaseError
from django.utils.timezone import now

from agencies.models import User
from ranking.models import Feed, Matrix, MatrixMove, MatrixPreview, RankingSetting, ReceivedScore, Run, Score
from ranking.rules import FACTORS
from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import AreaFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def a_run(**changes):
    words = {"as_of": "2019-03-30", "matrix": Matrix.objects.get(), "scheduled": False, "asked_by": "Femi Ade"}
    return Run.objects.create(**words, **changes)


def two_runs():
    """One of the night, and one of the same day that was asked for by hand."""
    a_run(), a_run()
    Run.objects.filter(pk=Run.objects.latest("pk").pk).update(scheduled=True)


def two_scores():
    run = a_run()
    for rank in (1, 2):
        points = dict.fromkeys(FACTORS, 0)
        Score.objects.create(
            run=run, offender=OffenderFactory(), rank=rank, eighths=0, in_custody=False, resident=True, **points
        )


def two_settings():
    """Two later versions of one number."""
    for version in (2, 3):
        RankingSetting.objects.create(
            code=f"later-{version}", setting="threat_percent", version=version, number=10,
            from_on=f"2019-04-0{version}", source="A test",
        )  # fmt: skip
    # The rows are never edited; what is tested here is what a row may say.
    constraints._run("ALTER TABLE ranking_rankingsetting DISABLE TRIGGER USER")


def two_feeds():
    run = a_run()
    for code in ("Luton", "Bedford"):
        Feed.objects.create(run=run, area=AreaFactory(code=code), last_on=None)


def received(**other):
    """Ethan's RSR of 1 March, version 2."""
    words = {
        "tool": "rsr",
        "tool_version": "2",
        "score": "3.1%",
        "scored_on": "2019-03-01",
        "received_from": "Probation",
    }
    return ReceivedScore.objects.create(**{"offender": OffenderFactory(), **words, **other})


def two_received():
    """Of one tool on two days."""
    first = received()
    received(offender=first.offender, scored_on="2019-03-02")


SECOND = "(SELECT id FROM agencies_user WHERE email = 'second@example.org')"
AGREED = "in_force_from = '2019-04-01', state = 'agreed', settled_by_id ="


def drafts_of_the_matrix():
    """Versions 2 and 3 are drafts of somebody; there is another person beside them."""
    by, first = User.objects.create(email="somebody@example.org", full_name="Somebody"), Matrix.objects.get()
    User.objects.create(email="second@example.org", full_name="Second")
    for version in (2, 3):
        Matrix.objects.create(
            version=version, state="draft", points=first.points, source="x", drafted_by=by, drafted_at=now()
        )


def previews():
    """Two of one draft on one day, of two states of it, the first with two people."""
    drafts_of_the_matrix()
    first, draft = Matrix.objects.get(version=1), Matrix.objects.get(version=2)
    made = [
        MatrixPreview.objects.create(matrix=draft, against=first, edits=edits, as_of="2019-03-31") for edits in (1, 3)
    ]
    for rank in (1, 2):
        MatrixMove.objects.create(
            preview=made[0], offender=OffenderFactory(), was_rank=rank, rank=3 - rank, was_eighths=0, eighths=0,
            points={}, member=False,
        )  # fmt: skip


OF_THE_TWO = "WHERE code LIKE 'later%'"

TABLE = [
    Held(
        "matrix_agreed_has_its_day",
        drafts_of_the_matrix,
        refused="UPDATE ranking_matrix SET in_force_from = '2019-04-01' WHERE version = 2",
        allowed=f"UPDATE ranking_matrix SET {AGREED} {SECOND} WHERE version = 3",
    ),
    Held(
        "matrix_agreed_by_a_second_person",
        drafts_of_the_matrix,
        refused=f"UPDATE ranking_matrix SET {AGREED} drafted_by_id WHERE version = 2",
        allowed=f"UPDATE ranking_matrix SET {AGREED} {SECOND} WHERE version = 3",
    ),
    Held(
        "matrix_drafted_by_somebody",
        drafts_of_the_matrix,
        refused="UPDATE ranking_matrix SET drafted_by_id = NULL WHERE version = 2",
        allowed=f"UPDATE ranking_matrix SET drafted_by_id = {SECOND} WHERE version = 2",
    ),
    Held(
        "matrix_preview_once_a_day_and_draft",
        previews,
        refused="UPDATE ranking_matrixpreview SET edits = 1",
        allowed="UPDATE ranking_matrixpreview SET edits = 2 WHERE edits = 1",
    ),
    Held(
        "matrix_move_one_a_person_and_preview",
        previews,
        refused="UPDATE ranking_matrixmove SET offender_id = (SELECT min(offender_id) FROM ranking_matrixmove)",
        allowed="UPDATE ranking_matrixmove SET rank = 9",
    ),
    Held(
        "ranking_setting_version_once",
        two_settings,
        refused=f"UPDATE ranking_rankingsetting SET version = 3 {OF_THE_TWO}",
        allowed=f"UPDATE ranking_rankingsetting SET version = version + 10 {OF_THE_TWO}",
    ),
    Held(
        "ranking_setting_one_from_a_day",
        two_settings,
        refused=f"UPDATE ranking_rankingsetting SET from_on = '2019-05-01' {OF_THE_TWO}",
        allowed=f"UPDATE ranking_rankingsetting SET from_on = from_on + 30 {OF_THE_TWO}",
    ),
    Held(
        "ranking_setting_is_one_or_more",
        two_settings,
        refused=f"UPDATE ranking_rankingsetting SET number = 0 {OF_THE_TWO}",
        allowed=f"UPDATE ranking_rankingsetting SET number = 1 {OF_THE_TWO}",
    ),
    Held(
        "ranking_setting_of_a_hundred",
        two_settings,
        refused=f"UPDATE ranking_rankingsetting SET number = 101 {OF_THE_TWO}",
        allowed=f"UPDATE ranking_rankingsetting SET number = 100 {OF_THE_TWO};"
        " UPDATE ranking_rankingsetting SET number = 101 WHERE setting = 'risen_places'",
    ),
    Held(
        "ranking_setting_keeps_a_month_of_nights",
        two_settings,
        refused=f"UPDATE ranking_rankingsetting SET setting = 'kept_nights', number = 31 {OF_THE_TWO}",
        allowed=f"UPDATE ranking_rankingsetting SET setting = 'kept_nights', number = 32 {OF_THE_TWO}",
    ),
    Held(
        "ranking_only_finished_is_thinned",
        a_run,
        refused="UPDATE ranking_run SET thinned_on = '2019-03-30', status = 'died', finished_at = NULL,"
        " died_at = now()",
        allowed="UPDATE ranking_run SET thinned_on = '2019-03-30', status = 'finished', finished_at = now(),"
        " people = 0",
    ),
    ref_once_a_source("received_score_ref_once_a_source", "ranking_receivedscore", received),
    sent_once("received_score", "ranking_receivedscore", received),
    Held(
        "received_score_one_a_tool_and_day",
        two_received,
        refused="UPDATE ranking_receivedscore SET scored_on = '2019-03-05'",
        allowed="UPDATE ranking_receivedscore SET scored_on = scored_on + 30",
    ),
    Held(
        "received_score_says_what",
        received,
        refused="UPDATE ranking_receivedscore SET score = ''",
        allowed="UPDATE ranking_receivedscore SET band = ''",
    ),
    Held("received_score_says_what", received, refused="UPDATE ranking_receivedscore SET tool_version = ''"),
    Held(
        "feed_once_a_run_and_area",
        two_feeds,
        refused="UPDATE ranking_feed SET area_id = (SELECT min(area_id) FROM ranking_feed)",
        allowed="UPDATE ranking_feed SET last_on = '2019-03-01'",
    ),
    Held(
        "ranking_one_scheduled_run_a_day",
        two_runs,
        refused="UPDATE ranking_run SET scheduled = true, status = 'running', died_at = NULL",
        allowed="UPDATE ranking_run SET scheduled = true, status = 'died', died_at = now()",
    ),
    Held(
        "ranking_died_run_says_when",
        a_run,
        refused="UPDATE ranking_run SET status = 'died', died_at = NULL",
        allowed="UPDATE ranking_run SET status = 'died', died_at = now()",
    ),
    Held("ranking_died_run_says_when", a_run, refused="UPDATE ranking_run SET died_at = now()"),
    Held(
        "ranking_tries_end",
        a_run,
        refused="UPDATE ranking_run SET attempts = 4",
        allowed="UPDATE ranking_run SET attempts = 3",
    ),
    Held(
        "ranking_finished_run_has_its_end",
        a_run,
        refused="UPDATE ranking_run SET finished_at = NULL",
        allowed="UPDATE ranking_run SET status = 'finished', finished_at = now(), people = 0",
    ),
    Held(
        "ranking_finished_run_has_its_end",
        a_run,
        refused="UPDATE ranking_run SET status = 'finished', finished_at = now()",
    ),
    Held("ranking_finished_run_has_its_end", a_run, refused="UPDATE ranking_run SET finished_at = now()"),
    Held(
        "score_nothing_below_nought",
        two_scores,
        refused="UPDATE ranking_score SET adult_rank = -1",
        allowed="UPDATE ranking_score SET adult_rank = NULL, drugs = 0",
    ),
    *(
        Held("score_nothing_below_nought", two_scores, refused=f"UPDATE ranking_score SET {column} = -1 WHERE rank = 1")
        for column in ("rank", "eighths", *FACTORS)
    ),
    Held(
        "score_no_two_share_a_rank",
        two_scores,
        refused="UPDATE ranking_score SET rank = 1",
        allowed="UPDATE ranking_score SET eighths = 8",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_a_person_has_one_score_in_a_run():
    """It is the key of the table, and no constraint that the model names."""
    same = "UPDATE ranking_score SET offender_id = (SELECT min(offender_id) FROM ranking_score)"
    constraints.hold(Held("ranking_score_pkey", two_scores, refused=same))


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("ranking")


def test_a_setting_is_never_edited(db):
    row = RankingSetting.objects.get(setting="threat_percent")
    row.number = 20
    with pytest.raises(DatabaseError, match="Cannot update"):
        row.save()
