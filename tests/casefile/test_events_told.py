"""Intelligence, notes and requests on a person's pages: who reads what, and that partners never get the original."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from offenders.models import AgencyRequest, IntelligenceReport, Involvement, Note, SanitisedReport
from tests import people
from tests.conftest import TODAY
from tests.exceptional import consent, visit
from tests.factories import IntelligenceReportFactory, InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ORIGINAL = "His cousin Dean told us of the van."


@pytest.fixture
def jarvis(scheme):
    who = OffenderFactory(family_name="Jarvis", date_of_birth=date(1990, 5, 3))
    reasons = (("police", "leads"), ("drug_service", "supports"), ("probation", "supervises"), ("prison", "holds"))
    for agency, reason in reasons:
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=agency), reason=reason)
    return who


@pytest.fixture
def of(client):
    """`of("prison")` is a client signed in as a practitioner of that agency."""

    def get(agency, role=Role.PRACTITIONER):
        client.force_login(people.make_for(agency, role), backend=BACKEND)
        return client

    return get


def at(name, who, *more):
    return reverse(f"events:{name}", args=[who.public_id, *more])


def section(client, who, name):
    return client.get(reverse("casefile:section", args=[who.public_id, name]))


def everywhere(client, who):
    """All that a reader is shown of a person on the pages that tell of reports."""
    pages = [section(client, who, name) for name in ("timeline", "intelligence", "history")]
    pages.append(client.get(reverse("casefile:person", args=[who.public_id])))
    return " ".join(page.content.decode() for page in pages)


def report_of(**changes):
    said = {
        "received_on": "20 3 2019", "kind": "offending", "summary": ORIGINAL, "source_grade": "1",
        "intelligence_grade": "B", "handling": "P",
    }  # fmt: skip
    return {**said, "request_key": uuid4(), **changes}


def telling(text="Believed to use a white van.", **more):
    return {"text": text, "request_key": uuid4(), **more}


def correcting(row, **values):
    return {"version": row.version, "because": "On reflection.", **values}


def test_until_somebody_sanitises_a_report_partners_see_nothing_of_it(jarvis, signed_in):
    aisha = signed_in("aisha")
    assert aisha.post(at("add_report", jarvis), report_of()).status_code == 302
    report = IntelligenceReport.objects.get()
    assert ORIGINAL in everywhere(aisha, jarvis)
    seen = everywhere(signed_in("ines"), jarvis)
    assert ORIGINAL not in seen and "20 March 2019" not in seen and "1BP" not in seen
    assert "Nothing is written for your agency" in seen
    assert report.created_by.full_name == "Aisha Shaw"


def test_sanitised_partners_read_text_day_and_kind_and_nothing_of_the_original(jarvis, signed_in, of):
    report = IntelligenceReportFactory(offender=jarvis, summary=ORIGINAL, received_on=date(2019, 3, 20))
    assert signed_in("aisha").post(at("sanitise", jarvis, report.pk), telling()).status_code == 302
    for client in (signed_in("ines"), of("prison")):
        seen = everywhere(client, jarvis)
        assert "Believed to use a white van." in seen and "20 March 2019" in seen and "Intelligence, offending" in seen
        assert ORIGINAL not in seen and "1AP" not in seen and "reliable" not in seen
    assert "white van" not in everywhere(signed_in("ben"), jarvis)
    assert section(signed_in("ben"), jarvis, "intelligence").status_code == 404


def test_of_the_police_only_who_has_it_by_name_reads_the_original(jarvis, of):
    report = IntelligenceReportFactory(offender=jarvis, summary=ORIGINAL)
    SanitisedReport.objects.create(report=report, text="Believed to use a white van.", handling="P")
    supervisor = of("police", Role.SUPERVISOR)
    seen = everywhere(supervisor, jarvis)
    assert "white van" in seen and ORIGINAL not in seen
    for name in ("sanitise", "change_sanitised", "correct_report", "withdraw_sanitised"):
        assert supervisor.get(at(name, jarvis, report.pk)).status_code == 404


def test_for_handling_c_only_the_agencies_that_are_named_read_it_with_its_conditions(jarvis, signed_in, of):
    report = IntelligenceReportFactory(offender=jarvis, summary=ORIGINAL, handling="C")
    aisha, page = signed_in("aisha"), at("sanitise", jarvis, report.pk)
    said = telling(conditions="Not to be spoken of with him.", agencies=["probation"])
    for missing in ("conditions", "agencies"):
        assert aisha.post(page, {k: v for k, v in said.items() if k != missing}).status_code == 422
    assert not SanitisedReport.objects.exists()
    assert aisha.post(page, said).status_code == 302
    seen = everywhere(signed_in("ines"), jarvis)
    assert "white van" in seen and "Not to be spoken of with him." in seen
    for client in (of("prison"), of("police", Role.SUPERVISOR)):
        assert " van" not in everywhere(client, jarvis)


def test_what_was_withdrawn_or_regraded_is_as_if_nobody_had_sanitised_it(jarvis, signed_in):
    report = IntelligenceReportFactory(offender=jarvis, summary=ORIGINAL)
    aisha = signed_in("aisha")
    aisha.post(at("sanitise", jarvis, report.pk), telling())
    row = SanitisedReport.objects.get()
    assert aisha.post(at("withdraw_sanitised", jarvis, report.pk), correcting(row)).status_code == 302
    assert "white van" not in everywhere(signed_in("ines"), jarvis)
    row.refresh_from_db()
    again = correcting(row, text="Believed to use a grey van.")
    assert signed_in("aisha").post(at("change_sanitised", jarvis, report.pk), again).status_code == 302
    assert "grey van" in everywhere(signed_in("ines"), jarvis)
    regraded = {**report_of(handling="C", received_on="10 3 2019"), **correcting(report)}
    assert signed_in("aisha").post(at("correct_report", jarvis, report.pk), regraded).status_code == 302
    assert " van" not in everywhere(signed_in("ines"), jarvis)
    assert "The handling was changed" in section(signed_in("aisha"), jarvis, "intelligence").content.decode()


def test_two_who_sanitise_at_once_and_one_who_sends_it_twice(jarvis, signed_in):
    report, said = IntelligenceReportFactory(offender=jarvis), telling()
    aisha = signed_in("aisha")
    assert [aisha.post(at("sanitise", jarvis, report.pk), said).status_code for _ in range(2)] == [302, 302]
    late = signed_in("femi").post(at("sanitise", jarvis, report.pk), telling("Something else."))
    assert late.status_code == 422 and "Somebody has sanitised this report meanwhile" in late.content.decode()
    assert SanitisedReport.objects.get().text == "Believed to use a white van."
    written = Entry.objects.get(what="events.sanitise", verb="changed")
    assert (written.user_name, written.categories) == ("Aisha Shaw", ["intelligence_sanitised"])
    assert " van" not in str(written.detail)


def note_of(category, text="Came in with his mother.", **changes):
    return {"category": category, "noted_on": "30 3 2019", "text": text, "request_key": uuid4(), **changes}


def test_a_note_is_read_by_who_reads_its_part(jarvis, signed_in, person):
    ben = signed_in("ben")
    assert ben.post(at("add_note", jarvis), note_of("treatment", "On 40 ml.")).status_code == 302
    assert ben.post(at("add_note", jarvis), note_of("engagement", "Came in late.")).status_code == 302
    seen = signed_in("ines").get(at("notes", jarvis)).content.decode()
    assert "Came in late." in seen and "On 40 ml." not in seen and "Treatment detail" not in seen
    assert "On 40 ml." not in section(signed_in("ines"), jarvis, "timeline").content.decode()
    consent(jarvis, "probation", person("ben"))
    assert "On 40 ml." in signed_in("ines").get(at("notes", jarvis)).content.decode()
    assert "On 40 ml." not in signed_in("aisha").get(at("notes", jarvis)).content.decode()
    assert "Drug service" in section(signed_in("aisha"), jarvis, "timeline").content.decode()


def test_a_note_is_offered_for_the_parts_that_one_adds_to_and_for_no_intelligence(jarvis, signed_in):
    offered = [v for v, _ in signed_in("ben").get(at("add_note", jarvis)).context["form"].fields["category"].choices]
    assert offered == ["", "engagement", "tests", "treatment", "pathways"]
    for part in ("offending", "intelligence_original", "intelligence_sanitised"):
        assert signed_in("ben").post(at("add_note", jarvis), note_of(part)).status_code == 422
    assert not Note.objects.exists()


def test_a_note_is_corrected_and_removed_by_its_agency_and_its_first_words_are_kept(jarvis, signed_in):
    ben = signed_in("ben")
    ben.post(at("add_note", jarvis), note_of("engagement"))
    note = Note.objects.get()
    assert signed_in("ines").get(at("correct_note", jarvis, note.pk)).status_code == 403
    said = correcting(note, noted_on="29 3 2019", text="Came in with his aunt.")
    assert signed_in("ben").post(at("correct_note", jarvis, note.pk), said).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.events.get().text) == ("Came in with his aunt.", "Came in with his mother.")
    assert "was Came in with his mother." in signed_in("ben").get(at("correct_note", jarvis, note.pk)).content.decode()
    assert signed_in("ben").post(at("remove_note", jarvis, note.pk), correcting(note)).status_code == 302
    assert not Note.objects.exists()


def test_notes_are_filtered_in_the_address(jarvis, signed_in):
    police, drugs = Agency.objects.get(code="police"), Agency.objects.get(code="drug_service")
    for agency, part, text in (
        (police, "scheme", "One."),
        (drugs, "engagement", "Two."),
        (police, "engagement", "Three."),
    ):
        Note.objects.create(offender=jarvis, agency=agency, category=part, noted_on=TODAY, text=text)
    aisha = signed_in("aisha")

    def texts(query):
        return {note.text for note in aisha.get(at("notes", jarvis) + query).context["page"]}

    assert texts("") == {"One.", "Two.", "Three."}
    assert texts("?part=engagement") == {"Two.", "Three."}
    assert texts("?part=engagement&agency=police") == {"Three."}
    assert texts("?part=intelligence_original&agency=nobody") == set()


def asking(agency, **changes):
    of = Agency.objects.get(code=agency).pk
    said = {"asked_of": of, "text": "Find him a bed from Monday.", "due_on": "5 4 2019"}
    return {**said, "request_key": uuid4(), **changes}


def test_an_agency_that_is_asked_sees_the_person_while_the_request_is_open(jarvis, signed_in):
    assert signed_in("carla").get(at("requests", jarvis)).status_code == 404
    aisha, form = signed_in("aisha"), asking("housing")
    assert [aisha.post(at("ask", jarvis), form).status_code for _ in range(2)] == [302, 302]
    request = AgencyRequest.objects.get()
    assert Involvement.objects.get(agency__code="housing").reason == "request"
    carla = signed_in("carla")
    page = at("request", jarvis, request.pk)
    assert "Find him a bed" in carla.get(page).content.decode()
    reason = Entry.objects.filter(verb="viewed", user_name="Carla Reid").latest("pk").reason
    assert reason == "an open request to one's agency"
    assert "Find him a bed" in carla.get(reverse("requests:list")).content.decode()
    assert carla.post(page, {"version": 1, "step": "accept"}).status_code == 302
    assert carla.post(page, {"version": 2, "step": "finish"}).status_code == 422
    done = carla.post(page, {"version": 2, "step": "finish", "outcome": "A room at the foyer."})
    assert (done.status_code, done["Location"]) == (302, reverse("requests:list"))
    request.refresh_from_db()
    assert (request.status, request.outcome, request.ended_on) == ("done", "A room at the foyer.", TODAY)
    assert carla.get(page).status_code == 404
    assert "Jarvis" not in carla.get(reverse("requests:list") + "?state=all").content.decode()
    aisha = signed_in("aisha")
    assert "A room at the foyer." in aisha.get(page).content.decode()
    assert "Request done" in section(aisha, jarvis, "timeline").content.decode()


def test_a_second_open_request_keeps_the_agency_involved(jarvis, signed_in):
    aisha = signed_in("aisha")
    for _ in range(2):
        aisha.post(at("ask", jarvis), asking("housing"))
    first, second = AgencyRequest.objects.order_by("pk")
    said = {"version": 1, "step": "withdraw", "outcome": "No longer needed."}
    aisha.post(at("request", jarvis, first.pk), said)
    assert Involvement.objects.in_force(TODAY).filter(agency__code="housing").exists()
    aisha.post(at("request", jarvis, second.pk), said)
    assert not Involvement.objects.in_force(TODAY).filter(agency__code="housing").exists()


def test_nobody_else_is_shown_what_two_agencies_ask_of_each_other(jarvis, signed_in):
    signed_in("aisha").post(at("ask", jarvis), asking("drug_service"))
    request = AgencyRequest.objects.get()
    ines = signed_in("ines")
    assert ines.get(at("request", jarvis, request.pk)).status_code == 404
    for page in (at("requests", jarvis), reverse("casefile:section", args=[jarvis.public_id, "timeline"])):
        assert "Find him a bed" not in ines.get(page).content.decode()
    assert "Find him a bed" not in ines.get(reverse("requests:list") + "?state=all").content.decode()


def test_the_steps_are_of_the_agency_whose_they_are(jarvis, signed_in):
    signed_in("aisha").post(at("ask", jarvis), asking("drug_service"))
    page = at("request", jarvis, AgencyRequest.objects.get().pk)
    steps = [v for v, _ in signed_in("aisha").get(page).context["form"].fields["step"].choices]
    assert steps == ["withdraw"]
    assert signed_in("aisha").post(page, {"version": 1, "step": "accept"}).status_code == 422
    ben = signed_in("ben")
    assert [v for v, _ in ben.get(page).context["form"].fields["step"].choices] == ["accept", "refuse"]
    assert ben.post(page, {"version": 1, "step": "refuse"}).status_code == 422
    assert ben.post(page, {"version": 1, "step": "refuse", "outcome": "He has no drug use."}).status_code == 302
    assert ben.post(page, {"version": 1, "step": "refuse", "outcome": "He has no drug use."}).status_code == 302
    assert AgencyRequest.objects.get().status == "refused"
    of_drugs = Involvement.objects.filter(agency__code="drug_service")
    assert dict(of_drugs.values_list("reason", "until_on")) == {"supports": None, "request": TODAY}


def offered(client, who):
    return {agency.code for agency in client.get(at("ask", who)).context["form"].fields["asked_of"].queryset}


def test_whom_one_may_ask(jarvis, signed_in, of):
    """Who manages the scheme's part anybody; who reads it whoever is involved; who does neither the lead."""
    assert offered(signed_in("aisha"), jarvis) >= {"housing", "probation", "health", "yot"}
    assert offered(signed_in("ben"), jarvis) == {"police", "probation", "prison"}
    InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code="employment"), reason="supports")
    jarvis.leads.create(agency=Agency.objects.get(code="police"), from_on=TODAY)
    assert offered(of("employment"), jarvis) == {"police"}
    assert signed_in("ben").post(at("ask", jarvis), asking("housing")).status_code == 422
    assert signed_in("dev").get(at("ask", jarvis)).status_code == 403
    assert not AgencyRequest.objects.exists()


@pytest.mark.parametrize(("due", "status"), [("30 3 2019", 422), ("31 3 2019", 302)])
def test_it_is_due_today_or_later(due, status, jarvis, signed_in):
    assert signed_in("aisha").post(at("ask", jarvis), asking("housing", due_on=due)).status_code == status


def test_the_list_counts_filters_and_costs_the_same_however_long(jarvis, signed_in, django_assert_max_num_queries):
    police, drugs = Agency.objects.get(code="police"), Agency.objects.get(code="drug_service")
    for n in range(30):
        AgencyRequest.objects.create(
            offender=jarvis, asked_by=drugs, asked_of=police, text=f"No {n}.", asked_on=TODAY - timedelta(40),
            due_on=TODAY - timedelta(n - 10),
        )  # fmt: skip
    aisha = signed_in("aisha")
    visit(aisha, jarvis)
    page = aisha.get(reverse("requests:list") + "?state=overdue")
    assert (page.context["page"].paginator.count, page.context["late"]) == (19, 19)
    with django_assert_max_num_queries(25):
        page = aisha.get(reverse("requests:list"))
    assert page.context["page"].paginator.count == 30
    assert aisha.get(reverse("requests:list") + "?side=by-us").context["page"].paginator.count == 0
