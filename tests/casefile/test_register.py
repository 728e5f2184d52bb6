"""The register: whom it lists, in what order, and what a row says to whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from audit.models import Entry
from offenders.models import CaseLead
from rag.models import Proposal, RuleSet
from tests.conftest import TODAY
from tests.factories import (
    AreaFactory,
    CohortFactory,
    ContactFactory,
    CustodySpellFactory,
    DecisionFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
)

pytestmark = pytest.mark.django_db


def add(name, *, agencies=("police",), status=None, cohort="BD", **more):
    person = OffenderFactory(family_name=name, **more)
    for agency in agencies:
        InvolvementFactory(offender=person, agency=Agency.objects.get(code=agency), reason="supports")
    if cohort:
        MembershipFactory(offender=person, cohort=CohortFactory(code=cohort))
    if status:
        DecisionFactory(offender=person, status=status)
    return person


def names(response):
    return [row.person.family_name for row in response.context["rows"]]


@pytest.fixture
def eight(scheme):
    """One of each decided status, one undecided, and one on no cohort."""
    statuses = {"Blue": "BLUE", "Green": "GREEN", "Red": "RED", "Amber": "AMBER", "Plus": "AMBER+", "Rm": "GREEN_RM"}
    for name, status in statuses.items():
        add(name, status=status)
    add("Undecided")
    add("Outside", cohort=None)


def test_it_lists_members_of_today_worst_first_and_says_so(eight, signed_in):
    page = signed_in("aisha").get("/")
    assert names(page) == ["Red", "Plus", "Amber", "Green", "Rm", "Blue", "Undecided"]
    text = page.content.decode()
    assert "<b>7</b> people" in text and "sorted by RAG, then rank" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("member=no", ["Outside"]),
        ("member=all&sort=name", ["Amber", "Blue", "Green", "Outside", "Plus", "Red", "Rm", "Undecided"]),
        ("rag=RED", ["Red"]),
        ("rag=RED&rag=BLUE", ["Red", "Blue"]),
        ("rag=none", ["Undecided"]),
        ("rag=none&rag=GREEN_RM", ["Rm", "Undecided"]),
        ("sort=-name", ["Undecided", "Rm", "Red", "Plus", "Green", "Blue", "Amber"]),
        ("sort=-rag", ["Undecided", "Blue", "Rm", "Green", "Amber", "Plus", "Red"]),
        # What is not on offer is ignored.
        ("rag=PURPLE&sort=height&size=7&page=zero", ["Red", "Plus", "Amber", "Green", "Rm", "Blue", "Undecided"]),
        ("page=99", ["Red", "Plus", "Amber", "Green", "Rm", "Blue", "Undecided"]),
    ],
)
def test_filters_and_sort_orders_live_in_the_address(query, expected, eight, signed_in):
    assert names(signed_in("aisha").get(f"/?{query}")) == expected


def test_membership_ends_on_its_last_day(scheme, signed_in):
    person = add("Left", cohort=None)
    MembershipFactory(offender=person, deselected_on=TODAY, deselection_code_id="1")
    client = signed_in("aisha")
    assert names(client.get("/")) == [] and names(client.get("/?member=no")) == ["Left"]


def test_by_custody_area_cohort_and_lead(scheme, signed_in, person):
    inside, outside = add("Inside"), add("Outside", area=AreaFactory(code="Bedford"), cohort="HI")
    CustodySpellFactory(offender=inside)
    CustodySpellFactory(offender=outside, admitted_on=date(2018, 1, 1), released_on=TODAY)  # released today
    police = Agency.objects.get(code="police")
    CaseLead.objects.create(offender=outside, agency=police, officer=person("aisha"), from_on=date(2018, 1, 1))
    client = signed_in("aisha")
    expected = {
        "custody=in": ["Inside"],
        "custody=out": ["Outside"],
        "area=Bedford": ["Outside"],
        "area=Luton": ["Inside"],
        "cohort=HI": ["Outside"],
        "cohort=HI&cohort=BD": ["Inside", "Outside"],
        "lead=me": ["Outside"],
        "lead=police": ["Outside"],
        f"lead=officer-{person('aisha').pk}": ["Outside"],
        "lead=officer-999999": ["Inside", "Outside"],  # not on offer
        "lead=officer-x": ["Inside", "Outside"],
    }
    assert {query: names(client.get(f"/?{query}&sort=name")) for query in expected} == expected


def test_the_decision_of_today_counts_and_tomorrows_does_not(scheme, signed_in):
    person = add("Jarvis", status="GREEN")
    DecisionFactory(offender=person, status="AMBER", effective_on=TODAY, decided_by="interim", ref="Z")
    DecisionFactory(offender=person, status="BLUE", effective_on=TODAY, decided_by="panel", ref="A")
    DecisionFactory(offender=person, status="RED", effective_on=TODAY + timedelta(1))
    assert [row.status for row in signed_in("aisha").get("/").context["rows"]] == ["BLUE"]  # the panel's of one day


def test_a_filter_is_taken_away_by_its_tag_and_the_rest_is_kept(eight, signed_in):
    page = signed_in("aisha").get("/?rag=RED&rag=BLUE&size=50&sort=name&page=1")
    tags = {tag["label"]: tag["href"] for tag in page.context["tags"]}
    assert tags["RED"] == "?rag=BLUE&size=50&sort=name"
    assert "member=all" in tags["On a cohort now"] and "rag=RED" in tags["On a cohort now"]


def test_paging_keeps_filters_and_order(scheme, signed_in):
    for n in range(60):
        add(f"Person{n:02}", status="GREEN")
    client = signed_in("aisha")
    first = client.get("/?rag=GREEN&sort=name")
    second = client.get("/?rag=GREEN&sort=name&page=2")
    assert len(names(first)) == 25 and names(second)[0] == "Person25"
    assert "?rag=GREEN&amp;sort=name&amp;page=2" in first.content.decode()
    assert len(names(client.get("/?size=100"))) == 60


def test_the_queries_do_not_grow_with_the_page(scheme, signed_in):
    """A page of 50 asks as often as a page of 3."""
    client = signed_in("aisha")

    def count():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/?size=50").status_code == 200
        return len(captured)

    for n in range(3):
        ContactFactory(offender=add(f"Few{n}", status="AMBER"))
    few = count()
    for n in range(47):
        CustodySpellFactory(offender=add(f"Many{n}", status="AMBER"))
    assert count() == few <= 30


def test_everybody_shown_is_logged_and_nobody_else(scheme, signed_in, person):
    shown, hidden = add("Shown"), add("Hidden", cohort=None)
    signed_in("aisha").get("/")
    entries = Entry.objects.filter(channel="casefile.register")
    assert [entry.offender_id for entry in entries] == [shown.pk] and hidden.pk
    assert entries[0].user_id == person("aisha").pk and "scheme" in entries[0].categories


class TestWhatOthersSee:
    """spec/access.md, "A value that gives a category away"."""

    def test_red_is_advice_for_who_may_not_know_of_warrants(self, scheme, signed_in):
        both = ("police", "drug_service")
        add("Red", agencies=both, status="RED")
        add("Amber", agencies=both, status="AMBER")
        page = signed_in("ben").get("/?rag=ASK_LEAD")
        assert names(page) == ["Red"]
        assert "Ask lead agency" in page.content.decode() and ">RED<" not in page.content.decode()
        assert names(signed_in("ben").get("/?rag=RED")) == ["Red", "Amber"]  # no such filter for him

    @pytest.mark.parametrize(
        ("code", "category", "ben"),
        [("arrest_similar_or_higher", "offending", "AMBER"), ("multiple_agencies_disengaged", "engagement", "AMBER+")],
    )
    def test_amber_plus_is_amber_where_every_reason_for_the_plus_is_hidden(
        self, code, category, ben, scheme, signed_in
    ):
        person = add("Plus", agencies=("police", "drug_service"))
        reasons = [{"code": code, "text": "…", "category": category, "status": "AMBER+", "records": []}]
        rules = RuleSet.objects.first()
        proposal = Proposal.objects.create(
            offender=person, as_of=TODAY, status="AMBER+", reasons=reasons, rule_set=rules
        )
        DecisionFactory(offender=person, status="AMBER+", proposal=proposal)
        assert [row.status for row in signed_in("aisha").get("/").context["rows"]] == ["AMBER+"]
        assert [row.status for row in signed_in("ben").get("/").context["rows"]] == [ben]
        assert names(signed_in("ben").get(f"/?rag={ben.replace('+', '%2B')}")) == ["Plus"]

    def test_a_cohort_of_victims_is_on_the_scheme(self, scheme, signed_in):
        CohortFactory(code="DV", name="Domestic Violence")
        add("Jarvis", agencies=("police", "drug_service"), cohort="DV")
        assert [row.cohorts for row in signed_in("aisha").get("/").context["rows"]] == [["Domestic Violence"]]
        page = signed_in("ben").get("/")
        assert [row.cohorts for row in page.context["rows"]] == [["On the scheme"]]
        assert "Domestic" not in page.content.decode()
        assert names(signed_in("ben").get("/?cohort=DV")) == ["Jarvis"]  # no such filter for him: it is ignored

    def test_who_may_not_see_scores_gets_lists_by_name(self, scheme, signed_in):
        both = ("police", "drug_service")
        add("Beta", agencies=both, status="AMBER")
        add("Alpha", agencies=both, status="AMBER")
        page = signed_in("ben").get("/?sort=rank")
        assert names(page) == ["Alpha", "Beta"]
        assert "sorted by RAG, then name" in page.content.decode() and ">Rank<" not in page.content.decode()


class TestEmpty:
    @pytest.mark.parametrize(
        ("query", "says"),
        [("?rag=RED", "Nobody fits these filters"), ("?member=all", "Your agency is not involved with anybody yet")],
    )
    def test_it_says_why_and_what_to_do(self, query, says, scheme, signed_in):
        assert says in signed_in("aisha").get(f"/{query}").content.decode()

    def test_a_search_that_finds_nobody(self, scheme, signed_in):
        page = signed_in("aisha").post("/find/", {"words": "Nobody"}, follow=True).content.decode()
        assert "Nobody whom your agency works with matches" in page
