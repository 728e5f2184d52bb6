"""What the database refuses by itself about the pathways and their levels, through raw SQL."""

import pytest

from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import OffenderFactory, assessed

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TABLE = [
    ref_once_a_source(
        "pathway_assessment_ref_once_a_source",
        "pathways_pathwayassessment",
        lambda: assessed(OffenderFactory(), "accommodation", "A"),
    ),
    sent_once(
        "pathway_assessment",
        "pathways_pathwayassessment",
        lambda: assessed(OffenderFactory(), "accommodation", "A"),
    ),
    Held(
        "pathway_level_once",
        lambda: None,
        refused="INSERT INTO pathways_pathwaylevel (pathway_id, level, text, need) "
        "VALUES ('accommodation', 'Z', 'Again', true)",
        allowed="INSERT INTO pathways_pathwaylevel (pathway_id, level, text, need) "
        "VALUES ('accommodation', 'Z', 'Once', true), ('relationships', 'Z', 'Once', true)",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("pathways")
