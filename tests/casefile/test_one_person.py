"""Each row and each page shows what its reader has of that one person: consent, taper, grants, glass, restriction."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from cohorts.models import Cohort
from offenders.models import Involvement
from rag.models import Proposal, RuleSet
from tests.agencies.agreed import in_force
from tests.conftest import TODAY
from tests.exceptional import break_glass, consent, grant, restrict, visit, withdraw
from tests.factories import (
    DecisionFactory,
    DrugTestFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    assessed,
)

pytestmark = pytest.mark.django_db


def add(name, *agencies, status="AMBER", category="", reason="supervises"):
    """Somebody decided; an AMBER+ of a category followed a proposal of which that is the one AMBER+ reason."""
    who = OffenderFactory(family_name=name)
    for code in agencies:
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=code), reason=reason)
    MembershipFactory(offender=who, cohort=Cohort.objects.get(code="BD"))
    proposal = None
    if category:
        why = {"code": "drug_use", "text": "Positive test", "category": category, "records": [], "status": status}
        rules = RuleSet.objects.first()
        proposal = Proposal.objects.create(
            offender=who, as_of=TODAY, status=status, reasons=[why], rule_set=rules, current=True
        )
    DecisionFactory(offender=who, status=status, proposal=proposal)
    return who


@pytest.fixture
def keane(scheme):
    """AMBER+ for a voluntary test alone; of probation and the drug service."""
    add("Adams", "probation"), add("Young", "probation")
    who = add("Keane", "probation", "drug_service", status="AMBER+", category="treatment")
    DrugTestFactory(offender=who, regime="voluntary", opiates="positive")
    assessed(who, "drugs_alcohol", "G")
    return who


def listed(client, query=""):
    return {row.person.family_name: row.status for row in client.get(f"/{query}").context["rows"]}


def overview(client, who):
    return visit(client, who).get(reverse("casefile:person", args=[who.public_id]))


def section(client, who, name):
    return visit(client, who).get(reverse("casefile:section", args=[who.public_id, name]))


def everywhere(client, who):
    """The status on the row, by which filters it is found, whether it comes before Adams, on the page and its line."""
    rows = client.get("/?sort=rag").context["rows"]
    names = [row.person.family_name for row in rows]
    return {
        "row": listed(client)["Keane"],
        "filters": {
            status for status in ("AMBER", "AMBER+") if "Keane" in listed(client, f"?rag={status}".replace("+", "%2B"))
        },
        "first": names.index("Keane") == 0,
        "page": overview(client, who).context["bar"].status,
        "timeline": "AMBER+" in section(client, who, "timeline").content.decode(),
    }


HIDDEN = {"row": "AMBER", "filters": {"AMBER"}, "first": False, "page": "AMBER", "timeline": False}
OPEN = {"row": "AMBER+", "filters": {"AMBER+"}, "first": True, "page": "AMBER+", "timeline": True}


def test_with_consent_row_filter_order_and_page_agree_and_without_it_at_once_no_more(keane, person, signed_in):
    ines = signed_in("ines")
    assert everywhere(ines, keane) == HIDDEN
    given = consent(keane, "probation", person("ben"))
    assert everywhere(ines, keane) == OPEN
    assert "using in treatment" in overview(ines, keane).content.decode()
    withdraw(given, person("ben"))
    assert everywhere(ines, keane) == HIDDEN
    assert "using in treatment" not in overview(ines, keane).content.decode()


def test_consent_is_to_one_agency_and_of_one_person(keane, person, signed_in):
    other = add("Lowe", "probation", status="AMBER+", category="treatment")
    consent(keane, "prison", person("ben"))
    assert everywhere(signed_in("ines"), keane) == HIDDEN
    consent(keane, "probation", person("ben"), category="health")
    assert everywhere(signed_in("ines"), keane) == HIDDEN
    consent(other, "probation", person("ben"))
    assert listed(signed_in("ines")) == {"Adams": "AMBER", "Keane": "AMBER", "Lowe": "AMBER+", "Young": "AMBER"}


def test_consent_opens_no_more_than_the_agreement(keane, person, signed_in):
    """Of treatment the agreement gives the police nothing, with consent or without."""
    InvolvementFactory(offender=keane, agency=Agency.objects.get(code="police"))
    consent(keane, "police", person("ben"))
    assert listed(signed_in("aisha")) == {"Keane": "AMBER"}


def test_red_by_consent_agrees_with_its_filter(keane, person, signed_in):
    from agencies.agreements.rules import Words
    from agencies.categories import Category

    in_force(agencies={"probation": {Category.OFFENDING: Words("read if consent", "read")}})
    red, other = add("Redman", "probation", status="RED"), add("Ross", "probation", status="RED")
    consent(red, "probation", person("ben"), category="offending")
    ines = signed_in("ines")
    assert (listed(ines)["Redman"], listed(ines)["Ross"]) == ("RED", "ASK_LEAD")
    assert (set(listed(ines, "?rag=RED")), set(listed(ines, "?rag=ASK_LEAD"))) == ({"Redman"}, {"Ross"})
    assert other.pk


def end(who, agency, day=TODAY):
    Involvement.objects.filter(offender=who, agency__code=agency).update(until_on=day, reason="supports")


def test_a_tapering_agency_reads_and_what_rested_on_consent_is_gone(keane, person, signed_in):
    consent(keane, "probation", person("ben"))
    for agency in ("probation", "drug_service"):
        end(keane, agency, TODAY - timedelta(10))
    assert everywhere(signed_in("ines"), keane) == HIDDEN
    ben = signed_in("ben")  # his own service's, not by consent
    assert overview(ben, keane).context["bar"].status == "AMBER+"
    said = overview(ben, keane).content.decode()
    assert "Your agency&#x27;s involvement ended on 21 March 2019; you may read this record until 19 June 2019." in said


def test_a_record_granted_by_name_says_until_when(keane, person, signed_in):
    grant(keane, person("carla"), person("femi"))
    carla = signed_in("carla")
    assert listed(carla) == {"Keane": "AMBER"}
    assert "Shown to you by name until 30 April 2019." in overview(carla, keane).content.decode()


def test_involvement_needs_no_sentence(keane, signed_in):
    assert overview(signed_in("ines"), keane).context["seen_by"] == ""


def test_who_once_led_is_told_so(scheme, signed_in):
    who = add("Old", "police", reason="leads")
    Involvement.objects.filter(offender=who).update(until_on=date(2018, 3, 31))
    said = overview(signed_in("femi"), who).content.decode()
    assert "Your agency led this case until 31 March 2018" in said


class TestGlass:
    """Broken by Aisha of the police for somebody of probation alone."""

    @pytest.fixture
    def aisha(self, keane, person, signed_in):
        IntelligenceReportFactory(offender=keane, summary="Talk of a van.")
        MembershipFactory(offender=keane, cohort=Cohort.objects.create(code="DV", name="Domestic violence"))
        break_glass(keane, person("aisha"))
        return signed_in("aisha")

    def test_the_page_opens_and_says_so(self, aisha, keane):
        page = overview(aisha, keane)
        assert page.status_code == 200
        assert "You broke glass; it ends at " in page.content.decode()

    def test_without_victims_intelligence_treatment_and_health(self, aisha, keane):
        said = overview(aisha, keane).content.decode() + section(aisha, keane, "timeline").content.decode()
        for hidden in ("Domestic violence", "Talk of a van", "voluntary", "using in treatment", "AMBER+"):
            assert hidden not in said
        told = section(aisha, keane, "intelligence").content.decode()  # what is sanitised is the police's to read
        assert "Talk of a van" not in told
        assert section(aisha, keane, "offending").status_code == 200

    def test_in_no_list_count_or_search(self, aisha, keane):
        assert listed(aisha, "?member=all") == {}
        assert aisha.get("/?member=all").context["page"].paginator.count == 0
        assert listed(aisha, aisha.post("/find/", {"words": "Keane"}).url.removeprefix("/")) == {}

    def test_who_may_see_this_is_not_offered(self, aisha, keane):
        assert "Who may see this" not in [words for words, _, _ in overview(aisha, keane).context["more_tabs"]]


class TestRestricted:
    """Keane is for Ines alone: another of her agency, and the drug service, see nobody."""

    @pytest.fixture
    def gwen(self, keane, person):
        from agencies.roles import Role
        from tests.people import make_for

        restrict(keane, person("femi"), person("ines"))
        return make_for("probation", Role.SUPERVISOR)

    def test_who_is_named_sees_the_person_and_why(self, gwen, keane, signed_in):
        ines = signed_in("ines")
        assert "Keane" in listed(ines)
        said = overview(ines, keane).content.decode()
        assert "Restricted: only the people named see this record." in said

    def test_a_colleague_finds_nobody(self, gwen, keane, client):
        client.force_login(gwen, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert overview(client, keane).status_code == section(client, keane, "timeline").status_code == 404
        assert listed(client, "?member=all") == {"Adams": "AMBER", "Young": "AMBER"}
        assert client.get("/").context["page"].paginator.count == 2
        assert listed(client, client.post("/find/", {"words": "Keane"}).url.removeprefix("/")) == {}


# Probation has the page of consents before any is given: it says what it could read (tests/offenders/test_consent_*).
TABS = {who: {"Consent", "Who may see this"} for who in ("ines", "ben")}


@pytest.mark.parametrize("who", TABS)
def test_consent_and_who_may_see_stand_in_the_navigation(who, keane, signed_in):
    words = {words for words, _, _ in overview(signed_in(who), keane).context["more_tabs"]}
    assert words & {"Consent", "Who may see this"} == TABS[who]


def test_a_list_with_consents_asks_as_often_for_thirty_as_for_three(scheme, person, signed_in):
    client = signed_in("ines")

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/?size=50&rag=AMBER%2B&sort=rag").status_code == 200
        return len(captured)

    def more(number):
        for n in range(number):
            who = add(f"Person{n}", "probation", status="AMBER+", category="treatment")
            consent(who, "probation", person("ben"))

    more(3)
    few = count()
    more(27)
    assert len(listed(client, "?size=50&rag=AMBER%2B")) == 27  # by name; three have the name of another
    assert count() == few
