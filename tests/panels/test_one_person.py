"""A panel shows each person as its reader has them; the room's screen has neither consent nor restricted people."""

import pytest
from django.urls import reverse

from panels import actions
from tests.conftest import TODAY
from tests.exceptional import break_glass, consent, restrict, withdraw
from tests.factories import ContactFactory, DrugTestFactory, assessed

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def keane(member):
    """AMBER+ for a voluntary test alone; his drugs and alcohol letter is G."""
    who = member("Keane", "police", "probation")
    ContactFactory(offender=who)
    DrugTestFactory(offender=who, regime="voluntary", opiates="positive")
    assessed(who, "drugs_alcohol", "G")
    return who


@pytest.fixture
def panel(keane, four, luton, person):
    return actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))


@pytest.fixture
def chaired(client, panel, gwen):
    """Gwen of probation chairs: she has taken over."""
    actions.take_over_chair(panel=panel, by=gwen)
    client.force_login(gwen, backend=BACKEND)
    return client


def address(name, panel, *who):
    return reverse(f"panels:{name}", args=[panel.public_id, *(person.public_id for person in who)])


def names(client, panel, query=""):
    lines = client.get(address("panel", panel) + query).context["agenda"].lines
    return {line.item.offender.family_name for line in lines}


def shown(client, panel, who, query=""):
    """The status on the agenda and on the page, and whether the letter of drugs and alcohol is told."""
    lines = client.get(address("panel", panel) + query).context["agenda"].lines
    row = next(line for line in lines if line.item.offender == who)
    read = client.get(address("person", panel, who) + query).context["read"]
    drugs = next(cell for cell in read.pathways if cell.name.startswith("Drugs"))
    return row.proposed.status, read.line.proposed.status, bool(drugs.words)


def test_consent_counts_on_ones_own_screen_and_never_on_the_rooms(panel, keane, person, chaired):
    assert shown(chaired, panel, keane, "?screen=own") == ("AMBER", "AMBER", False)
    given = consent(keane, "probation", person("ben"))
    assert shown(chaired, panel, keane, "?screen=own") == ("AMBER+", "AMBER+", True)
    assert shown(chaired, panel, keane) == ("AMBER", "AMBER", False)
    withdraw(given, person("ben"))
    assert shown(chaired, panel, keane, "?screen=own") == ("AMBER", "AMBER", False)


def test_minutes_are_by_consent_too(panel, keane, person, chaired):
    def status():
        lines = chaired.get(address("minutes", panel)).context["agenda"].lines
        return next(line.proposed.status for line in lines if line.item.offender == keane)

    assert status() == "AMBER"
    consent(keane, "probation", person("ben"))
    assert status() == "AMBER+"


def test_a_reason_is_owed_for_what_the_deciders_screen_does_not_propose(panel, keane, person, gwen):
    """With consent Gwen's own screen proposes AMBER+, the room's AMBER."""
    from panels.screen import proposed_status

    consent(keane, "probation", person("ben"))
    proposal = panel.items.get(offender=keane).proposal
    assert proposed_status(gwen, proposal, shared=False) == "AMBER+"
    assert proposed_status(gwen, proposal, shared=True) == "AMBER"


class TestRestricted:
    @pytest.fixture
    def esther(self, panel, keane, person, signed_in):
        """Who chairs is named for Keane."""
        restrict(keane, person("femi"), person("esther"))
        return signed_in("esther")

    def test_never_on_the_rooms_screen_but_on_ones_own(self, esther, panel, keane):
        assert "Keane" not in names(esther, panel)
        assert "Keane" not in esther.get(address("panel", panel)).content.decode()
        assert "Keane" in names(esther, panel, "?screen=own")
        assert esther.get(address("person", panel, keane)).status_code == 404
        own = esther.get(address("person", panel, keane) + "?screen=own")
        assert own.status_code == 200
        assert "?screen=shared" not in own.content.decode().split("hall__foot")[0]

    def test_not_beside_another_on_the_rooms_screen(self, esther, panel, four):
        for who in four:
            assert "Keane" not in esther.get(address("person", panel, who)).content.decode()

    def test_the_room_leaves_the_rest_but_not_who_is_not_on_its_screen(self, esther, panel, keane):
        esther.post(address("leave_rest", panel), {"screen": "shared"})
        left = panel.items.unsettled()
        assert [item.offender for item in left] == [keane]
        assert "Keane" not in esther.get(address("close", panel), {"screen": "shared"}).content.decode()
        esther.post(address("close", panel), {"screen": "shared"})  # the meeting ends; nothing is signed
        review = esther.get(address("close", panel)).content.decode()
        assert f"{keane.name}: neither decided nor left for the next panel" in review
        assert "Sign and lock" not in review
        esther.post(address("leave_rest", panel), {"screen": "own"})
        assert not panel.items.unsettled().exists()

    def test_a_colleague_has_them_nowhere(self, esther, panel, keane, signed_in):
        femi = signed_in("femi")
        assert "Keane" not in names(femi, panel)
        assert femi.get(address("person", panel, keane)).status_code == 404
        assert "Keane" not in femi.get(address("minutes", panel)).content.decode()
        assert femi.get(reverse("panels:list")).context["page"].object_list[0].people == 4


def test_who_broke_glass_has_the_person_at_no_panel(panel, keane, person, signed_in):
    from offenders.models import Involvement

    Involvement.objects.filter(offender=keane, agency__code="police").delete()
    break_glass(keane, person("aisha"))
    aisha = signed_in("aisha")
    assert "Keane" not in names(aisha, panel)
    assert aisha.get(address("person", panel, keane)).status_code == 404
    assert aisha.get(reverse("panels:list")).context["page"].object_list[0].people == 4
