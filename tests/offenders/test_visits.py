"""The reason of a visit, asked once a session and a person (spec/access.md, section 3)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from audit import log
from audit.models import Entry, ViewingRule
from offenders.models import BrokenGlass, CaseLead, Restriction
from offenders.oversight.looks import looks as looks_of
from offenders.visits import rules
from offenders.visits.asking import KEPT, MOST_KEPT, keep
from offenders.visits.rules import USUAL, Facts
from panels.models import AgendaItem, Attendance
from rag.models import Proposal, RuleSet
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory, sat, signed

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OWN_WORDS = "Her neighbour rang about her."


@pytest.fixture
def crane(scheme):
    """The police of the home area know of her; she is on nobody's caseload there."""
    crane = OffenderFactory(family_name="Crane")
    InvolvementFactory(offender=crane, agency=Agency.objects.get(code="police"), reason="home_police")
    return crane


def page_of(offender, section=""):
    return f"/people/{offender.public_id}/" + (f"{section}/" if section else "")


def why_of(offender):
    return reverse("visits:why", kwargs={"public_id": offender.public_id})


def looks(offender, verb="viewed"):
    return list(Entry.objects.filter(offender_id=offender.pk, verb=verb).order_by("pk").values_list("what", "reason"))


def sitting(offender, chair, *attending):
    """An open panel with this person on its agenda."""
    proposal = Proposal.objects.create(
        offender=offender, as_of=TODAY, status="GREEN", reasons=[], rule_set=RuleSet.objects.first()
    )
    panel = sat(offender.area, TODAY, chair, chair=chair)
    AgendaItem.objects.create(panel=panel, offender=offender, position=1, proposal=proposal)
    for code in attending:
        Attendance.objects.create(panel=panel, agency=Agency.objects.get(code=code), name="Somebody")
    return panel


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts(), None),
        (Facts(own=True), ""),
        (Facts(officer=True), ""),
        (Facts(given="Covering."), "Covering."),
        (Facts(action=True), rules.ACTION),
        (Facts(action=True, given="Covering."), rules.ACTION),
        (Facts(referral=True), rules.REFERRAL),
        (Facts(standing="on the agenda"), "on the agenda"),
        (Facts(standing="on the agenda", action=True, given="Covering."), "on the agenda"),
        (Facts(own=True, standing="on the agenda"), "on the agenda"),
        (Facts(own=True, given="Covering."), ""),
        (Facts(glass=True), rules.GLASS),
        (Facts(glass=True, standing="on the agenda", given="Covering."), rules.GLASS),
    ],
)
def test_which_reason_holds(facts, reason):
    assert rules.reason(facts) == reason


@pytest.mark.parametrize(
    ("words", "enough"),
    [
        ("", False),
        ("because", False),
        ("two words", False),
        ("a b c", False),
        ("... ... ...", False),
        ("see him now", False),  # nine letters
        ("see her soon", True),  # ten
        ("12 34 56 78 90 12", False),
    ],
)
def test_words_are_three_of_ten_letters(words, enough):
    assert rules.says_enough(words) == enough


class TestAsking:
    def test_asked_before_anything_is_shown_and_sent_back_to_where_they_were_going(self, crane, signed_in):
        client = signed_in("aisha")
        asked = client.get(page_of(crane, "timeline"))
        assert asked.status_code == 302
        assert asked["Location"].startswith(why_of(crane))
        page = client.get(asked["Location"])
        assert b"CRANE" not in page.content
        assert b"Crane" not in page.content
        assert looks(crane) == []
        going = page.context["next"]
        said = client.post(why_of(crane), {"why": USUAL[0], "words": "", "next": going})
        assert (said.status_code, said["Location"]) == (302, page_of(crane, "timeline"))
        assert client.get(said["Location"]).status_code == 200
        assert looks(crane) == [("casefile.person.timeline", USUAL[0])]

    def test_once_a_session_and_a_person_and_on_every_page_of_the_visit(self, crane, signed_in, person):
        client = signed_in("aisha")
        client.post(why_of(crane), {"why": "own", "words": OWN_WORDS})
        for section in ("", "timeline", "offending"):
            assert client.get(page_of(crane, section)).status_code == 200
        assert {reason for _, reason in looks(crane)} == {OWN_WORDS}
        assert len(looks(crane)) == 3
        other = OffenderFactory()
        InvolvementFactory(offender=other, agency__code="police", reason="home_police")
        assert client.get(page_of(other)).status_code == 302
        later = Client()
        later.force_login(person("aisha"), backend=BACKEND)
        assert later.get(page_of(crane)).status_code == 302

    @pytest.mark.parametrize(
        "answer",
        [{}, {"why": "own"}, {"why": "own", "words": "because"}, {"why": "nonsense", "words": OWN_WORDS}],
    )
    def test_without_a_reason_nothing_is_shown(self, crane, signed_in, answer):
        client = signed_in("aisha")
        assert client.post(why_of(crane), answer).status_code == 422
        assert client.get(page_of(crane)).status_code == 302
        assert looks(crane) == []

    def test_own_words_stand_behind_a_usual_reason(self, crane, signed_in):
        client = signed_in("aisha")
        client.post(why_of(crane), {"why": USUAL[3], "words": " For  Ben,\r\nwho is ill. "})
        client.get(page_of(crane))
        assert looks(crane)[0][1] == f"{USUAL[3]}. For Ben, who is ill."

    @pytest.mark.parametrize(
        "wanted", ["//evil.example/", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)", "/\\evil", ""]
    )
    def test_only_to_a_page_of_this_product(self, crane, signed_in, wanted):
        said = signed_in("aisha").post(why_of(crane), {"why": USUAL[0], "next": wanted})
        assert said["Location"] == page_of(crane)

    def test_whom_the_reader_may_not_see_is_not_found_like_nobody(self, crane, signed_in, person):
        client = signed_in("carla")
        known, nobody = client.get(why_of(crane)), client.get(reverse("visits:why", kwargs={"public_id": uuid4()}))
        assert known.status_code == nobody.status_code == 404
        assert known.content == nobody.content
        refused = Entry.objects.filter(what="visits.why", verb="refused").order_by("pk")
        assert [row.offender_id for row in refused] == [crane.pk, None]

    def test_nor_who_was_withdrawn(self, crane, signed_in):
        crane.withdrawn = True
        crane.save()
        assert signed_in("aisha").get(why_of(crane)).status_code == 404

    def test_what_has_a_reason_is_not_unusual(self, crane, signed_in, person):
        """The rule of people outside the caseload for whom no reason is recorded (offenders.oversight)."""
        rule = ViewingRule.objects.get(kind=ViewingRule.Kind.OUTSIDE_CASELOAD)
        client, hour = signed_in("aisha"), timedelta(hours=1)

        def unusual():
            found = looks_of(rule, person("grace"), timezone.now() - hour, timezone.now() + hour)
            return [look.person for look in found]

        client.post(why_of(crane), {"why": USUAL[0]})
        client.get(page_of(crane))
        assert unusual() == []
        log.viewed([crane.pk], by=person("aisha"), channel="casefile.person.overview")
        assert unusual() == [crane.pk]

    def test_a_reason_opens_nobody(self, crane, signed_in, person):
        """Somebody who was restricted after the reason was given is gone."""
        client = signed_in("aisha")
        client.post(why_of(crane), {"why": USUAL[0]})
        Restriction.objects.create(offender=crane, why="relative", reason="His sister.", made_by=person("femi"))
        assert client.get(page_of(crane)).status_code == 404

    def test_the_oldest_of_very_many_is_forgotten(self, crane, client):
        session = client.session
        first = OffenderFactory()
        keep(session, first, "The first.")
        for _ in range(MOST_KEPT - 1):
            session[KEPT] = {**session[KEPT], str(uuid4()): "Another."}
        keep(session, crane, "The last.")
        assert len(session[KEPT]) == MOST_KEPT
        assert str(first.public_id) not in session[KEPT]
        assert session[KEPT][str(crane.public_id)] == "The last."

    def test_it_stands_in_no_address(self, crane, signed_in):
        client = signed_in("aisha")
        said = client.post(why_of(crane), {"why": "own", "words": OWN_WORDS, "next": page_of(crane)})
        assert "neighbour" not in said["Location"]


class TestReasonsInThemselves:
    @pytest.mark.parametrize("reason", ["leads", "supports", "supervises", "holds", "under_18"])
    def test_none_is_owed_for_the_agencys_own_work(self, crane, signed_in, reason):
        InvolvementFactory(offender=crane, agency__code="police", reason=reason)
        client = signed_in("aisha")
        assert client.get(page_of(crane)).status_code == 200
        assert looks(crane) == [("casefile.person.overview", "")]

    def test_nor_by_the_lead_officer_until_they_are_not(self, crane, signed_in, person):
        police = Agency.objects.get(code="police")
        lead = CaseLead.objects.create(offender=crane, agency=police, officer=person("aisha"), from_on=TODAY)
        client = signed_in("aisha")
        assert client.get(page_of(crane)).status_code == 200
        lead.until_on = TODAY
        lead.save()
        assert client.get(page_of(crane)).status_code == 302

    @pytest.mark.parametrize("reason", ["home_police", "cohort", "referred"])
    def test_one_is_owed_where_the_agency_only_knows_of_them(self, scheme, signed_in, reason):
        crane = OffenderFactory()
        InvolvementFactory(offender=crane, agency=Agency.objects.get(code="police"), reason=reason)
        assert signed_in("aisha").get(page_of(crane)).status_code == 302

    def test_an_open_action_of_the_agency(self, crane, signed_in):
        action = InvolvementFactory(offender=crane, agency__code="police", reason="action")
        client = signed_in("aisha")
        assert client.get(page_of(crane)).status_code == 200
        assert looks(crane) == [("casefile.person.overview", rules.ACTION)]
        action.until_on = TODAY
        action.save()
        assert client.get(page_of(crane)).status_code == 302

    def test_the_agenda_of_an_open_panel_at_which_the_agency_sits(self, crane, signed_in, person):
        panel = sitting(crane, person("esther"), "police")
        client = signed_in("aisha")
        assert client.get(page_of(crane)).status_code == 200
        assert looks(crane) == [("casefile.person.overview", "on the agenda of an open panel")]
        signed(panel, person("esther"))
        assert client.get(page_of(crane)).status_code == 302

    def test_but_not_where_it_does_not_sit(self, crane, signed_in, person):
        sitting(crane, person("esther"), "drug_service")
        assert signed_in("aisha").get(page_of(crane)).status_code == 302
        assert signed_in("esther").get(page_of(crane)).status_code == 200  # she chairs it

    def test_the_panels_own_page_says_the_agenda(self, crane, signed_in, person):
        panel = sitting(crane, person("esther"))
        client = signed_in("esther")
        address = reverse("panels:person", kwargs={"panel_id": panel.public_id, "public_id": crane.public_id})
        assert client.get(address).status_code == 200
        assert ("panels.person", "on the agenda of an open panel") in looks(crane)

    def test_broken_glass(self, scheme, signed_in, person):
        crane = OffenderFactory()
        now = timezone.now() - timedelta(minutes=1)
        BrokenGlass.objects.create(
            offender=crane,
            user=person("aisha"),
            agency=person("aisha").agency,
            reason="He is at the desk now.",
            broken_at=now,
            ends_at=now + timedelta(hours=24),
        )
        assert signed_in("aisha").get(page_of(crane)).status_code == 200
        assert looks(crane) == [("casefile.person.overview", rules.GLASS)]
