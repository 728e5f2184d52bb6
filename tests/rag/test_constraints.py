"""What the database refuses by itself about proposals, decisions and judgements, through raw SQL."""

import pytest

from rag.models import Proposal, RuleSet
from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import DecisionFactory, JudgementFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def two_proposals():
    """An old one and the newest, of one person."""
    person, rules = OffenderFactory(), RuleSet.objects.get()
    for as_of, current in (("2019-03-30", False), ("2019-03-31", True)):
        Proposal.objects.create(
            offender=person, as_of=as_of, status="GREEN", reasons=[], rule_set=rules, current=current
        )


TABLE = [
    ref_once_a_source("decision_ref_once_a_source", "rag_decision", DecisionFactory),
    ref_once_a_source("judgement_ref_once_a_source", "rag_judgement", JudgementFactory),
    sent_once("decision", "rag_decision", DecisionFactory),
    sent_once("judgement", "rag_judgement", JudgementFactory),
    Held(
        "proposal_one_current",
        two_proposals,
        refused="UPDATE rag_proposal SET current = true",
        allowed="UPDATE rag_proposal SET current = false",
    ),
    Held(
        "proposal_is_never_green_rm",
        two_proposals,
        refused="UPDATE rag_proposal SET status = 'GREEN_RM'",
        allowed="UPDATE rag_proposal SET status = 'BLUE'",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("rag")
