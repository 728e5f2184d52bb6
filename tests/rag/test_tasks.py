"""Every night, and whenever a fact changes."""

from datetime import date

import pytest

from audit import outbox
from audit.models import OutboxMessage
from rag.models import Proposal
from rag.tasks import nightly_proposals
from tests.conftest import TODAY
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def members(scheme):
    return [MembershipFactory().offender for _ in range(2)]


def proposed():
    return set(Proposal.objects.filter(current=True).values_list("offender_id", "as_of"))


def test_the_night_works_out_all_members_as_of_today(members, settings):
    assert nightly_proposals() == 2
    assert proposed() == {(member.pk, TODAY) for member in members}
    settings.FIXED_TODAY = date(2019, 4, 1)
    assert nightly_proposals() == 2
    assert proposed() == {(member.pk, date(2019, 4, 1)) for member in members}


def test_changed_facts_of_some_people_are_worked_out_anew_for_them_alone(members):
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[members[0].pk])
    assert outbox.relay() == 1
    assert proposed() == {(members[0].pk, TODAY)}


def test_an_import_is_worked_out_for_all_members(members):
    outbox.put(outbox.FACTS_CHANGED, import_number=1)
    assert outbox.relay() == 1
    assert proposed() == {(member.pk, TODAY) for member in members}


def test_it_bears_being_run_twice(members):
    for _ in range(2):
        outbox.put(outbox.FACTS_CHANGED, offender_ids=[members[0].pk])
    assert outbox.relay() == 2
    assert Proposal.objects.count() == 1
    assert not OutboxMessage.objects.exists()
