"""Who may know that there are consents; and that none widens a reader without a term by consent."""

import pytest

from agencies.categories import Category
from agencies.models import Agency
from agencies.roles import Role
from offenders import policies as sight
from offenders.consent import policies, queries
from offenders.consent.rules import Reach
from offenders.models import Involvement
from tests import people
from tests.conftest import TODAY
from tests.offenders.consents import again, agency, consent, jarvis
from tests.offenders.test_policies import break_glass, restrict

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def ethan(scheme):
    return jarvis()


@pytest.fixture
def ben(person):
    return person("ben")


@pytest.mark.parametrize(
    ("code", "treatment", "health"),
    [
        ("police", None, None),
        ("probation", Reach.OWN, None),
        ("prison", Reach.OWN, Reach.OWN),
        ("yot", Reach.OWN, None),
        ("drug_service", Reach.RECORDS, Reach.OWN),
        ("housing", None, None),
        ("health", Reach.OWN, Reach.RECORDS),
        ("employment", None, None),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_who_has_the_page(code, treatment, health, given, ethan, ben):
    if given:
        consent(ethan, ben)
        consent(ethan, ben, to="prison", category="health")
    who = people.make_for(code, Role.PRACTITIONER)
    expected = {Category.TREATMENT: treatment, Category.HEALTH: health}
    assert policies.reaches_of(who, ethan) == {c: r for c, r in expected.items() if r}
    assert policies.may_see(who, ethan) is any((treatment, health))


def test_with_the_involvement_ends_what_an_agency_knows_by_consent(ethan, ben, person):
    consent(ethan, ben)
    Involvement.objects.filter(agency=agency("probation")).update(reason="leads", until_on=TODAY)
    assert sight.view_of(person("ines"), ethan.pk).how is sight.How.TAPER
    assert not policies.may_see(person("ines"), ethan)


def test_a_tapering_drug_service_reads_and_records_nothing(ethan, ben):
    Involvement.objects.filter(agency=agency("drug_service")).update(until_on=TODAY)
    # Health detail rested on consent: nothing of it is left.
    assert policies.reaches_of(ben, ethan) == {Category.TREATMENT: Reach.WHOLE}


def test_broken_glass_never_opens_it(ethan, ben, person):
    consent(ethan, ben)
    Involvement.objects.filter(agency=agency("probation")).delete()
    break_glass(ethan, person("ines"))
    assert sight.view_of(person("ines"), ethan.pk).how is sight.How.GLASS
    assert not policies.may_see(person("ines"), ethan)


def test_nor_where_glass_shows_what_another_agreement_gives_by_consent(ethan, person, monkeypatch):
    monkeypatch.setattr(queries, "recipients", lambda on: {Category.SCORES: [agency("prison")]})
    assert policies.reaches_of(person("ines"), ethan) == {Category.SCORES: Reach.WHOLE}
    Involvement.objects.filter(agency=agency("probation")).delete()
    break_glass(ethan, person("ines"))
    assert sight.view_of(person("ines"), ethan.pk).levels.reads(Category.SCORES)
    assert not policies.may_see(person("ines"), ethan)


def test_nobody_but_those_named_for_a_restricted_person(ethan, ben, person):
    consent(ethan, ben)
    restrict(ethan, person("femi"), ben)
    assert policies.may_see(ben, ethan)
    assert not policies.may_see(person("ines"), ethan)


def test_a_consent_never_widens_a_reader_without_a_term_by_consent(ethan, ben, scheme):
    """Every agency, every role, every category consented to: only a term "if consent" is read wider than before."""
    readers = [
        people.make_for(code, role)
        for code in Agency.objects.values_list("code", flat=True)
        for role in (Role.VIEWER, Role.PRACTITIONER, Role.SUPERVISOR, Role.PANEL_CHAIR, Role.COORDINATOR)
    ]
    before = {who: sight.view_of(who, ethan.pk).levels for who in readers}
    for code in Agency.objects.values_list("code", flat=True):
        for category in Category:
            consent(ethan, ben, to=code, category=category)
    by_consent = queries.recipients(TODAY)
    for who in map(again, readers):
        levels = sight.view_of(who, ethan.pk).levels
        wider = {category for category in Category if levels.level(category) != before[who].level(category)}
        assert wider == {category for category, agencies in by_consent.items() if who.agency in agencies}
        assert all(levels.level(category).word == "read" for category in wider)
