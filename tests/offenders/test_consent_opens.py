"""What a consent opens and a withdrawal closes, on the pages of other rooms: one request later, for one agency."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agencies.code_lists import command_line
from agencies.roles import Role
from offenders.models import Consent, Involvement
from panels import actions as panels
from rag.actions import record_proposals
from tests import people
from tests.conftest import TODAY
from tests.factories import DrugTestFactory, MembershipFactory, assessed
from tests.offenders.consents import DAY, agency, consent, jarvis

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
VOLUNTARY = "Voluntary"


@pytest.fixture
def ethan(scheme):
    """AMBER+ by a voluntary test alone, on the agenda of today's panel; his drugs and alcohol letter is E."""
    offender = jarvis()
    MembershipFactory(offender=offender)
    DrugTestFactory(offender=offender, tested_on=date(2019, 3, 20), regime="voluntary", opiates="positive")
    assessed(offender, "drugs_alcohol", "E")
    record_proposals(on=TODAY, by=command_line())
    return offender


@pytest.fixture
def panel(ethan, person):
    return panels.open_panel(area=ethan.area, held_on=TODAY, by=person("esther"))


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def ines_sees(person, ethan, panel=None):
    """What the pages give probation of his treatment, each as a fact."""
    client = client_of(person("ines"))
    where = {"public_id": ethan.public_id}
    overview = client.get(reverse("casefile:person", kwargs=where))
    tests = client.get(reverse("casefile:section", kwargs={**where, "name": "tests"})).content.decode()
    timeline = client.get(reverse("casefile:section", kwargs={**where, "name": "timeline"})).content.decode()
    pathways = client.get(reverse("casefile:section", kwargs={**where, "name": "pathways"})).content.decode()
    found = {
        "tests": VOLUNTARY in tests,
        "timeline": "(voluntary)" in timeline,
        "proposed": overview.context["proposal"].status == "AMBER+",
        "reasons": any("Positive test" in reason for reason in overview.context["proposal"].reasons),
        "letter": any(cell.letter for cell in overview.context["strip"] if "rug" in cell.name),
        "pathways": "clean in treatment" in pathways,
    }
    if panel is not None:
        room = client.get(reverse("panels:person", args=[panel.public_id, ethan.public_id])).context["read"]
        agenda = client.get(reverse("panels:panel", args=[panel.public_id])).context["agenda"]
        found |= {
            "panel": any("Positive test" in reason.text for reason in room.line.proposed.reasons),
            "panel status": room.line.proposed.status == "AMBER+",
            "agenda": agenda.lines[0].proposed.status == "AMBER+",
            "panel pathways": any(cell.words for cell in room.pathways if "rug" in cell.name),
        }
    return found


def withdraw(user, ethan, given):
    page = reverse("consent:withdraw", args=[ethan.public_id, given.public_id])
    return client_of(user).post(page, {"on": "31 3 2019", "how": "He told me."})


def test_without_consent_nothing_of_treatment_is_on_any_page(ethan, person, panel):
    found = ines_sees(person, ethan, panel)
    assert set(found.values()) == {False}, found


def test_what_the_drug_service_records_is_there_on_the_next_request_and_gone_on_the_one_after_a_withdrawal(
    ethan, person, panel
):
    sent = {
        "to": "treatment:probation", "given_on": "31 3 2019", "until_on": "", "how": "Form 12.", "confirmed": "yes",
        "request_key": str(uuid4()),
    }  # fmt: skip
    page = reverse("consent:record", args=[ethan.public_id])
    assert client_of(person("ben")).post(page, sent).status_code == 302
    found = ines_sees(person, ethan, panel)
    assert set(found.values()) == {True}, found
    assert withdraw(person("ben"), ethan, Consent.objects.get()).status_code == 302
    found = ines_sees(person, ethan, panel)
    assert set(found.values()) == {False}, found


def test_withdrawn_by_who_read_by_it(ethan, person):
    given = consent(ethan, person("ben"))
    assert set(ines_sees(person, ethan).values()) == {True}
    assert withdraw(person("ines"), ethan, given).status_code == 302
    assert set(ines_sees(person, ethan).values()) == {False}


@pytest.mark.parametrize(("until", "opens"), [(TODAY + DAY, True), (TODAY, False)])
def test_it_runs_out_with_the_day(until, opens, ethan, person):
    consent(ethan, person("ben"), until_on=until)
    assert set(ines_sees(person, ethan).values()) == {opens}


def test_with_the_involvement_ends_what_rested_on_consent(ethan, person):
    """Probation led; from the day on which that ends it reads for 90 days, and nothing of treatment."""
    consent(ethan, person("ben"))
    row = Involvement.objects.filter(agency=agency("probation"))
    row.update(reason="leads")
    assert set(ines_sees(person, ethan).values()) == {True}
    row.update(until_on=TODAY)
    visit = client_of(person("ines"))
    visit.post(reverse("visits:why", args=[ethan.public_id]), {"why": "Standing in for a colleague"})
    tests = visit.get(reverse("casefile:section", kwargs={"public_id": ethan.public_id, "name": "tests"}))
    assert tests.status_code == 200
    assert VOLUNTARY not in tests.content.decode()
    assert visit.get(reverse("consent:of_person", args=[ethan.public_id])).status_code == 404


@pytest.mark.parametrize("code", ["police", "housing", "employment", "prison", "yot"])
def test_a_consent_to_probation_is_nothing_to_others(code, ethan, person, panel):
    """Page by page: with the consent each reads what they read without it, and nothing says that there is one."""
    client = client_of(people.make_for(code, Role.PRACTITIONER))
    where = {"public_id": ethan.public_id}
    pages = [
        reverse("casefile:person", kwargs=where),
        *(
            reverse("casefile:section", kwargs={**where, "name": name})
            for name in ("timeline", "tests", "pathways", "appointments", "history")
        ),
        reverse("panels:panel", args=[panel.public_id]),
        reverse("consent:of_person", kwargs=where),
        reverse("casefile:register"),
    ]
    before = [body(client.get(page)) for page in pages]
    consent(ethan, person("ben"))
    assert [body(client.get(page)) for page in pages] == before


def body(response):
    """A page without its one-time tokens."""
    lines = response.content.decode().splitlines()
    return response.status_code, [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_the_letters_of_health_follow_their_own_consent(ethan, person):
    """Treatment opens no health: a consent is to one category."""
    assessed(ethan, "health", "D")
    consent(ethan, person("ben"), to="prison", category="treatment")
    officer = people.make_for("prison", Role.PRACTITIONER)

    def letters():
        strip = client_of(officer).get(reverse("casefile:person", args=[ethan.public_id])).context["strip"]
        return {cell.name.split()[0]: bool(cell.letter) for cell in strip if cell.assessed_on}

    assert letters() == {"Drugs": True, "Mental": False}
    consent(ethan, person("ben"), to="prison", category="health", given_on=TODAY - timedelta(days=1))
    assert letters() == {"Drugs": True, "Mental": True}
