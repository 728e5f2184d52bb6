"""Custody, supervision, release and visits on a person's pages, and the lists of releases: who sees and does what."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from cohorts.notices import tell_prisons
from offenders.custody import actions
from offenders.custody.rules import PartKind
from offenders.models import Consent, CustodySpell, ExpectedRelease, Involvement, Notice, PlanPart, Supervision
from tests.factories import MembershipFactory, SupervisionFactory
from tests.offenders.releases import EXPECTED, TODAY, expect, held, involve, officer

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ethan(scheme):
    offender, _ = held()
    involve(offender, ("housing", "supports"), ("employment", "supports"))
    Involvement.objects.filter(offender=offender, agency__code="police").update(reason="leads")
    return offender


@pytest.fixture
def planned(ethan):
    """A plan with a meeting at the gate, a bed and a prescription."""
    by = officer("probation")
    row = expect(ethan, officer())
    plan = actions.start_plan(expected=row, by=by, request_key=uuid4())
    for kind, agency, text in (
        (PartKind.MEETS, "probation", "Met at the gate at nine."),
        (PartKind.SLEEPS, "housing", "A room in Bury Park."),
        (PartKind.PRESCRIPTION, "drug_service", "Methadone, forty millilitres."),
    ):
        writer = officer(agency)
        part = {"plan": plan, "kind": kind, "text": text, "agency": writer.agency, "request_key": uuid4()}
        if kind is PartKind.MEETS or agency != "probation":
            actions.add_part(by=writer, **part)
    return plan


def as_(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def at(name, offender, *more):
    return reverse(f"custody:{name}", args=[offender.public_id, *more])


def section(client, offender):
    return client.get(reverse("casefile:section", args=[offender.public_id, "supervision"])).content.decode()


def read(client, address):
    return client.get(address).content.decode()


class TestTheSection:
    def test_probation_finds_what_it_may_do_and_the_drug_service_reads(self, ethan, client):
        expect(ethan, officer())
        said = section(as_(client, officer("probation")), ethan)
        assert "24 April 2019" in said and "within 28 days" in said
        assert "Record a release" in said and "Set another date" in said and "Record an order or a licence" in said
        said = section(as_(client, officer("drug_service")), ethan)
        assert "24 April 2019" in said and "Conditional release" in said.replace("conditional", "Conditional")
        assert "Record a release" not in said and "Set another date" not in said and "Record a visit" in said

    def test_who_knows_and_does_not_read_sees_the_day_and_no_more(self, ethan, client):
        expect(ethan, officer(), said_by="Prison letter")
        SupervisionFactory(offender=ethan, due_to_end_on=date(2019, 6, 1))
        said = section(as_(client, officer("employment")), ethan)
        assert "24 April 2019" in said
        assert not any(word in said for word in ("Prison letter", "conditional", "runs out", "Plan for the day"))

    def test_every_date_that_was_expected_is_there_with_its_history(self, ethan, client):
        by = officer()
        expect(ethan, by, on=date(2019, 4, 10), said_by="First letter")
        row = ExpectedRelease.objects.get()
        expect(ethan, by)
        said = section(as_(client, by), ethan)
        assert "Dates that were expected before (1)" in said and "First letter" in said
        assert "another date was set" in said
        said = read(client, at("history", ethan, "expected", row.pk))
        assert "Ended as: was not recorded, became <b>another date was set</b>" in said

    def test_the_number_of_queries_is_one_whatever_there_is(self, ethan, client):
        as_(client, officer("probation"))
        section(client, ethan)
        with CaptureQueriesContext(
            connection,
        ) as few:
            section(client, ethan)
        for days in range(5):
            day = date(2018, 1, 1) + timedelta(days=days)
            CustodySpell.objects.create(
                offender=ethan, establishment="HMP Bedford", reason="remand", admitted_on=day, released_on=day
            )
            row = SupervisionFactory(offender=ethan, started_on=day)
            actions.add_standard(supervision=row, policy="V4", by=officer("probation"), request_key=uuid4())
        with CaptureQueriesContext(connection) as many:
            section(client, ethan)
        assert len(many) == len(few)


class TestWriting:
    def test_an_admission_then_a_release_by_the_prison_which_sees_them_until_the_day_is_over(
        self, ethan, client, settings
    ):
        spell = CustodySpell.objects.get()
        as_(client, officer())
        answer = client.post(
            at("release", ethan, spell.pk), {"released_on": "31 3 2019", "engagement": "good", "request_key": uuid4()}
        )
        page = reverse("casefile:section", args=[ethan.public_id, "supervision"])
        assert (answer.status_code, answer.url) == (302, page)
        assert at("correct", ethan, "spell", spell.pk) in client.get(page).content.decode()
        settings.FIXED_TODAY = TODAY + timedelta(days=1)
        assert client.get(page).status_code == 404
        settings.FIXED_TODAY = TODAY
        spell.refresh_from_db()
        assert (spell.released_on, spell.engagement) == (TODAY, "good")
        as_(client, officer("probation"))
        answer = client.post(
            at("admit", ethan),
            {"establishment": "Prison", "reason": "recall", "admitted_on": "31 3 2019", "request_key": uuid4()},
        )
        assert answer.status_code == 302
        assert "Prison, recall" in section(client, ethan)

    def test_a_double_submit_is_one_spell_and_what_is_wrong_is_said(self, ethan, client):
        as_(client, officer("probation"))
        sent = {"establishment": "HMP X", "reason": "remand", "admitted_on": "31 3 2019", "request_key": uuid4()}
        answer = client.post(at("admit", ethan), sent)
        assert answer.status_code == 422 and "in custody already" in answer.content.decode()
        CustodySpell.objects.all().delete()
        assert [client.post(at("admit", ethan), sent).status_code for _ in range(2)] == [302, 302]
        assert CustodySpell.objects.count() == 1

    def test_who_was_quicker_is_shown_before_a_correction_is_saved(self, ethan, client):
        by = officer()
        row = expect(ethan, by)
        as_(client, by)
        sent = {
            "expected_on": "24 4 2019", "kind": "hdc", "said_by": "Letter", "version": 1, "because": "Read it again.",
        }  # fmt: skip
        assert client.post(at("correct", ethan, "expected", row.pk), sent).status_code == 302
        answer = client.post(at("correct", ethan, "expected", row.pk), {**sent, "kind": "parole"})
        assert answer.status_code == 409 and "Somebody else changed this" in answer.content.decode()
        row.refresh_from_db()
        assert row.kind == "hdc"

    def test_a_licence_with_its_conditions(self, ethan, client):
        as_(client, officer("probation"))
        sent = {
            "provider": "nps", "order_type": "licence", "started_on": "31 3 2019",
            "due_to_end_on": "20 4 2019", "request_key": uuid4(),
        }  # fmt: skip
        assert client.post(at("supervise", ethan), sent).status_code == 302
        row = Supervision.objects.get()
        assert client.post(at("standard", ethan, row.pk), {"request_key": uuid4()}).status_code == 302
        said = section(client, ethan)
        assert "8 conditions, policy V4" in said and "runs out 20 Apr 2019" in said
        overview = read(client, reverse("casefile:person", args=[ethan.public_id]))
        assert "20 April 2019" in overview

    def test_a_visit_is_planned_and_then_answered(self, ethan, client):
        as_(client, officer("drug_service"))
        sent = {"visitor": "B Okafor", "due_on": "31 3 2019", "result": "planned", "said": "", "request_key": uuid4()}
        assert client.post(at("visit", ethan), sent).status_code == 302
        row = ethan.prison_visits.get()
        assert "Say what came of it" in section(client, ethan)
        sent = {**sent, "result": "seen", "said": "He wants to go home.", "version": 1, "because": "It took place."}
        assert client.post(at("correct", ethan, "visit", row.pk), sent).status_code == 302
        timeline = read(client, reverse("casefile:section", args=[ethan.public_id, "timeline"]))
        assert "Visit in prison: took place" in timeline and "He wants to go home." in timeline

    def test_a_row_of_somebody_else_is_not_there(self, ethan, client):
        other, spell = held()
        as_(client, officer())
        for name in ("correct", "history", "remove"):
            assert client.get(at(name, ethan, "spell", spell.pk)).status_code == 404
        assert client.get(at("release", ethan, spell.pk)).status_code == 404
        assert other.custody_spells.exists()


class TestThePlan:
    def test_each_part_is_for_who_reads_its_category_and_so_is_its_count(self, ethan, planned, client):
        seen = {}
        for agency in ("probation", "drug_service", "housing", "police"):
            said = read(as_(client, officer(agency)), at("plan", ethan))
            seen[agency] = (
                "Met at the gate" in said, "A room in Bury Park" in said, "Methadone" in said,
                "Prescription" in said, "of the 3 parts" in said,
            )  # fmt: skip
        assert seen == {
            "probation": (True, True, False, False, False),
            "drug_service": (True, True, True, True, True),
            "housing": (True, True, False, False, False),
            "police": (True, True, False, False, False),
        }

    def test_consent_opens_the_prescription_to_probation(self, ethan, planned, client):
        Consent.objects.create(
            offender=ethan, category="treatment", agency=Agency.objects.get(code="probation"), given_on=TODAY,
            how="Signed.", recorded_by=officer("drug_service"),
        )  # fmt: skip
        for address in (at("plan", ethan), at("plan_print", ethan)):
            assert "Methadone" in read(as_(client, officer("probation")), address)
            assert "Methadone" not in read(as_(client, officer("housing")), address)

    def test_a_part_that_they_do_not_read_has_no_address_for_them(self, ethan, planned, client):
        part = PlanPart.objects.get(kind="prescription")
        as_(client, officer("probation"))
        for name in ("correct", "history", "remove"):
            assert client.get(at(name, ethan, "part", part.pk)).status_code == 404
        assert client.post(at("finish_part", ethan, part.pk)).status_code == 404
        assert client.get(at("part", ethan, "prescription")).status_code == 404
        assert Entry.objects.filter(what="custody.plan").exists() is False

    def test_from_beginning_to_end_without_a_script(self, ethan, client):
        expect(ethan, officer())
        as_(client, officer("probation"))
        assert "No plan is written yet" in read(client, at("plan", ethan))
        client.post(at("plan", ethan), {"to": "start", "request_key": uuid4()})
        assert "Still missing" in read(client, at("plan", ethan))
        agency = Agency.objects.get(code="probation").pk
        for kind, more in (
            ("meets", {}),
            ("sleeps", {}),
            ("appointment", {"place": "Luton", "due_at": "30 4 2019 10:00"}),
        ):
            sent = {"agency": agency, "text": "Arranged.", "request_key": uuid4(), **more}
            assert client.post(at("part", ethan, kind), sent).status_code == 302
        said = read(client, at("plan", ethan))
        assert "not within 72 hours of the release" in said and "Still missing" not in said
        client.post(at("plan", ethan), {"to": "agreed"})
        part = PlanPart.objects.get(kind="sleeps")
        client.post(at("finish_part", ethan, part.pk))
        said = read(client, at("plan", ethan))
        assert "<b>agreed</b>" in said and "<b>1</b> of the 3 parts" in said
        assert "has not come" in client.post(at("plan", ethan), {"to": "carried_out"}, follow=True).content.decode()

    def test_an_appointment_needs_its_time(self, ethan, planned, client):
        as_(client, officer("probation"))
        sent = {"agency": Agency.objects.get(code="probation").pk, "text": "See him.", "request_key": uuid4()}
        answer = client.post(at("part", ethan, "appointment"), sent)
        assert answer.status_code == 422 and "Enter a day and a time." in answer.content.decode()

    def test_a_viewer_reads_and_has_no_buttons(self, ethan, planned, client):
        as_(client, officer("probation", Role.VIEWER))
        said = read(client, at("plan", ethan))
        assert "Met at the gate" in said and "Agree the plan" not in said
        assert client.post(at("plan", ethan), {"to": "agreed"}).status_code == 403


class TestReleases:
    def test_the_list_says_what_to_know_and_how_the_plan_stands(self, ethan, planned, client):
        said = read(as_(client, officer("probation")), reverse("custody:releases"))
        assert "<b>1</b> release expected" in said and "Wed 24 Apr 2019" in said and "in 24 days" in said
        assert "within 28 days" in said and "Draft" in said
        assert Entry.objects.filter(channel="custody.releases", offender_id=ethan.pk).exists()

    @pytest.mark.parametrize(
        ("query", "there"),
        [
            ("", True), ("?within=14", False), ("?within=all", True), ("?within=nonsense", True), ("?plan=draft", True),
            ("?plan=agreed", False), ("?plan=not_written", False), ("?area=Luton", True), ("?area=Bedford", False),
            ("?area=%00", True),
        ],
    )  # fmt: skip
    def test_filters_stand_in_the_address(self, ethan, planned, client, query, there):
        said = read(as_(client, officer("probation")), reverse("custody:releases") + query)
        assert ("JARVIS" in said or "Jarvis" in said) is there
        assert there or "Nobody whom you may see fits these filters" in said

    def test_who_does_not_see_the_person_does_not_see_the_release(self, scheme, client):
        offender, _ = held()
        expect(offender, officer())
        said = read(as_(client, officer("housing")), reverse("custody:releases"))
        assert "<b>0</b> releases expected" in said and "Jarvis" not in said

    def test_a_flag_is_the_day_alone(self, ethan, planned, client):
        said = read(as_(client, officer("employment")), reverse("custody:releases") + "?plan=draft")
        assert "24 Apr 2019" in said and "Draft" not in said and "conditional" not in said

    def test_the_number_of_queries_does_not_grow(self, scheme, client):
        as_(client, officer("probation"))
        for _ in range(2):
            expect(held()[0], officer())
        read(client, reverse("custody:releases"))
        with CaptureQueriesContext(connection) as few:
            read(client, reverse("custody:releases"))
        for _ in range(5):
            expect(held()[0], officer())
        with CaptureQueriesContext(connection) as many:
            read(client, reverse("custody:releases"))
        assert len(many) == len(few)


class TestNotices:
    @pytest.fixture
    def notice(self, ethan):
        MembershipFactory(offender=ethan, selected_on=TODAY, referred_on=TODAY)
        tell_prisons([ethan.pk], TODAY)
        return Notice.objects.get()

    def test_the_prison_reads_it_and_says_so_once(self, notice, client):
        by = officer()
        as_(client, by)
        said = read(client, reverse("custody:notices"))
        assert "Selected for a cohort: Burglary Dwelling" in said and "I have read it" in said
        for _ in range(2):
            client.post(reverse("custody:acknowledge", args=[notice.pk]))
        said = read(client, reverse("custody:notices") + "?state=read")
        assert by.full_name in said
        assert Entry.objects.filter(what="custody.acknowledge").count() == 1

    def test_another_agency_has_none_and_a_viewer_does_not_answer(self, notice, client):
        address = reverse("custody:acknowledge", args=[notice.pk])
        assert "Nothing to read" in read(as_(client, officer("probation")), reverse("custody:notices"))
        assert client.post(address).status_code == 404
        as_(client, officer("prison", Role.VIEWER))
        assert "to be read" in read(client, reverse("custody:notices"))
        assert client.post(address).status_code == 403

    def test_the_number_of_queries_does_not_grow(self, notice, client):
        as_(client, officer())
        read(client, reverse("custody:notices"))
        with CaptureQueriesContext(connection) as few:
            read(client, reverse("custody:notices"))
        for _ in range(4):
            offender, _ = held()
            MembershipFactory(offender=offender, selected_on=TODAY, referred_on=TODAY)
        tell_prisons(None, TODAY)
        assert Notice.objects.count() == 5
        with CaptureQueriesContext(connection) as many:
            read(client, reverse("custody:notices"))
        assert len(many) == len(few)


def test_the_overview_says_that_a_release_is_near(ethan, client):
    expect(ethan, officer(), on=EXPECTED)
    said = read(as_(client, officer("probation")), reverse("casefile:person", args=[ethan.public_id]))
    assert "24 April" in said
