"""The scores' foreign keys, which are checked once a statement: they refuse what PostgreSQL's own would."""

import pytest
from django.db import IntegrityError, connection, transaction

from offenders.models import Offender
from ranking.models import Run, Score
from tests.factories import OffenderFactory
from tests.ranking.test_constraints import two_scores

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


COPY = """INSERT INTO ranking_score (run_id, offender_id, rank, eighths, recency, frequency, severity, intelligence,
    drugs, instability, engagement, in_custody, resident)
    SELECT {run}, {person}, rank + 10, 0, 0, 0, 0, 0, 0, 0, 0, false, true FROM ranking_score LIMIT 1"""
NOBODY = 999_999_999


@pytest.mark.parametrize(
    "statement",
    [
        COPY.format(run="run_id", person=NOBODY),
        COPY.format(run=NOBODY, person="offender_id"),
        f"UPDATE ranking_score SET offender_id = {NOBODY} WHERE rank = 1",
        f"UPDATE ranking_score SET run_id = {NOBODY} WHERE rank = 1",
        f"UPDATE offenders_offender SET id = {NOBODY} WHERE id = (SELECT min(offender_id) FROM ranking_score)",
        f"UPDATE ranking_run SET id = {NOBODY}",
        "DELETE FROM ranking_run",
        "DELETE FROM offenders_offender WHERE id = (SELECT min(offender_id) FROM ranking_score)",
    ],
)
def test_the_database_refuses(statement):
    two_scores()
    with pytest.raises(IntegrityError) as refused:
        run(statement)
    assert refused.value.__cause__.diag.constraint_name == "score_of_a_run_and_a_person"


def test_it_allows_what_names_who_is_there():
    two_scores()
    other = OffenderFactory()
    run(COPY.format(run="run_id", person=other.pk))
    run("UPDATE ranking_score SET eighths = 8")
    assert Score.objects.count() == 3


def test_a_person_and_a_run_take_their_scores_with_them():
    two_scores()
    OffenderFactory()
    Offender.objects.filter(scores__rank=1).delete()
    assert Score.objects.get().rank == 2
    Run.objects.get().delete()
    assert not Score.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_is_being_scored_is_not_deleted_meanwhile():
    """The statement locks whom it names until its transaction ends, as a foreign key does."""
    two_scores()
    person = OffenderFactory()
    other = connection.copy()
    try:
        with transaction.atomic():
            run_it = COPY.format(run="run_id", person=person.pk)
            with connection.cursor() as cursor:
                cursor.execute(run_it)
            with other.cursor() as cursor, pytest.raises(Exception, match="lock timeout"):
                cursor.execute("SET lock_timeout = '200ms'")
                cursor.execute("DELETE FROM offenders_offender WHERE id = %s", [person.pk])
    finally:
        other.close()
