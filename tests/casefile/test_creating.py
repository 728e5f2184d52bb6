"""Putting somebody on the register: looked for first, created once, seen by who should and by nobody else."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Area
from agencies.roles import Role
from audit.models import Entry, OutboxMessage
from offenders.creating import actions, policies
from offenders.models import CaseLead, Involvement, Offender
from tests.exceptional import restrict
from tests.factories import AgencyFactory, InvolvementFactory, OffenderFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db

ASKED = {
    "family_name": "Jarvis",
    "given_names": "Bill",
    "date_of_birth": "3 5 1990",
    "sex": "M",
    "resident": "True",
    "pnc_id": "",
    "crn": "",
    "prison_number": "",
}
PNC = "1997/0966342X"


def values(**changes):
    said = {"family_name": "Jarvis", "given_names": "Bill", "date_of_birth": date(1990, 5, 3), "sex": "M"}
    more = {"area": Area.objects.get(code="Luton"), "resident": True, "pnc_id": "", "crn": "", "prison_number": ""}
    return said | more | changes


def asked(**changes):
    return ASKED | {"area": Area.objects.get(code="Luton").pk, "request_key": uuid4()} | changes


def proof(page):
    return re.search(r'name="none_of_these" value="([^"]+)"', page.content.decode())[1]


@pytest.mark.parametrize(
    ("agency", "role", "may"),
    [
        ("police", Role.PRACTITIONER, True),
        ("probation", Role.PRACTITIONER, True),
        ("probation", Role.COORDINATOR, True),
        ("prison", Role.PRACTITIONER, True),  # identity: add
        ("yot", Role.SUPERVISOR, True),
        ("police", Role.VIEWER, False),
        ("police", Role.ANALYST, False),
        ("police", Role.AGENCY_LEAD, False),
        ("drug_service", Role.PRACTITIONER, False),  # identity: read
        ("housing", Role.COORDINATOR, False),
        ("health", Role.PRACTITIONER, False),
    ],
)
def test_who_may(agency, role, may, scheme):
    assert policies.may_create(make_for(agency, role)) is may


class TestCreating:
    def test_the_agency_has_referred_and_leads_and_the_police_of_the_area_know(self, person):
        ines = person("ines")
        made = actions.put_on_the_register(values=values(), by=ines, request_key=uuid4())
        rows = Involvement.objects.filter(offender=made).order_by("agency__code", "reason")
        assert list(rows.values_list("agency__code", "reason")) == [
            ("police", "home_police"),
            ("probation", "leads"),
            ("probation", "referred"),
        ]
        assert CaseLead.objects.get(offender=made).agency.code == "probation"
        assert made in Offender.objects.visible_to(ines)
        assert made in Offender.objects.visible_to(person("aisha"))
        assert made not in Offender.objects.visible_to(person("carla"))

    def test_a_prison_refers_and_does_not_lead(self, scheme):
        made = actions.put_on_the_register(
            values=values(), by=make_for("prison", Role.PRACTITIONER), request_key=uuid4()
        )
        assert not CaseLead.objects.filter(offender=made).exists()

    def test_working_involvement_out_again_leaves_the_referrer(self, person):
        from agencies.code_lists import command_line
        from exchange import involvement
        from tests.conftest import TODAY

        made = actions.put_on_the_register(
            values=values(), by=make_for("prison", Role.PRACTITIONER), request_key=uuid4()
        )
        involvement.refresh(TODAY, by=command_line())
        rows = Involvement.objects.filter(offender=made, until_on=None)
        assert {"prison", "police"} == set(rows.values_list("agency__code", flat=True))

    def test_it_is_logged_and_told(self, person):
        made = actions.put_on_the_register(values=values(), by=person("aisha"), request_key=uuid4())
        entry = Entry.objects.get(what="creating.put_on_the_register")
        assert (entry.offender_id, entry.detail) == (made.pk, {})
        assert set(OutboxMessage.objects.values_list("kind", flat=True)) >= {"facts_changed", "involve_again"}

    def test_twice_is_once_and_with_other_words_is_refused(self, person):
        key = uuid4()
        made = actions.put_on_the_register(values=values(), by=person("aisha"), request_key=key)
        assert actions.put_on_the_register(values=values(), by=person("aisha"), request_key=key) == made
        with pytest.raises(ValidationError):
            actions.put_on_the_register(values=values(family_name="Other"), by=person("aisha"), request_key=key)
        with pytest.raises(ValidationError):
            actions.put_on_the_register(values=values(), by=person("ines"), request_key=key)
        assert Offender.objects.count() == 1

    def test_who_may_not_is_refused(self, person):
        with pytest.raises(PermissionDenied):
            actions.put_on_the_register(values=values(), by=person("dev"), request_key=uuid4())


class TestThePage:
    def test_nobody_is_created_before_the_likely_ones_were_shown(self, signed_in):
        client, said = signed_in("aisha"), asked()
        page = client.post("/people/new/", said)
        assert "Is it one of these?" in page.content.decode()
        assert Offender.objects.count() == 0
        assert client.post("/people/new/", said | {"none_of_these": "yes"}).status_code == 200
        assert Offender.objects.count() == 0
        made = client.post("/people/new/", said | {"none_of_these": proof(page)})
        assert made["Location"] == f"/people/{Offender.objects.get().public_id}/"
        assert client.get(made["Location"]).status_code == 200

    def test_other_answers_are_looked_for_again(self, signed_in):
        client, said = signed_in("aisha"), asked()
        shown = proof(client.post("/people/new/", said))
        assert client.post("/people/new/", said | {"none_of_these": shown, "family_name": "X"}).status_code == 200
        assert Offender.objects.count() == 0

    def test_a_double_click_creates_one(self, signed_in):
        client, said = signed_in("aisha"), asked()
        said |= {"none_of_these": proof(client.post("/people/new/", said))}
        assert client.post("/people/new/", said)["Location"] == client.post("/people/new/", said)["Location"]
        assert Offender.objects.count() == 1

    def test_who_may_be_meant_is_listed_with_why_the_surest_first(self, signed_in):
        police = AgencyFactory(code="police")
        for family, given, more in [
            ("Keane", "Reece", {"date_of_birth": date(1990, 5, 3)}),
            ("Jarvis", "William", {"date_of_birth": date(1990, 5, 3)}),
            ("Vane", "Omar", {"date_of_birth": date(1980, 1, 1), "pnc_id": PNC}),
        ]:
            InvolvementFactory(offender=OffenderFactory(family_name=family, given_names=given, **more), agency=police)
        page = signed_in("aisha").post("/people/new/", asked(pnc_id="97/966342x"))
        assert [(likely.person.family_name, likely.why) for likely in page.context["answer"].people] == [
            ("Vane", "PNC"),
            ("Jarvis", "date of birth, nickname of William"),
            ("Keane", "date of birth"),
        ]
        assert Entry.objects.filter(what="creating.new_person", verb="viewed").count() == 3

    def test_of_a_number_that_is_known_elsewhere_it_says_whom_to_ask(self, signed_in):
        other = OffenderFactory(pnc_id=PNC)
        InvolvementFactory(offender=other, agency=AgencyFactory(code="police"))
        page = signed_in("ines").post("/people/new/", asked(pnc_id=PNC)).content.decode()
        assert "is known to IOM" in page
        assert "JARVIS, Ethan" not in page

    def test_never_a_hint_at_a_restricted_person(self, signed_in, person):
        other = OffenderFactory(pnc_id=PNC, given_names="William")
        InvolvementFactory(offender=other, agency=AgencyFactory(code="police"))
        restrict(other, person("joan"))
        page = signed_in("aisha").post("/people/new/", asked(pnc_id=PNC))
        assert page.context["answer"].people == []
        assert page.context["answer"].known == []

    def test_a_wrong_number_and_a_day_to_come_are_said(self, signed_in):
        page = signed_in("aisha").post("/people/new/", asked(crn="12", date_of_birth="1 1 2030"))
        assert page.status_code == 422
        assert {"crn", "date_of_birth"} <= set(page.context["form"].errors)

    def test_no_address_and_no_log_line_names_anybody(self, signed_in):
        page = signed_in("aisha").post("/people/new/", asked())
        assert page.request["PATH_INFO"] == "/people/new/"
        assert not Entry.objects.filter(detail__icontains="jarvis").exists()
