"""A RAG status decided between panels, and a professional judgement: who may, once, and beside somebody else."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.code_lists import command_line
from agencies.roles import Role
from audit.models import Entry, OutboxMessage
from casefile.status.shown import described
from offenders.models import CaseLead
from rag.actions import record_proposals
from rag.models import Decision, Judgement
from rag.rules import Record
from tests.casefile.test_scheme import as_, read
from tests.conftest import TODAY
from tests.factories import ContactFactory, DecisionFactory, InvolvementFactory, MembershipFactory, arrested
from tests.people import make_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def jarvis(scheme):
    """A member in whom police and drug service are involved."""
    who = MembershipFactory(offender__family_name="Jarvis").offender
    for agency in ("police", "drug_service", "voluntary"):
        InvolvementFactory(offender=who, agency__code=agency)
    return who


def at(name, who):
    return reverse(f"status:{name}", args=[who.public_id])


def visit(client, who):
    """Say why they look, where that is asked."""
    asked = client.get(reverse("casefile:person", args=[who.public_id]), follow=True)
    if asked.redirect_chain:
        client.post(asked.redirect_chain[-1][0], {"why": "Preparing a meeting about this person"})


def values(**more):
    said = {"request_key": uuid4(), "status": "RED", "reason": "Named in a burglary last night.", "standing": ""}
    return {**said, "review_on": "12 4 2019", **more}


def test_the_chair_decides_at_once_with_a_reason_and_a_day(client, person, jarvis):
    as_(client, person("esther"))
    assert "Decide between panels" in read(client, reverse("casefile:person", args=[jarvis.public_id]))
    read(client, at("decide", jarvis))
    assert client.post(at("decide", jarvis), values()).status_code == 302
    made = Decision.objects.get()
    assert (made.status, made.decided_by, made.effective_on) == ("RED", "interim", TODAY)
    assert (made.review_on, made.decided_by_user) == (date(2019, 4, 12), person("esther"))
    page = read(client, reverse("casefile:person", args=[jarvis.public_id]))
    assert "The next panel confirms it or decides otherwise, by 12 April 2019." in page
    entry = Entry.objects.get(what="rag.decide")
    assert (entry.offender_id, entry.detail["how"]) == (jarvis.pk, "interim")
    assert OutboxMessage.objects.filter(payload={"offender_ids": [jarvis.pk]}).exists()


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"reason": ""}, "Say why."),
        ({"reason": "   "}, "Say why."),
        ({"status": "PURPLE"}, "Choose a status."),
        ({"review_on": ""}, "Enter a day."),
        ({"review_on": "31 3 2019"}, "Choose a day after today."),
        ({"review_on": "31 2 2019"}, "Enter a real date"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(changed, named, client, person, jarvis):
    as_(client, person("esther"))
    read(client, at("decide", jarvis))
    response = client.post(at("decide", jarvis), values(**changed))
    assert response.status_code == 422 and named in response.content.decode()
    assert not Decision.objects.exists()


def test_the_same_form_twice_decides_once(client, person, jarvis):
    as_(client, person("esther"))
    read(client, at("decide", jarvis))
    sent = values()
    assert [client.post(at("decide", jarvis), sent).status_code for _ in range(2)] == [302, 302]
    assert Decision.objects.count() == 1


def test_who_is_slower_sees_what_the_first_decided_and_may_send_again(client, person, jarvis):
    """Esther has the page open; a supervisor decides AMBER meanwhile."""
    as_(client, person("esther"))
    read(client, at("decide", jarvis))
    DecisionFactory(offender=jarvis, status="AMBER", effective_on=TODAY)
    slow = client.post(at("decide", jarvis), values())
    page = slow.content.decode()
    assert slow.status_code == 422 and "Somebody has decided since you opened this page" in page
    assert "Named in a burglary last night." in page  # nothing typed is lost
    assert Decision.objects.count() == 1
    standing = slow.context["form"]["standing"].value()
    Decision.objects.update(decided_by="interim")  # of one day the panel's would hold
    assert client.post(at("decide", jarvis), values(standing=standing)).status_code == 302
    assert Decision.objects.count() == 2


def test_beside_a_panel_of_the_same_day_nobody_decides(client, person, jarvis):
    made = DecisionFactory(offender=jarvis, status="AMBER", effective_on=TODAY)
    as_(client, person("esther"))
    read(client, at("decide", jarvis))
    response = client.post(at("decide", jarvis), values(standing=made.pk))
    assert response.status_code == 422 and "A panel decided on this day" in response.content.decode()


def test_nobody_decides_on_whom_they_lead(client, person, jarvis):
    CaseLead.objects.create(
        offender=jarvis, agency=person("esther").agency, officer=person("esther"), from_on=TODAY - timedelta(9)
    )
    as_(client, person("esther"))
    visit(client, jarvis)
    assert client.post(at("decide", jarvis), values()).status_code == 403


def test_who_is_on_no_cohort_has_no_status_to_decide(client, person, jarvis):
    jarvis.memberships.update(deselected_on=TODAY, deselection_code="5")
    as_(client, person("esther"))
    visit(client, jarvis)
    assert client.post(at("decide", jarvis), values()).status_code == 403


@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [
        ("police", Role.SUPERVISOR, 302),
        ("police", Role.PANEL_CHAIR, 302),
        ("police", Role.COORDINATOR, 403),
        ("police", Role.PRACTITIONER, 403),
        ("police", Role.VIEWER, 403),
        ("drug_service", Role.SUPERVISOR, 403),  # reads the scheme and does not manage it
        ("drug_service", Role.PANEL_CHAIR, 403),
        ("prison", Role.SUPERVISOR, 404),  # not involved
    ],
)
def test_the_named_role_decides(agency, role, status, client, jarvis):
    as_(client, make_for(agency, role))
    visit(client, jarvis)
    assert client.post(at("decide", jarvis), values()).status_code == status


def test_what_a_proposal_rested_on_stands_when_the_record_is_corrected(client, person, jarvis):
    """Arrested on 20 March with no disposal that is proved; corrected to the 21st after the night."""
    arrest = arrested(jarvis, date(2019, 3, 20), disposal="bailed").arrest
    ContactFactory(offender=jarvis, due_on=date(2019, 3, 20))
    record_proposals(on=TODAY, by=command_line())
    type(arrest).objects.filter(pk=arrest.pk).update(arrested_on=date(2019, 3, 21))
    as_(client, person("esther"))
    page = read(client, at("proposals", jarvis))
    severity = arrest.offences.get().offence_code.severity
    assert f"Arrest: on 20 March 2019; offence of severity {severity}, disposal to come" in page
    assert "version 1 of the rules" in page


def test_a_reason_is_for_who_reads_its_part(client, jarvis):
    arrested(jarvis, date(2019, 3, 20), disposal="bailed")
    record_proposals(on=TODAY, by=command_line())
    as_(client, make_for("drug_service", Role.PANEL_CHAIR))
    page = read(client, at("proposals", jarvis))
    assert "AMBER" in page and "20 March" not in page


def test_nothing_proposed_says_when_something_will_be(client, person, jarvis):
    as_(client, person("esther"))
    assert "Nothing has been proposed" in read(client, at("proposals", jarvis))


@pytest.mark.parametrize(
    ("table", "values", "words"),
    [
        ("offenders.custodyspell", {"admitted_on": "2019-03-01", "released_on": None, "engagement": "",
                                    "establishment": "HMP Bedford"},
         "Time in custody: admitted 1 March 2019; at HMP Bedford"),
        ("offenders.contact", {"due_on": "2019-03-03", "agency": "probation", "outcome": "missed_unacceptable",
                               "agency_name": "Probation"},
         "Appointment: on 3 March 2019; outcome missed unacceptable; with Probation"),
        ("offenders.intelligencereport", {"received_on": "2019-03-03", "kind": "drug_use", "intelligence_grade": "B",
                                          "source_grade": 2},
         "Intelligence report: received 3 March 2019; kind drug use; intelligence graded B; source graded 2"),
    ],
)  # fmt: skip
def test_a_record_in_words(table, values, words):
    assert described(Record(table, 1, values)) == words


def judged(**more):
    said = {"request_key": uuid4(), "direction": "increase", "reason": "He has moved back to his brother.", **more}
    return {"made_on": "30 3 2019", **said}


@pytest.mark.parametrize("agency", ["police", "drug_service", "voluntary"])
def test_whoever_works_with_a_person_judges_the_risk_for_their_agency(agency, client, jarvis):
    by = make_for(agency, Role.PANEL_CHAIR)
    as_(client, by)
    visit(client, jarvis)
    sent = judged()
    assert [client.post(at("judge", jarvis), sent).status_code for _ in range(2)] == [302, 302]
    row = Judgement.objects.get()
    assert (row.agency, row.made_on, row.direction) == (by.agency, date(2019, 3, 30), "increase")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"made_on": "1 4 2019"}, "A judgement cannot be of a day to come."),
        ({"reason": " "}, "Say why."),
        ({"direction": ""}, "Choose which way the risk goes."),
    ],
)
def test_a_judgement_that_cannot_be(changed, named, client, person, jarvis):
    as_(client, person("esther"))
    read(client, at("judge", jarvis))
    response = client.post(at("judge", jarvis), judged(**changed))
    assert response.status_code == 422 and named in response.content.decode()
    assert not Judgement.objects.exists()


def history(client, who):
    return read(client, reverse("casefile:section", args=[who.public_id, "history"]))


@pytest.mark.parametrize(("panel", "said"), [("RED", "Confirmed"), ("AMBER", "Changed")])
def test_the_history_says_what_the_next_panel_made_of_it(panel, said, client, person, jarvis):
    DecisionFactory(offender=jarvis, status="RED", effective_on=date(2019, 3, 1), decided_by="interim")
    DecisionFactory(offender=jarvis, status=panel, effective_on=date(2019, 3, 20))
    as_(client, person("esther"))
    assert f"{said} by the panel of 20 March 2019" in history(client, jarvis)
