"""A right that is taken away in the middle of a session is gone with the next request."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agreement, NamedPermission, RoleHolding, User
from offenders.models import BrokenGlass, Consent, Involvement, NamedGrant, RestrictedReader, Restriction
from tests.conftest import TODAY
from tests.grid.asking import text_of

pytestmark = pytest.mark.django_db


def look(readers, persona, scope, section=""):
    """The status of a person's page, and the facts of that person in it."""
    kwargs = {"public_id": readers.world.people[scope].public_id}
    name = "casefile:section" if section else "casefile:person"
    url = reverse(name, kwargs=kwargs | ({"name": section} if section else {}))
    response = readers.browsers[persona].get(url)
    found = readers.world.canaries.found_in(text_of(response), person=scope)
    return response.status_code, {fact for whose, fact in found if whose == scope}


def test_a_role(readers):
    assert look(readers, "police/practitioner", "own")[0] == 200
    RoleHolding.objects.filter(user=readers.world.readers["police/practitioner"]).delete()
    assert look(readers, "police/practitioner", "own") == (403, set())


def test_an_account_that_is_closed_at_once(readers):
    User.objects.filter(pk=readers.world.readers["police/practitioner"].pk).update(is_active=False)
    assert look(readers, "police/practitioner", "own") == (302, set())


def test_an_account_moved_to_another_agency(readers):
    world = readers.world
    moved = world.readers["voluntary/practitioner"].agency
    User.objects.filter(pk=world.readers["police/practitioner"].pk).update(agency=moved)
    status, facts = look(readers, "police/practitioner", "own", "timeline")
    assert status == 200
    assert not facts & {"offence", "arrested_on", "summary", "cohort", "tested_on", "pnc", "rank"}


def test_the_involvement_of_an_agency(readers):
    assert look(readers, "probation/practitioner", "known")[0] == 200
    ours = Involvement.objects.filter(offender=readers.world.people["known"], agency__code="probation")
    ours.update(until_on=TODAY)
    assert look(readers, "probation/practitioner", "known") == (404, set())


def test_a_support_that_ends_tapers_and_the_consent_ends_with_it(readers):
    who = readers.world.people["consented"]
    assert "voluntarily_tested_on" in look(readers, "probation/practitioner", "consented", "timeline")[1]
    Involvement.objects.filter(offender=who, agency__code="probation").update(until_on=TODAY)
    status, facts = look(readers, "probation/practitioner", "consented", "timeline")
    assert status == 200
    assert "tested_on" in facts
    assert "voluntarily_tested_on" not in facts


@pytest.mark.parametrize(
    "change", [{"withdrawn_on": TODAY}, {"until_on": TODAY}, {"given_on": TODAY + timedelta(days=1)}], ids=str
)
def test_a_consent(change, readers):
    world = readers.world
    assert "voluntarily_tested_on" in look(readers, "prison/practitioner", "consented", "tests")[1]
    rows = Consent.objects.filter(offender=world.people["consented"])
    if "withdrawn_on" in change:
        change = {**change, "withdrawn_by": world.readers["health/practitioner"]}
    rows.update(**change)
    status, facts = look(readers, "prison/practitioner", "consented", "tests")
    assert status == 200
    assert "voluntarily_tested_on" not in facts
    assert "pathway_health" not in facts
    assert "pathway_drugs" not in facts


def test_a_grant(readers):
    assert look(readers, "police/practitioner", "granted")[0] == 200
    NamedGrant.objects.filter(user=readers.world.readers["police/practitioner"]).update(until_on=TODAY)
    assert look(readers, "police/practitioner", "granted") == (404, set())


def test_broken_glass(readers):
    assert look(readers, "police/practitioner", "glass")[0] == 200
    BrokenGlass.objects.filter(user=readers.world.readers["police/practitioner"]).update(ended_at=timezone.now())
    assert look(readers, "police/practitioner", "glass") == (404, set())


def test_a_restriction_that_is_made(readers):
    world = readers.world
    assert look(readers, "police/practitioner", "own")[0] == 200
    Restriction.objects.create(
        offender=world.people["own"], why="relative", reason="A cousin.", made_by=world.readers["police/coordinator"]
    )
    for persona in ("police/practitioner", "drug_service/practitioner", "police/coordinator"):
        assert look(readers, persona, "own") == (404, set())


def test_a_name_that_is_taken_out_of_a_restriction(readers):
    assert look(readers, "police/practitioner", "named")[0] == 200
    RestrictedReader.objects.filter(user=readers.world.readers["police/practitioner"]).delete()
    assert look(readers, "police/practitioner", "named") == (404, set())


def test_a_permission_given_by_name(readers):
    assert "summary" in look(readers, "police/practitioner_by_name", "own", "intelligence")[1]
    NamedPermission.objects.update(until_on=TODAY)
    status, seen = look(readers, "police/practitioner_by_name", "own", "intelligence")
    assert status == 200 and "told_p" in seen and "summary" not in seen
    assert "summary" not in look(readers, "police/practitioner_by_name", "own", "timeline")[1]


def test_the_agreement(readers, settings):
    settings.FIXED_TODAY = Agreement.objects.get().starts_on - timedelta(days=1)
    for persona in ("police/practitioner", "police/coordinator", "voluntary/practitioner"):
        status, facts = look(readers, persona, "own")
        assert (status, facts) == (404, set()), persona
