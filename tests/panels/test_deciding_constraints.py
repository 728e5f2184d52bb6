"""What the database refuses by itself of what the agencies say, of drafts, and of what was proposed at a decision."""

import pytest

from agencies.models import Agency
from panels import actions
from panels.models import Draft, ProposalThen, Stance
from tests import constraints
from tests.constraints import Held

pytestmark = [pytest.mark.django_db, pytest.mark.services]
STANCE, DRAFT, THEN = "panels_stance", "panels_draft", "panels_proposalthen"


@pytest.fixture
def two_of_each(item, person, gwen):
    """Two stances, two drafts, and a decision that was made twice, of one person."""
    iqbal, esther = item("Iqbal"), person("esther")
    for code in ("police", "probation"):
        Stance.objects.create(
            panel=iqbal.panel, item=iqbal, agency=Agency.objects.get(code=code), status="RED", said_by=esther
        )
    for who in (esther, gwen):
        Draft.objects.create(item=iqbal, user=who, reason="Half")
    once = actions.record_decision(item=iqbal, status="AMBER", reason="", version=1, by=gwen)
    actions.record_decision(item=once, status="AMBER", reason="Again.", version=2, by=gwen)
    Draft.objects.update_or_create(item=iqbal, user=gwen, defaults={"reason": "Half"})


TABLE = [
    Held(
        "stance_once_an_agency", int, refused=f"UPDATE {STANCE} SET agency_id = (SELECT min(agency_id) FROM {STANCE})"
    ),
    Held("draft_once_a_writer", int, refused=f"UPDATE {DRAFT} SET user_id = (SELECT min(user_id) FROM {DRAFT})"),
    Held("proposal_then_once_a_decision", int, refused=f"UPDATE {THEN} SET version = 2"),
]


@constraints.each(TABLE)
def test_the_database_refuses(row, two_of_each):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    models = (Stance, Draft, ProposalThen)
    assert {row.name for row in TABLE} == {one.name for model in models for one in model._meta.constraints}
