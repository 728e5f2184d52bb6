"""The migration that writes the table of scores anew: nothing of a score is lost, there and back."""

from importlib import import_module

import pytest
from django.db import connection

from ranking.models import Score
from tests.ranking.test_constraints import two_scores

pytestmark = [pytest.mark.django_db, pytest.mark.services]
MIGRATION = import_module("ranking.migrations.0009_scores_in_two_indexes")


def carry_out(script):
    with connection.cursor() as cursor:
        cursor.execute(script)


def asked(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


ROWS = f"SELECT {MIGRATION.COLUMNS} FROM ranking_score ORDER BY rank"
HELD = "SELECT conname FROM pg_constraint WHERE conrelid = 'ranking_score'::regclass AND contype <> 'n' ORDER BY 1"
TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'ranking_score'::regclass ORDER BY 1"


def test_there_and_back_keeps_every_score():
    """One of them of somebody under 18, without an offence: two columns of it are empty."""
    two_scores()
    Score.objects.filter(rank=1).update(
        adult_rank=1, eighths=800, recency=20, frequency=15, severity=12, intelligence=10, drugs=9, instability=5,
        engagement=7, in_custody=True, resident=False, latest_offence_on="2019-03-01",
    )  # fmt: skip
    rows, held, triggers = asked(ROWS), asked(HELD), asked(TRIGGERS)
    carry_out(MIGRATION.BACKWARD)
    assert asked(ROWS) == rows
    assert asked("SELECT count(DISTINCT id) FROM ranking_score") == [(2,)]
    assert [name for (name,) in asked(HELD)] == sorted(
        [
            "ranking_score_pkey", "score_no_two_share_a_rank", "score_one_a_person_and_run",
            *(f"ranking_score_{column}_check" for column in MIGRATION.NUMBERS),
        ]
    )  # fmt: skip
    carry_out(MIGRATION.FORWARD)
    assert asked(ROWS) == rows and len(rows) == 2
    assert (asked(HELD), asked(TRIGGERS)) == (held, triggers)
    assert [name for (name,) in held] == [
        "ranking_score_pkey", "score_no_two_share_a_rank", "score_nothing_below_nought",
    ]  # fmt: skip


def test_the_counting_of_what_is_written_is_there():
    carry_out(f"{MIGRATION.BACKWARD}; {MIGRATION.FORWARD}")
    assert asked("SELECT nextval('ranking_written')") == [(1,)]
