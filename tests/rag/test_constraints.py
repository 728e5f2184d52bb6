"""What the database refuses by itself about proposals, decisions and judgements, through raw SQL."""

import pytest
from django.utils.timezone import now

from agencies.models import User
from rag.models import Proposal, Registration, RegistrationCheck, RuleChange, RulePreview, RuleSet
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


def somebody():
    return User.objects.create(email="somebody@example.org", full_name="Somebody")


SECOND = "(SELECT id FROM agencies_user WHERE email = 'second@example.org')"


def draft_of_the_rules():
    """Versions 2 and 3 are drafts of somebody; there is another person beside them."""
    by, first = somebody(), RuleSet.objects.get()
    User.objects.create(email="second@example.org", full_name="Second")
    for version in (2, 3):
        RuleSet.objects.create(
            version=version, state="draft", thresholds=first.thresholds, source="x", drafted_by=by, drafted_at=now()
        )


def previews():
    """Two of one draft on one day, of two states of it, the first with two people."""
    draft_of_the_rules()
    first, draft = RuleSet.objects.get(version=1), RuleSet.objects.get(version=2)
    made = [
        RulePreview.objects.create(rule_set=draft, against=first, edits=edits, as_of="2019-03-31", members=1)
        for edits in (1, 3)
    ]
    for _ in range(2):
        RuleChange.objects.create(
            preview=made[0], offender=OffenderFactory(), was="GREEN", was_reasons=[], would_be="AMBER",
            would_be_reasons=[],
        )  # fmt: skip


def registered():
    """Two people of one list of two lines."""
    check = RegistrationCheck.objects.create(
        as_of="2019-03-31", made_by=somebody(), request_key="9f0c9b5e-5b0e-4b4e-8f3c-6b7f0a6a2b11", lines=2, unknown=0
    )
    for _ in range(2):
        Registration.objects.create(check_of=check, offender=OffenderFactory(), since="2019-03-01")


TABLE = [
    Held(
        "registration_check_unknown_of_its_lines",
        registered,
        refused="UPDATE rag_registrationcheck SET unknown = 3",
        allowed="UPDATE rag_registrationcheck SET unknown = 2",
    ),
    Held(
        "registration_one_a_person_and_check",
        registered,
        refused="UPDATE rag_registration SET offender_id = (SELECT min(offender_id) FROM rag_registration)",
        allowed="UPDATE rag_registration SET since = '2019-02-01'",
    ),
    ref_once_a_source("decision_ref_once_a_source", "rag_decision", DecisionFactory),
    ref_once_a_source("judgement_ref_once_a_source", "rag_judgement", JudgementFactory),
    sent_once("decision", "rag_decision", DecisionFactory),
    sent_once("judgement", "rag_judgement", JudgementFactory),
    Held(
        "decision_review_is_of_one_between_panels",
        lambda: DecisionFactory(effective_on="2019-03-31", decided_by="interim"),
        refused="UPDATE rag_decision SET review_on = '2019-03-31'",  # the day itself is no day after it
        allowed="UPDATE rag_decision SET review_on = '2019-04-01'",
    ),
    Held(
        "decision_between_panels_says_when_it_is_reviewed",
        lambda: DecisionFactory(decided_by="interim", review_on="2030-01-01", decided_by_user=somebody()),
        refused="UPDATE rag_decision SET review_on = NULL",
        allowed="UPDATE rag_decision SET review_on = '2031-01-01'",
    ),
    Held(
        "rule_set_agreed_has_its_day",
        draft_of_the_rules,
        refused="UPDATE rag_ruleset SET in_force_from = '2019-04-01' WHERE version = 2",
        allowed="UPDATE rag_ruleset SET in_force_from = '2019-04-01', state = 'agreed', settled_by_id = "
        f"{SECOND} WHERE version = 3",
    ),
    Held(
        "rule_set_agreed_by_a_second_person",
        draft_of_the_rules,
        refused="UPDATE rag_ruleset SET in_force_from = '2019-04-01', state = 'agreed', settled_by_id = "
        "drafted_by_id WHERE version = 2",
        allowed="UPDATE rag_ruleset SET in_force_from = '2019-04-01', state = 'agreed', settled_by_id = "
        f"{SECOND} WHERE version = 3",
    ),
    Held(
        "rule_set_drafted_by_somebody",
        draft_of_the_rules,
        refused="UPDATE rag_ruleset SET drafted_by_id = NULL WHERE version = 2",
        allowed=f"UPDATE rag_ruleset SET drafted_by_id = {SECOND} WHERE version = 2",
    ),
    Held(
        "rule_preview_once_a_day_and_draft",
        previews,
        refused="UPDATE rag_rulepreview SET edits = 1",
        allowed="UPDATE rag_rulepreview SET edits = 2 WHERE edits = 1",
    ),
    Held(
        "rule_change_one_a_person_and_preview",
        previews,
        refused="UPDATE rag_rulechange SET offender_id = (SELECT min(offender_id) FROM rag_rulechange)",
        allowed="UPDATE rag_rulechange SET would_be = 'RED'",
    ),
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
