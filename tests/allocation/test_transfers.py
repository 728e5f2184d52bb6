"""A transfer: what asking opens, what a handover takes, what each answer does, and a move that asks by itself."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from agencies.categories import Category, Level
from agencies.models import Agency, AgencyArea, Area
from agencies.roles import Role
from allocation import actions, policies, tasks
from allocation.actions.handing_over import unasked
from allocation.models import HandoverItem, Transfer
from audit import clock
from audit.floor import as_reader
from audit.models import Entry
from offenders.models import CaseLead, Consent, Involvement, Offender
from offenders.policies import view_of
from tests.allocation.conftest import led_by, officer_of
from tests.people import make_for

pytestmark = pytest.mark.django_db
TODAY = date(2019, 3, 31)


@pytest.fixture
def taker(scheme):
    return make_for("drug_service", Role.SUPERVISOR)


@pytest.fixture
def dora(scheme):
    return officer_of("drug_service", "Dora Well")


@pytest.fixture
def asked(jarvis, supervisor, taker):
    return actions.ask(offender=jarvis, to=taker.agency, because="Heroin.", request_key=uuid4(), by=supervisor)


def sees(user, person):
    """Under the floor: as the database itself lets the agency."""
    with transaction.atomic(), as_reader(user.pk, user.agency_id, clock.today()):
        return Offender.objects.visible_to(user).filter(pk=person.pk).exists()


def done(transfer, by):
    for item in HandoverItem.objects.filter(obligatory=True):
        actions.tick(transfer=transfer, item=item, by=by)


def take(transfer, officer, by, undone_because=""):
    return actions.accept(transfer=transfer, officer=officer, undone_because=undone_because, by=by)


def test_asking_lets_the_other_agency_read_and_no_more(jarvis, supervisor, taker, dora):
    assert not sees(taker, jarvis)
    actions.ask(offender=jarvis, to=taker.agency, because="Heroin.", request_key=uuid4(), by=supervisor)
    for user in (taker, dora):
        assert sees(user, jarvis)
        levels = view_of(user, jarvis.pk).levels
        assert max(levels.level(category) for category in Category) == Level.READ
    assert not policies.may_allocate(taker, jarvis)


@pytest.mark.parametrize("step", [actions.refuse, actions.withdraw])
def test_the_end_of_the_asking_shuts_it_at_once(asked, jarvis, supervisor, taker, step):
    by = taker if step is actions.refuse else supervisor
    step(transfer=asked, words="No room.", by=by)
    assert not sees(taker, jarvis)
    assert view_of(taker, jarvis.pk) is None  # no taper for who was only asked


def test_accepted_the_new_officer_leads_and_the_old_agency_tapers(asked, jarvis, supervisor, taker, dora, settings):
    done(asked, supervisor)
    take(asked, dora, taker)
    assert policies.lead_of(jarvis, TODAY).officer == dora
    held = set(Involvement.objects.filter(offender=jarvis, until_on=None).values_list("agency__code", "reason"))
    assert held == {("drug_service", "leads")}
    assert view_of(supervisor, jarvis.pk).how == "taper"
    settings.FIXED_TODAY = TODAY + timedelta(days=89)
    assert sees(supervisor, jarvis)
    settings.FIXED_TODAY = TODAY + timedelta(days=90)
    assert not sees(supervisor, jarvis)
    assert Entry.objects.filter(what="transfers.accept", offender_id=jarvis.pk).exists()


def test_it_is_all_or_nothing(asked, jarvis, nora, supervisor, taker, dora, monkeypatch):
    done(asked, supervisor)
    monkeypatch.setattr("allocation.actions.transferring.carry_consents", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take(asked, dora, taker)
    asked.refresh_from_db()
    assert (asked.state, policies.lead_of(jarvis, TODAY).officer) == ("asked", nora)


class TestTheHandover:
    def test_nothing_is_taken_before_what_is_obligatory_is_done(self, asked, supervisor, taker, dora):
        with pytest.raises(ValidationError, match="Not done yet"):
            take(asked, dora, taker)
        done(asked, supervisor)
        assert take(asked, dora, taker).undone_because == ""

    def test_or_for_a_reason(self, asked, taker, dora):
        assert take(asked, dora, taker, "He is on our ward.").undone_because == "He is on our ward."

    def test_a_tick_is_somebodys_of_a_day_and_once(self, asked, nora, supervisor):
        item = HandoverItem.objects.get(code="risk")
        rows = [actions.tick(transfer=asked, item=item, by=by) for by in (nora, supervisor)]
        assert {(row.pk, row.ticked_by, row.ticked_on) for row in rows} == {(rows[0].pk, nora, TODAY)}
        actions.untick(transfer=asked, item=item, by=nora)
        assert not asked.ticks.exists()

    def test_by_who_hands_over(self, asked, taker, dora):
        for by in (taker, dora):
            with pytest.raises(PermissionDenied):
                actions.tick(transfer=asked, item=HandoverItem.objects.get(code="risk"), by=by)


class TestConsents:
    @pytest.fixture
    def given(self, jarvis, supervisor):
        """Treatment and health, to probation, which hands over to health."""
        return [
            Consent.objects.create(offender=jarvis, category=category, agency=supervisor.agency,
                                   given_on=date(2019, 1, 1), how="Signed.", recorded_by=supervisor)
            for category in ("treatment", "health")
        ]  # fmt: skip

    @pytest.fixture
    def health(self, scheme):
        return make_for("health", Role.SUPERVISOR)

    @pytest.fixture
    def to_health(self, jarvis, supervisor, health, given):
        return actions.ask(offender=jarvis, to=health.agency, because="Ward.", request_key=uuid4(), by=supervisor)

    def test_each_is_asked_before_the_line_is_ticked(self, to_health, given, nora):
        item = HandoverItem.objects.get(code="consents")
        with pytest.raises(ValidationError, match="Ask the person about each consent"):
            actions.tick(transfer=to_health, item=item, by=nora)
        for consent in given:
            actions.ask_consent(transfer=to_health, consent=consent, confirmed=False, how="Said so.", by=nora)
        assert unasked(to_health) == []
        actions.tick(transfer=to_health, item=item, by=nora)

    def test_only_what_was_confirmed_and_may_be_given_carries_over(self, to_health, given, nora, supervisor, health):
        treatment, detail = given
        actions.ask_consent(transfer=to_health, consent=treatment, confirmed=True, how="Signed again.", by=nora)
        actions.ask_consent(transfer=to_health, consent=detail, confirmed=False, how="Said no.", by=nora)
        done(to_health, supervisor)
        take(to_health, officer_of("health", "Hal Nurse"), health)
        made = Consent.objects.filter(agency=health.agency).values_list("category", "given_on", "how", "recorded_by")
        assert list(made) == [("treatment", TODAY, "Signed again.", nora.pk)]

    def test_one_withdrawn_since_does_not(self, to_health, given, nora, supervisor, health):
        for consent in given:
            actions.ask_consent(transfer=to_health, consent=consent, confirmed=True, how="Signed.", by=nora)
        done(to_health, supervisor)
        Consent.objects.filter(agency=supervisor.agency).update(
            withdrawn_on=TODAY, withdrawn_how="Rang.", withdrawn_by=supervisor
        )
        take(to_health, officer_of("health", "Hal Nurse"), health)
        assert not Consent.objects.filter(agency=health.agency).exists()


class TestWhoMay:
    def test_who_asked_does_not_answer(self, jarvis, supervisor, taker):
        row = Transfer.objects.create(
            offender=jarvis, from_agency=taker.agency, to_agency=supervisor.agency, because="Back.", asked_on=TODAY,
            asked_by=supervisor,
        )  # fmt: skip
        with pytest.raises(PermissionDenied):
            actions.refuse(transfer=row, words="No.", by=supervisor)

    def test_each_step_has_its_agency(self, asked, supervisor, taker, dora, nora, coordinator):
        for by in (supervisor, nora, dora, coordinator):
            with pytest.raises(PermissionDenied):
                actions.refuse(transfer=asked, words="No.", by=by)
        for by in (taker, nora):
            with pytest.raises(PermissionDenied):
                actions.withdraw(transfer=asked, words="No.", by=by)
        for by in (taker, supervisor):
            with pytest.raises(PermissionDenied):
                actions.dismiss(transfer=asked, words="Stuck.", by=by)
        assert actions.dismiss(transfer=asked, words="Stuck.", by=coordinator).state == "dismissed"

    def test_an_answer_is_given_once(self, asked, taker, coordinator, supervisor):
        actions.withdraw(transfer=asked, words="Not now.", by=supervisor)
        with pytest.raises(ValidationError, match="answered since"):
            actions.dismiss(transfer=asked, words="Stuck.", by=coordinator)

    def test_why_is_said(self, asked, supervisor):
        with pytest.raises(ValidationError):
            actions.withdraw(transfer=asked, words=" ", by=supervisor)


def test_another_open_one_is_refused(asked, jarvis, supervisor, scheme):
    to = Agency.objects.get(code="police")
    with pytest.raises(ValidationError, match="open"):
        actions.ask(offender=jarvis, to=to, because="Again.", request_key=uuid4(), by=supervisor)
    with pytest.raises(IntegrityError, match="transfer_one_open_a_person"), transaction.atomic():
        Transfer.objects.create(
            offender=jarvis, from_agency=supervisor.agency, to_agency=to, because="Again.", asked_on=TODAY
        )


def test_the_same_form_twice_asks_once(jarvis, supervisor, taker):
    key = uuid4()
    for _ in range(2):
        actions.ask(offender=jarvis, to=taker.agency, because="Heroin.", request_key=key, by=supervisor)
    assert Transfer.objects.count() == 1


class TestUnder18:
    @pytest.fixture
    def to_youth_justice(self, nora, supervisor):
        child = led_by("probation", nora, date_of_birth=date(2003, 1, 1))
        to = Agency.objects.get(code="yot")
        return actions.ask(offender=child, to=to, because="A child.", request_key=uuid4(), by=supervisor)

    def test_a_second_person_approves_first(self, to_youth_justice, supervisor, coordinator):
        boss, worker = make_for("yot", Role.SUPERVISOR), officer_of("yot", "Yusuf Lane")
        done(to_youth_justice, supervisor)
        with pytest.raises(ValidationError, match="a second person approves"):
            take(to_youth_justice, worker, boss)
        with pytest.raises(PermissionDenied):
            actions.approve(transfer=to_youth_justice, by=supervisor)
        actions.approve(transfer=to_youth_justice, by=coordinator)
        assert take(to_youth_justice, worker, boss).state == "accepted"

    def test_of_an_adult_there_is_none(self, asked, coordinator):
        with pytest.raises(PermissionDenied):
            actions.approve(transfer=asked, by=coordinator)


class TestAMove:
    @pytest.fixture
    def areas(self, scheme):
        return [Area.objects.get(code=code) for code in ("Luton", "Bedford")]

    def moved(self, person, areas):
        tasks.moved_area(offender_id=person.pk, from_area=areas[0].pk, to_area=areas[1].pk)

    def test_asks_by_itself_and_once(self, jarvis, areas):
        for _ in range(2):
            self.moved(jarvis, areas)
        row = Transfer.objects.get()
        assert (row.asked_by, row.from_area, row.to_area, row.state) == (None, *areas, "asked")

    def test_the_agency_that_works_there_too_is_asked_itself(self, jarvis, areas, supervisor, omar):
        self.moved(jarvis, areas)
        row = Transfer.objects.get()
        assert row.to_agency == row.from_agency == supervisor.agency
        done(row, supervisor)
        take(row, omar, supervisor)
        jarvis.refresh_from_db()
        assert (jarvis.area, policies.lead_of(jarvis, TODAY).officer) == (areas[1], omar)
        self.moved(jarvis, areas)
        assert Transfer.objects.count() == 1

    def test_else_the_first_of_its_kind_that_does(self, jarvis, areas, supervisor):
        there = Agency.objects.create(code="north", name="Probation North", kind="probation", position=99)
        AgencyArea.objects.create(agency=supervisor.agency, area=areas[0])
        AgencyArea.objects.create(agency=there, area=areas[1])
        self.moved(jarvis, areas)
        assert Transfer.objects.get().to_agency == there

    def test_where_nobody_does_the_agency_itself_is_told(self, jarvis, areas, supervisor):
        AgencyArea.objects.create(agency=supervisor.agency, area=areas[0])
        self.moved(jarvis, areas)
        row = Transfer.objects.get()
        assert row.to_agency == supervisor.agency
        assert "No agency of this kind" in row.because

    def test_whom_nobody_leads_is_simply_at_home_there(self, jarvis, areas):
        CaseLead.objects.update(until_on=TODAY)
        self.moved(jarvis, areas)
        jarvis.refresh_from_db()
        assert (jarvis.area, Transfer.objects.exists()) == (areas[1], False)
