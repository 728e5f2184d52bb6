"""What the database refuses by itself about runs and scores, through raw SQL."""

import pytest

from ranking.models import Matrix, Run, Score
from ranking.rules import FACTORS
from tests import constraints
from tests.constraints import Held
from tests.factories import OffenderFactory

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


TABLE = [
    Held(
        "ranking_one_scheduled_run_a_day",
        two_runs,
        refused="UPDATE ranking_run SET scheduled = true, status = 'running'",
        allowed="UPDATE ranking_run SET scheduled = true, status = 'died'",
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
        "score_one_a_person_and_run",
        two_scores,
        refused="UPDATE ranking_score SET offender_id = (SELECT min(offender_id) FROM ranking_score)",
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


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("ranking")
