"""An agency that works in some areas alone is involved, by its kind, with the people of these alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agencies.areas.actions import AREAS_CHANGED, set_areas
from agencies.models import Agency, AgencyArea, Area
from audit import outbox
from audit.models import Entry, OutboxMessage
from exchange import tasks
from tests.exchange.test_involvement import involved, lead, refresh
from tests.factories import AgencyFactory, MembershipFactory, OffenderFactory, SupervisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scheme")]


def area(code):
    return Area.objects.get(code=code)


def works_in(agency, *areas):
    for code in areas:
        AgencyArea.objects.create(agency=Agency.objects.get(code=agency), area=area(code))


def of(agency, offender):
    return {reason for code, reason in involved(offender) if code == agency}


@pytest.fixture
def luton():
    return MembershipFactory(offender__area=area("Luton"), referred_by="court").offender


@pytest.fixture
def bedford():
    return MembershipFactory(offender__area=area("Bedford"), referred_by="court").offender


@pytest.mark.parametrize(
    ("areas", "luton_too", "bedford_too"),
    [
        ((), True, True),  # none named: the whole scheme
        (("Luton",), True, False),
        (("Luton", "Bedford"), True, True),
        (("Bedfordshire",), True, True),  # the force is all of its areas
    ],
)
def test_the_police_of_the_home_area(areas, luton_too, bedford_too, luton, bedford):
    works_in("police", *areas)
    works_in("probation", *areas)
    refresh()
    assert of("police", luton) == ({"home_police", "cohort", "leads"} if luton_too else set())
    assert of("police", bedford) == ({"home_police", "cohort", "leads"} if bedford_too else set())
    assert of("probation", bedford) == ({"cohort"} if bedford_too else set())


def test_supervision_and_youth_are_of_the_agencys_own_areas(luton, bedford):
    works_in("probation", "Luton")
    works_in("yot", "Luton")
    for offender in (luton, bedford):
        SupervisionFactory(offender=offender, provider="probation_service", started_on=date(2019, 1, 1), ended_on=None)
    young = [OffenderFactory(area=area(code), date_of_birth=date(2003, 1, 1)) for code in ("Luton", "Bedford")]
    refresh()
    assert "supervises" in of("probation", luton)
    assert of("probation", bedford) == set()
    assert [of("yot", child) for child in young] == [{"under_18", "leads"}, set()]
    assert lead(young[1]) == "police"


def test_the_lead_is_the_first_agency_that_works_there(bedford):
    AgencyFactory(code="kent_police", kind="police", position=20)
    works_in("police", "Luton")
    refresh()
    assert lead(bedford) == "kent_police"


def test_what_is_changed_on_the_page_follows_by_the_outbox(person, luton, bedford):
    refresh()
    police = Agency.objects.get(code="police")
    set_areas(agency=police, areas=[area("Luton")], by=person("karl"))
    assert outbox.relay() == 1
    assert "home_police" in of("police", luton)
    assert "home_police" not in of("police", bedford)
    assert Entry.objects.get(what="agencies.set_areas").detail["after"] == [area("Luton").pk]
    set_areas(agency=police, areas=[area("Luton")], by=person("karl"))
    assert not OutboxMessage.objects.filter(kind=AREAS_CHANGED).exists()
    assert tasks.agreement_changed


@pytest.mark.parametrize("who", ["aisha", "esther", "femi", "grace", "hari", "joan"])
def test_nobody_else_says_where_an_agency_works(who, person):
    with pytest.raises(PermissionDenied):
        set_areas(agency=Agency.objects.get(code="police"), areas=[], by=person(who))


class TestPages:
    def test_the_administrator_chooses(self, signed_in):
        client = signed_in("karl")
        assert "The whole scheme" in client.get("/agencies/areas/").content.decode()
        page = client.get("/agencies/areas/police/").content.decode()
        assert "Luton" in page
        assert "Out" not in page
        client.post("/agencies/areas/police/", {"areas": [area("Luton").pk], "stood": ""}, follow=True)
        assert [row.area.code for row in AgencyArea.objects.all()] == ["Luton"]
        assert "Luton" in client.get("/agencies/mine/", follow=True).content.decode()

    def test_the_second_of_two_is_shown_what_the_first_changed(self, signed_in):
        client = signed_in("karl")
        client.get("/agencies/areas/police/")
        works_in("police", "Bedford")
        again = client.post("/agencies/areas/police/", {"areas": [area("Luton").pk], "stood": ""})
        assert again.status_code == 422
        assert "it says Bedford now" in again.content.decode()
        assert [row.area.code for row in AgencyArea.objects.all()] == ["Bedford"]
        stood = str(area("Bedford").pk)
        client.post("/agencies/areas/police/", {"areas": [area("Luton").pk], "stood": stood})
        assert [row.area.code for row in AgencyArea.objects.all()] == ["Luton"]

    def test_an_area_that_is_none(self, signed_in):
        client = signed_in("karl")
        assert client.post("/agencies/areas/police/", {"areas": ["99999"], "stood": ""}).status_code == 422
        assert client.get("/agencies/areas/nowhere/").status_code == 404
