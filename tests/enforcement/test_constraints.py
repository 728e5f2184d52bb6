"""What the database refuses by itself about markers and drug tests, through raw SQL."""

import pytest

from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import DrugTestFactory, WarrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TABLE = [
    sent_once("warrant", "enforcement_warrant", WarrantFactory),
    sent_once("drug_test", "enforcement_drugtest", DrugTestFactory),
    Held(
        "warrant_resolved_how_and_by_whom_has_a_day",
        WarrantFactory,
        refused="UPDATE enforcement_warrant SET resolved_how = 'arrested', resolved_on = NULL",
        allowed="UPDATE enforcement_warrant SET resolved_how = 'arrested', resolved_on = issued_on",
    ),
    ref_once_a_source("warrant_ref_once_a_source", "enforcement_warrant", WarrantFactory),
    ref_once_a_source("drug_test_ref_once_a_source", "enforcement_drugtest", DrugTestFactory),
    Held(
        "warrant_resolved_not_before_issued",
        WarrantFactory,
        refused="UPDATE enforcement_warrant SET resolved_on = issued_on - 1",
        allowed="UPDATE enforcement_warrant SET resolved_on = issued_on",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("enforcement")
