"""The pages of leads and transfers, by who opens them: what stands there, and what a form does."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from allocation import actions
from allocation.models import Allocation, HandoverItem, Transfer
from offenders.models import CaseLead, Consent
from tests.allocation.conftest import led_by, officer_of
from tests.people import make_for

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def supervisor(scheme):
    return make_for("probation", Role.SUPERVISOR)


@pytest.fixture
def nora(scheme):
    return officer_of("probation", "Nora Field")


@pytest.fixture
def omar(scheme):
    return officer_of("probation", "Omar Bell")


@pytest.fixture
def jarvis(nora):
    return led_by("probation", nora)


def as_(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def at(name, person, *more):
    return reverse(f"allocation:{name}", args=[person.public_id, *more])


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_officers_stand_side_by_side_and_one_is_recommended(client, supervisor, nora, omar, jarvis):
    page = read(as_(client, supervisor), at("allocate", jarvis))
    assert "Recommended: Omar Bell</b> – 0 points; no other officer to compare." in page
    assert "(leads now)" in page
    key = client.get(at("allocate", jarvis)).context["form"]["request_key"].value()
    for _ in range(2):  # a double click
        answer = client.post(at("allocate", jarvis), {"officer": omar.pk, "because": "", "request_key": key})
        assert answer.status_code == 302
    assert Allocation.objects.count() == 1
    page = read(client, at("lead", jarvis))
    assert "Omar Bell, Probation" in page
    assert "0 points; no other officer to compare" in page


def test_another_than_recommended_is_asked_for_a_reason(client, supervisor, nora, omar, jarvis):
    busy = officer_of("probation", "Ada Busy")
    led_by("probation", busy, family_name="Other")
    as_(client, supervisor)
    sent = {"officer": busy.pk, "because": "", "request_key": uuid4()}
    answer = client.post(at("allocate", jarvis), sent)
    assert answer.status_code == 422
    assert "Say why it is this officer" in answer.content.decode()
    assert client.post(at("allocate", jarvis), {**sent, "because": "She knows the family."}).status_code == 302
    assert "Why another: She knows the family." in read(client, at("lead", jarvis))


@pytest.mark.parametrize("name", ["allocate", "support", "ask"])
def test_others_of_the_agency_read_and_change_nothing(client, nora, jarvis, name):
    as_(client, nora)
    assert at(name, jarvis) not in read(client, at("lead", jarvis))
    assert client.get(at(name, jarvis)).status_code == 403


def test_a_stranger_finds_nothing(client, person, jarvis):
    assert as_(client, person("carla")).get(at("lead", jarvis)).status_code == 404


def test_an_officer_leaves_and_everybody_goes_to_others(client, supervisor, nora, omar, jarvis):
    child = led_by("probation", nora, family_name="Child", date_of_birth=date(2003, 1, 1))
    other = led_by("probation", nora, family_name="Other")
    nora.ends_on = date(2019, 3, 31)
    nora.save()
    as_(client, supervisor)
    assert "Nora Field: 3 people" in read(client, reverse("allocation:officers"))
    address = reverse("allocation:move", args=[nora.pk])
    response = client.get(address)
    values = [value for _, value, _ in response.context["rows"]]
    stale = CaseLead.objects.get(offender=other)
    CaseLead.objects.filter(pk=stale.pk).update(until_on=date(2019, 3, 1))
    CaseLead.objects.create(offender=other, agency=nora.agency, officer=omar, from_on=date(2019, 3, 1))
    sent = {"people": values, "to": omar.pk, "because": "Leaves us.", "request_key": uuid4()}
    page = client.post(address, sent).content.decode()
    assert "Omar Bell leads from today" in page
    assert "Refused: This person is under 18" in page
    assert "Changed meanwhile" in page
    assert CaseLead.objects.get(offender=jarvis, until_on=None).officer == omar
    assert CaseLead.objects.get(offender=child, until_on=None).officer == nora
    again = client.post(address, sent).content.decode()
    assert "Changed meanwhile" in again
    assert client.post(address, {**sent, "people": []}).status_code == 422


def test_no_active_lead_lists_and_leads_to_an_officer(client, supervisor):
    unnamed = led_by("probation", None, family_name="Unnamed")
    page = read(as_(client, supervisor), reverse("allocation:without_lead"))
    assert "UNNAMED, Ethan" in page
    assert "no officer is named" in page
    assert at("allocate", unnamed) in page


def test_a_transfer_from_asking_to_taking(client, supervisor, nora, jarvis):
    taker, dora = make_for("drug_service", Role.SUPERVISOR), officer_of("drug_service", "Dora Well")
    as_(client, supervisor)
    sent = {"agency": taker.agency.pk, "because": "Heroin.", "request_key": uuid4()}
    assert client.post(at("ask", jarvis), sent).status_code == 302
    row = Transfer.objects.get()
    assert "the lead is not changed beside it" in read(client, at("lead", jarvis))
    assert client.get(at("allocate", jarvis)).status_code == 302
    as_(client, taker)
    assert "For you to answer" in read(client, reverse("allocation:queue"))
    page = read(client, at("transfer", jarvis, row.public_id))
    assert "Take the case" in page
    assert client.post(at("accept", jarvis, row.public_id), {"officer": dora.pk, "request_key": uuid4()}
                       ).status_code == 422  # fmt: skip
    as_(client, nora)
    for item in HandoverItem.objects.filter(obligatory=True):
        assert client.post(at("tick", jarvis, row.public_id, item.pk)).status_code == 302
    assert "Nora Field" in read(client, at("transfer", jarvis, row.public_id))
    as_(client, taker)
    sent = {"officer": dora.pk, "request_key": uuid4()}
    assert client.post(at("accept", jarvis, row.public_id), sent).status_code == 302
    assert "Dora Well, Drug service" in read(client, at("lead", jarvis))
    as_(client, supervisor)
    client.post(reverse("visits:why", args=[jarvis.public_id]), {"why": "Preparing a meeting about this person"})
    assert "Dora Well" in read(client, at("lead", jarvis))  # reads on, for 90 days
    assert client.get(at("allocate", jarvis)).status_code == 403


def test_refused_the_agency_that_was_asked_finds_nothing_more(client, supervisor, jarvis):
    taker = make_for("drug_service", Role.SUPERVISOR)
    row = actions.ask(offender=jarvis, to=taker.agency, because="Heroin.", request_key=uuid4(), by=supervisor)
    as_(client, taker)
    address = at("step", jarvis, row.public_id, "refuse")
    assert client.post(address, {"words": "No room.", "request_key": uuid4()}).status_code == 302
    assert client.get(at("lead", jarvis)).status_code == 404
    assert "No room." in read(as_(client, supervisor), at("transfer", jarvis, row.public_id))


def test_a_consent_is_asked_about_by_who_hands_over_and_told_to_nobody_else(client, supervisor, nora, jarvis):
    taker = make_for("health", Role.SUPERVISOR)
    Consent.objects.create(offender=jarvis, category="treatment", agency=supervisor.agency, given_on=date(2019, 1, 1),
                           how="Signed.", recorded_by=supervisor)  # fmt: skip
    row = actions.ask(offender=jarvis, to=taker.agency, because="Ward.", request_key=uuid4(), by=supervisor)
    consent = Consent.objects.get()
    assert "Consents to ask about again" not in read(as_(client, taker), at("transfer", jarvis, row.public_id))
    assert client.get(at("ask_consent", jarvis, row.public_id, consent.pk)).status_code == 404
    as_(client, nora)
    assert "not asked yet" in read(client, at("transfer", jarvis, row.public_id))
    address = at("ask_consent", jarvis, row.public_id, consent.pk)
    assert client.post(address, {"confirmed": "no", "how": "Said no.", "request_key": uuid4()}).status_code == 302
    assert "not confirmed" in read(client, at("transfer", jarvis, row.public_id))


def test_support_begins_and_ends_with_a_reason(client, supervisor, jarvis, person):
    as_(client, supervisor)
    agency = person("ben").agency
    sent = {"agency": agency.pk, "because": "Heroin.", "request_key": uuid4()}
    assert client.post(at("support", jarvis), sent).status_code == 302
    assert "Drug service" in read(as_(client, person("ben")), at("lead", jarvis))
    row = jarvis.involvements.get(reason="supports")
    as_(client, supervisor)
    address = at("stop_support", jarvis, row.pk)
    assert client.post(address, {"words": "", "request_key": uuid4()}).status_code == 422
    assert client.post(address, {"words": "Finished.", "request_key": uuid4()}).status_code == 302
    row.refresh_from_db()
    assert row.until_on == date(2019, 3, 31)


@pytest.mark.parametrize("name", ["officers", "without_lead", "queue"])
def test_lists_ask_a_fixed_number_of_times(client, supervisor, nora, name):
    as_(client, supervisor)
    police = Agency.objects.get(code="police")

    def asked(more):
        for n in range(more):
            led_by("probation", nora, family_name=f"Case {more} {n}")
            led_by("probation", None, family_name=f"Unnamed {more} {n}")
            row = led_by("probation", nora, family_name=f"Going {more} {n}")
            Transfer.objects.create(
                offender=row, from_agency=nora.agency, to_agency=police, because="Moved.", asked_on=date(2019, 3, 1)
            )
        with CaptureQueriesContext(connection) as found:
            read(client, reverse(f"allocation:{name}"))
        return len(found)

    asked(2)
    assert asked(0) == asked(6)
