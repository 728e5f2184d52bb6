"""A person's pages: what each reader finds on them, what is logged, how much is asked of the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry
from casefile.person.sections import SECTIONS
from offenders.models import CaseLead
from rag.actions import record_proposals
from rag.models import Proposal, RuleSet
from tests.conftest import TODAY
from tests.factories import (
    ContactFactory,
    CustodySpellFactory,
    DecisionFactory,
    DrugTestFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    JudgementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
    WarrantFactory,
    arrested,
    assessed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def jarvis(scheme):
    """Of every kind of fact one; police, probation, the drug service, housing and employment work with him."""
    jarvis = OffenderFactory(family_name="Jarvis", given_names="Ethan", pnc_id="2003/0202755F")
    for code in ("police", "probation", "drug_service", "housing", "employment"):
        InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code=code), reason="supports")
    MembershipFactory(offender=jarvis, referred_by="marac")
    arrested(jarvis, date(2019, 3, 20))
    WarrantFactory(offender=jarvis)
    IntelligenceReportFactory(offender=jarvis, summary="Talk of a van in Bury Park.")
    ContactFactory(offender=jarvis, outcome="missed_unacceptable")
    DrugTestFactory(offender=jarvis, opiates="positive")
    CustodySpellFactory(offender=jarvis, admitted_on=date(2018, 2, 1), released_on=date(2019, 3, 12))
    SupervisionFactory(offender=jarvis)
    JudgementFactory(offender=jarvis)
    DecisionFactory(offender=jarvis, status="RED", reason="Wanted on warrant.")
    assessed(jarvis, "drugs_alcohol", "G")
    assessed(jarvis, "health", "D")
    assessed(jarvis, "accommodation", "E")
    return jarvis


def page(client, person, name=""):
    if name:
        return client.get(reverse("casefile:section", args=[person.public_id, name]))
    return client.get(reverse("casefile:person", args=[person.public_id]))


SEES = {
    # text on the overview or the timeline -> who sees it (spec/access.md, the matrix)
    "028/03": {"aisha", "ines"},
    "Talk of a van": {"aisha"},
    "Wanted on warrant": {"aisha", "ines"},
    "Wanted on warrant.": {"aisha", "ines"},
    "opiates positive": {"aisha", "ines", "ben"},
    "Missed an appointment": {"aisha", "ines", "ben", "carla", "victor"},
    "HMP Bedford": {"aisha", "ines", "ben", "carla"},
    "PNC 2003/0202755F": {"aisha", "ines", "ben", "carla"},
    "Burglary Dwelling since": {"aisha", "ines", "ben", "carla"},
    "On the scheme since": {"victor"},
    "referred by MARAC": {"aisha", "ines"},
    "Speak to the lead agency before contact": {"ben", "carla"},
    "using in treatment": {"ben"},  # the letter of drugs and alcohol belongs to treatment detail
    "Diagnosed mental": set(),  # and that of health to health detail
    "Sofa surfing": {"aisha", "ines", "ben", "carla", "victor"},
    "Mental and physical health": {"aisha", "ines", "ben", "carla", "victor"},
    "Risk is increasing": {"aisha", "ines", "ben", "carla"},  # a judgement is of the scheme
    "Lost the flat": {"aisha", "ines"},  # its words are for readers of offending, and for who wrote them
}


@pytest.fixture
def victor(scheme):
    from agencies.models import RoleHolding, User

    user = User.objects.create(email="victor@example.org", full_name="V", agency=Agency.objects.get(code="employment"))
    RoleHolding.objects.create(user=user, role="practitioner")
    return user


@pytest.mark.parametrize("who", ["aisha", "ines", "ben", "carla", "victor"])
def test_what_each_agency_reads_of_the_same_person(who, jarvis, person, victor, client):
    user = victor if who == "victor" else person(who)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    text = "".join(page(client, jarvis, name).content.decode() for name in ("", "timeline"))
    seen = {words for words in SEES if words.lower() in text.lower()}
    assert seen == {words for words, readers in SEES.items() if who in readers}


TABS = {
    "aisha": ["timeline", "offending", "supervision", "tests", "appointments", "pathways", "intelligence", "history"],
    "ines": ["timeline", "offending", "supervision", "tests", "appointments", "pathways", "intelligence", "history"],
    "ben": ["timeline", "offending", "supervision", "tests", "appointments", "pathways", "history"],
    "carla": ["timeline", "offending", "supervision", "appointments", "pathways", "history"],
}


@pytest.mark.parametrize("who", TABS)
def test_only_the_pages_that_a_reader_may_see_are_there(who, jarvis, signed_in):
    client = signed_in(who)
    tabs = [href.rstrip("/").split("/")[-1] for _, href, _ in page(client, jarvis).context["tabs"]]
    of_this_room = {section.name for section in SECTIONS}
    assert [name for name in tabs if name in of_this_room] == TABS[who]
    statuses = {section.name: page(client, jarvis, section.name).status_code for section in SECTIONS}
    # Among what is opened more seldom, for whoever reads who the person is, and scores.
    may = [*TABS[who], "removed", *(["rank"] if who in ("aisha", "ines") else [])]
    assert statuses == {section.name: 200 if section.name in may else 404 for section in SECTIONS}


def test_arrests_are_dates_alone_for_who_may_know_no_more(jarvis, signed_in):
    text = page(signed_in("ben"), jarvis, "offending").content.decode()
    assert "20 March 2019" in text and "028/03" not in text and "wanted" not in text.lower()


def test_a_look_is_logged_with_its_categories_before_the_page_is_given(jarvis, signed_in, person):
    page(signed_in("aisha"), jarvis, "intelligence")
    entry = Entry.objects.get(channel="casefile.person.intelligence")
    assert (entry.offender_id, entry.user_id, entry.verb) == (jarvis.pk, person("aisha").pk, "viewed")
    assert "intelligence_original" in entry.categories and "treatment" not in entry.categories


def test_the_queries_do_not_grow_with_the_facts(jarvis, signed_in):
    client = signed_in("aisha")

    def counts():
        found = {}
        for name in ["", "rank", *TABS["aisha"]]:
            with CaptureQueriesContext(connection) as captured:
                assert page(client, jarvis, name).status_code == 200
            found[name] = len(captured)
        return found

    few = counts()
    for n in range(12):
        arrested(jarvis, date(2019, 3, 1) + timedelta(n))
        ContactFactory(offender=jarvis, due_on=TODAY - timedelta(n))
        DrugTestFactory(offender=jarvis, tested_on=TODAY - timedelta(n))
        DecisionFactory(offender=jarvis, effective_on=TODAY - timedelta(40 + n), status="GREEN")
        IntelligenceReportFactory(offender=jarvis)
    assert counts() == few
    assert few.pop("") <= 90  # what needs attention asks every source of the worklist
    assert max(few.values()) <= 60


def reason(code, status, category, text):
    return {"code": code, "status": status, "category": category, "text": text, "records": []}


class TestNeedsAttention:
    def lines(self, client, jarvis):
        return [line.fact for line in page(client, jarvis).context["attention"]]

    def test_wanted_and_released(self, jarvis, signed_in):
        facts = self.lines(signed_in("aisha"), jarvis)
        assert facts == [
            "Wanted on warrant",
            "Positive test (opiates) on 10 March",
            "Arrested on 20 March",
            "Released from HMP Bedford, 12 March 2019",
        ]

    def test_a_proposal_that_differs_from_the_decision_with_its_reasons(self, jarvis, signed_in):
        reasons = [
            reason("drug_use", "AMBER+", "tests", "Positive test for opiates, 10 March 2019"),
            reason("arrest", "AMBER", "offending", "Arrested 20 March 2019"),
        ]
        rules = RuleSet.objects.first()
        Proposal.objects.create(offender=jarvis, as_of=TODAY, status="AMBER+", reasons=reasons, rule_set=rules)
        lines = page(signed_in("aisha"), jarvis).context["attention"]
        line = next(line for line in lines if line.fact == "AMBER+ is proposed")
        why = "decided RED. Positive test for opiates, 10 March 2019; Arrested 20 March 2019"
        assert line.text == f"due 7 April 2019; {why}"
        seen = page(signed_in("carla"), jarvis).content.decode()
        assert "AMBER is proposed" in seen and "opiates" not in seen and "Arrested 20" not in seen

    @pytest.mark.parametrize(
        ("released_on", "said"),
        [(date(2019, 2, 28), False), (date(2019, 3, 1), True), (TODAY, True), (TODAY + timedelta(1), False)],
    )
    def test_a_release_is_said_for_a_month(self, released_on, said, scheme, signed_in):
        """After 28 February (31 March less one month), up to and including today."""
        person = OffenderFactory()
        InvolvementFactory(offender=person, agency=Agency.objects.get(code="police"), reason="leads")
        CustodySpellFactory(offender=person, admitted_on=date(2019, 1, 1), released_on=released_on)
        assert any("Released" in fact for fact in self.lines(signed_in("aisha"), person)) is said


def test_the_timeline_is_newest_first_and_filtered(jarvis, signed_in):
    client = signed_in("aisha")
    events = page(client, jarvis, "timeline").context["page"].object_list
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)
    address = reverse("casefile:section", args=[jarvis.public_id, "timeline"])
    only = client.get(f"{address}?kind=test").context["page"].object_list
    assert [event.kind for event in only] == ["test"]
    assert not client.get(f"{address}?kind=test&agency=Police").context["page"].object_list


def test_nothing_after_today_is_told(jarvis, signed_in):
    arrested(jarvis, TODAY + timedelta(1))
    DecisionFactory(offender=jarvis, effective_on=TODAY + timedelta(1), status="BLUE")
    text = "".join(
        page(signed_in("aisha"), jarvis, name).content.decode() for name in ("", "timeline", "offending", "history")
    )
    assert "1 April 2019" not in text and "1 Apr 2019" not in text and "BLUE" not in text


def test_the_bar_names_the_lead_and_who_supports(jarvis, signed_in, person):
    probation = Agency.objects.get(code="probation")
    CaseLead.objects.create(offender=jarvis, agency=probation, officer=person("ines"), from_on=date(2018, 6, 1))
    bar = page(signed_in("aisha"), jarvis).context["bar"]
    assert (bar.lead.officer.full_name, bar.lead.agency.name) == ("Ines Duarte", "Probation")
    assert bar.supporting == ["Drug service", "Employment", "Housing", "Police"]


def test_the_bar_has_the_decision_of_the_panel_where_another_was_made_that_day(jarvis, signed_in):
    for decided_by, status, ref in (("panel", "GREEN", "D1"), ("interim", "AMBER", "D2")):
        DecisionFactory(offender=jarvis, effective_on=TODAY, status=status, decided_by=decided_by, ref=ref, reason="-")
    bar = page(signed_in("aisha"), jarvis).context["bar"]
    assert (bar.status, bar.decision.status) == ("GREEN", "GREEN")
    decisions = page(signed_in("aisha"), jarvis, "history").context["decisions"]
    assert [row.status for row, *_ in decisions][:2] == ["GREEN", "AMBER"]


def test_of_two_levels_of_one_day_the_strip_has_the_need(jarvis, signed_in):
    for ref, level in (("P1", "E"), ("P2", "A")):
        assessed(jarvis, "accommodation", level, on=TODAY, ref=ref)
    strip = page(signed_in("aisha"), jarvis).context["strip"]
    assert [(cell.look, cell.letter) for cell in strip if cell.name == "Accommodation"] == [("need", "E")]


@pytest.mark.parametrize(
    ("who", "says"),
    [("aisha", "RED is proposed"), ("ben", "no longer proposed GREEN"), ("carla", "no longer proposed GREEN")],
)
def test_back_to_the_panel_says_no_more_than_the_reader_may_know(who, says, jarvis, signed_in, person):
    """Wanted, so RED is proposed; the drug service and housing are advised to speak to the lead agency."""
    DecisionFactory(offender=jarvis, effective_on=TODAY, status="GREEN_RM")
    record_proposals(on=TODAY, by=person("esther"))
    lines = [f"{line.fact} {line.text}" for line in page(signed_in(who), jarvis).context["attention"]]
    assert f"Back to the panel due 30 April 2019; in reactive management, and {says}" in lines
    assert who == "aisha" or not any("RED" in line for line in lines)


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("aisha", True),  # police: wrote it
        ("ines", True),  # probation: reads offending
        ("ben", False),  # the drug service: knows that there are arrests, not what for
        ("carla", False),
    ],
)
def test_the_words_of_a_judgement_are_for_readers_of_offending_and_for_who_wrote_them(who, reads, jarvis, signed_in):
    said = page(signed_in(who), jarvis, "timeline").content.decode()
    assert "Risk is increasing" in said
    assert ("Lost the flat" in said) is reads
