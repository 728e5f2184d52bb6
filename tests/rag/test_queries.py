"""What other rooms ask: each answer is for many people at once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from rag import queries
from rag.models import DecidedBy, RuleSet
from rag.rule_sets import in_force
from rag.rules import Decided, holding
from tests.conftest import TODAY
from tests.factories import ContactFactory, DecisionFactory, MembershipFactory, OffenderFactory, arrested, assessed

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.mark.parametrize(
    ("selected", "deselected", "member"),
    [
        (TODAY, None, True),
        (TODAY + timedelta(1), None, False),
        (date(2018, 1, 1), TODAY, False),  # not on the day of deselection itself
        (date(2018, 1, 1), TODAY + timedelta(1), True),
        (TODAY, TODAY, False),
    ],
)
def test_members_of_a_day(selected, deselected, member, scheme):
    code = {"deselection_code_id": "5"} if deselected else {}
    jarvis = MembershipFactory(selected_on=selected, deselected_on=deselected, **code).offender
    assert list(queries.members_on(TODAY)) == ([jarvis] if member else [])


def test_a_member_by_any_membership_is_one_member(scheme):
    jarvis = MembershipFactory(deselected_on=TODAY, deselection_code_id="5").offender
    MembershipFactory(offender=jarvis, cohort__code="PI")
    MembershipFactory(offender=jarvis, cohort__code="DV")
    MembershipFactory(offender__withdrawn=True)
    assert list(queries.members_on(TODAY)) == [jarvis]


def test_the_decision_that_holds_is_the_one_that_the_rules_take(scheme):
    """The SQL and the rule, on decisions of few days, both kinds, and keys that collations would order otherwise."""
    for refs in (("a", "Z", "R10", "R2"), ("é", "z", "_", "-")):
        jarvis = OffenderFactory()
        for n, ref in enumerate(refs):
            for by in DecidedBy:
                # the greatest key of a day is that of an interim decision
                key = f"{'~' if by == DecidedBy.INTERIM else ''}{ref} {jarvis.ref}"
                DecisionFactory(offender=jarvis, ref=key, effective_on=date(2019, 3, 30 + n % 2), decided_by=by)
        rows = [Decided(d.pk, d.ref, d.effective_on, d.status, d.decided_by == "panel") for d in jarvis.decisions.all()]
        for on in (TODAY - timedelta(1), TODAY):
            decision = queries.current_decisions([jarvis.pk], on)[jarvis.pk]
            assert (decision.pk, decision.decided_by) == (holding(rows, on)[-1].id, "panel")
    assert queries.current_decisions([jarvis.pk], date(2019, 3, 29)) == {}


def test_runs_of_many_people(scheme):
    jarvis, pryor = (MembershipFactory().offender for _ in range(2))
    DecisionFactory(offender=jarvis, effective_on=date(2018, 12, 31))
    assert queries.decided_runs([jarvis.pk, pryor.pk], TODAY) == {jarvis.pk: ("GREEN", date(2018, 12, 31))}


def test_what_follows_is_by_the_proposal_of_the_day(scheme):
    green, arrested_since, in_rm, back = (MembershipFactory().offender for _ in range(4))
    for offender, status in ((green, "GREEN"), (arrested_since, "GREEN"), (in_rm, "GREEN_RM"), (back, "GREEN_RM")):
        DecisionFactory(offender=offender, status=status, effective_on=date(2018, 12, 31))
        ContactFactory(offender=offender, due_on=date(2019, 3, 10))
    for offender in (arrested_since, back):
        arrested(offender, date(2019, 3, 10), disposal="bailed")
    everybody = [offender.pk for offender in (green, arrested_since, in_rm, back)]
    found = queries.what_follows(everybody, TODAY)
    assert {pk: [follow.kind for follow in follows] for pk, follows in found.items()} == {
        green.pk: ["may_enter_reactive_management"],
        in_rm.pk: ["deselection_due"],
        back.pk: ["back_to_panel"],
    }


def test_the_latest_level_of_each_pathway(scheme):
    jarvis = OffenderFactory()
    need, none = _levels("health")
    assessed(jarvis, "health", none, date(2019, 3, 1))
    assessed(jarvis, "health", need, date(2019, 3, 2))
    assessed(jarvis, "health", none, date(2019, 4, 1))  # after the day
    levels = queries.latest_levels([jarvis.pk], TODAY)[jarvis.pk]
    assert len(levels) == 8
    assert [need for need in levels.values() if need is not None] == [True]


def test_of_two_levels_of_one_day_a_need_wins(scheme):
    """As in the ranking, whichever came first and whatever its key."""
    jarvis, pryor = OffenderFactory(), OffenderFactory()
    need, none = _levels("health")
    for offender, keys in ((jarvis, ("a", "b")), (pryor, ("d", "c"))):
        assessed(offender, "health", need, TODAY, ref=keys[0])
        assessed(offender, "health", none, TODAY, ref=keys[1])
    found = queries.latest_levels([jarvis.pk, pryor.pk], TODAY)
    assert [[need for need in levels.values() if need is not None] for levels in found.values()] == [[True], [True]]


def _levels(pathway):
    from pathways.models import PathwayLevel

    return [PathwayLevel.objects.filter(pathway=pathway, need=need).first().level for need in (True, False)]


def test_the_rules_in_force():
    assert in_force(TODAY).version == 1
    assert in_force(date(2001, 1, 1)).version == 1  # there are none older to read it by


def test_a_version_of_the_rules_is_never_edited():
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.update(source="another")
