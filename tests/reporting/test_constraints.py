"""What the database refuses by itself about unit costs, through raw SQL."""

import pytest

from tests import constraints
from tests.constraints import Held

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TABLE = [
    Held(
        "unit_cost_once_a_source",
        lambda: None,
        refused="UPDATE reporting_unitcost SET key = 'burglary_dwelling', source = 'One source'",
        allowed="UPDATE reporting_unitcost SET key = 'burglary_dwelling', source = 'Source ' || id",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("reporting")
