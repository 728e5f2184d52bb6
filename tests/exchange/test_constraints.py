"""What the database refuses by itself about pairs of people who may be one, through raw SQL."""

import pytest

from exchange.models import PossibleDuplicate
from tests import constraints
from tests.constraints import Held
from tests.factories import OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TABLE_NAME = "exchange_possibleduplicate"


def two_pairs():
    """Three people: the first with the second, and the first with the third."""
    first, second, third = (OffenderFactory().pk for _ in range(3))
    for other in (second, third):
        PossibleDuplicate.objects.create(first_id=first, second_id=other, why="same PNC identifier", score=100)


TABLE = [
    Held(
        "duplicate_pair_once",
        two_pairs,
        refused=f"UPDATE {TABLE_NAME} SET second_id = (SELECT max(second_id) FROM {TABLE_NAME})",
        allowed=f"UPDATE {TABLE_NAME} SET why = 'same date of birth and a similar name', score = 90",
    ),
    Held(
        "duplicate_lower_id_first",
        two_pairs,
        refused=f"UPDATE {TABLE_NAME} SET first_id = second_id, second_id = first_id",
        allowed=f"""UPDATE {TABLE_NAME} SET first_id = (SELECT min(second_id) FROM {TABLE_NAME})
            WHERE id = (SELECT max(id) FROM {TABLE_NAME})""",
    ),
    Held("duplicate_lower_id_first", two_pairs, refused=f"UPDATE {TABLE_NAME} SET second_id = first_id"),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("exchange")
