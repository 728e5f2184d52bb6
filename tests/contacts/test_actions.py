"""Booking, outcomes, moving, series, records, decisions: what each writes, whom it lets in, and that twice is once."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry, OutboxMessage
from cohorts.models import Cohort
from contacts import actions
from contacts.models import Appointment, ContactNote, Entered, MissDecision, PersonStandard, Series
from contacts.querysets import facts_not_entered, last_contact, missed_twice, not_entered, without_outcome
from contacts.rules.series import Pattern
from contacts.rules.standards import Standard
from contacts.rules.status import Status
from offenders.models import CaseLead, Contact, Involvement, Offender
from offenders.writing import Stale, history
from tests.conftest import TODAY
from tests.exceptional import grant, restrict
from tests.factories import ContactFactory, InvolvementFactory, MembershipFactory, OffenderFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(1)


def agency(code):
    return Agency.objects.get(code=code)


@pytest.fixture
def jarvis(scheme):
    """Led by the police, supervised by probation, supported by the drug service; housing is a stranger."""
    who = OffenderFactory(family_name="Jarvis", crn="X123456")
    for code, reason in (("police", "leads"), ("probation", "supervises"), ("drug_service", "supports")):
        InvolvementFactory(offender=who, agency=agency(code), reason=reason)
    MembershipFactory(offender=who, cohort=Cohort.objects.get(code="BD"))
    return who


def book(who, by, code=None, due_on=TOMORROW, key=None, **more):
    return actions.book(
        offender=who, agency=agency(code) if code else by.agency, kind="office", due_on=due_on, by=by,
        request_key=key or uuid4(), **more,
    )  # fmt: skip


def backdated(who, by, days=1, **more):
    """Booked for tomorrow, and its day came and went."""
    row = book(who, by, **more)
    Appointment.objects.filter(pk=row.pk).update(due_on=TODAY - timedelta(days))
    row.refresh_from_db()
    return row


def outcome(row, by, status="kept", key=None, **more):
    return actions.record_outcome(
        appointment=row, outcome=status, due_on=more.pop("due_on", row.due_on), at=more.pop("at", row.at), by=by,
        version=more.pop("version", row.version), request_key=key or uuid4(), **more,
    )  # fmt: skip


def sees(user, who):
    return Offender.objects.visible_to(user).filter(pk=who.pk).exists()


def involved(who, code):
    rows = Involvement.objects.filter(offender=who, agency__code=code, reason="appointment")
    return [(row.from_on, row.until_on) for row in rows.order_by("pk")]


class TestWhatABookingOpens:
    """spec/access.md, section 1: an agency that holds an open appointment is involved."""

    def test_another_agency_sees_the_person_by_it_until_the_outcome(self, jarvis, person):
        assert not sees(person("carla"), jarvis)
        row = book(jarvis, person("aisha"), "housing", due_on=TODAY)
        assert sees(person("carla"), jarvis)
        assert involved(jarvis, "housing") == [(TODAY, TODAY + timedelta(29))]
        outcome(row, person("carla"))
        assert not sees(person("carla"), jarvis)
        assert involved(jarvis, "housing") == [(TODAY, TODAY)]

    @pytest.mark.parametrize("closing", ["cancel", "remove", "move"])
    def test_what_else_closes_it_ends_it_and_a_new_one_opens_it(self, jarvis, person, closing):
        aisha, row = person("aisha"), book(jarvis, person("aisha"), "housing")
        said = {"appointment": row, "by": aisha, "version": row.version, "because": "They moved house."}
        if closing == "cancel":
            actions.cancel(**said)
        elif closing == "remove":
            actions.remove_appointment(**said)
        else:
            actions.move(**said, due_on=TODAY + timedelta(9), at=None, place="", request_key=uuid4())
        assert sees(person("carla"), jarvis) is (closing == "move")
        book(jarvis, aisha, "housing")
        assert sees(person("carla"), jarvis)

    def test_it_ends_with_the_last_one(self, jarvis, person):
        first, last = (book(jarvis, person("aisha"), "housing", due_on=TODAY) for _ in range(2))
        outcome(first, person("carla"))
        assert sees(person("carla"), jarvis)
        outcome(last, person("carla"), "missed_unacceptable")
        assert not sees(person("carla"), jarvis)

    def test_one_that_nobody_closes_lets_in_for_28_days_after_its_day_and_no_longer(self, jarvis, person, settings):
        book(jarvis, person("aisha"), "housing", due_on=TODAY)
        settings.FIXED_TODAY = TODAY + timedelta(28)
        assert sees(person("carla"), jarvis)
        settings.FIXED_TODAY = TODAY + timedelta(29)
        assert not sees(person("carla"), jarvis)

    @pytest.mark.parametrize(("who", "may"), [("aisha", True), ("ines", True), ("ben", False), ("dev", False)])
    def test_police_and_probation_book_for_another_agency_and_the_others_do_not(self, jarvis, person, who, may):
        if may:
            assert book(jarvis, person(who), "housing").agency.code == "housing"
            return
        with pytest.raises(PermissionDenied):
            book(jarvis, person(who), "housing")
        assert not sees(person("carla"), jarvis)

    def test_who_is_shown_the_record_by_name_does_not_let_their_agency_in(self, jarvis, person):
        lead = make_for("housing", Role.PANEL_CHAIR)
        grant(jarvis, lead, person("femi"))
        assert sees(lead, jarvis)
        with pytest.raises(PermissionDenied, match="by name"):
            book(jarvis, lead)
        assert not sees(person("carla"), jarvis)

    def test_a_restricted_person_is_let_nobody_in_to(self, jarvis, person):
        restrict(jarvis, person("femi"), person("aisha"))
        with pytest.raises(PermissionDenied, match="restricted"):
            book(jarvis, person("aisha"), "housing")
        assert book(jarvis, person("aisha")).agency.code == "police"
        assert involved(jarvis, "housing") == []

    def test_old_sight_books_nothing(self, jarvis, person):
        Involvement.objects.filter(offender=jarvis, agency__code="drug_service").update(until_on=TODAY)
        assert sees(person("ben"), jarvis)  # for 90 days
        with pytest.raises(PermissionDenied):
            book(jarvis, person("ben"))

    def test_who_only_knows_of_somebody_books_nothing_and_by_an_appointment_has_them_in_its_work(self, scheme, person):
        known = OffenderFactory()
        InvolvementFactory(offender=known, agency=agency("probation"), reason="cohort")
        InvolvementFactory(offender=known, agency=agency("police"), reason="leads")
        with pytest.raises(PermissionDenied):
            book(known, person("ines"))
        book(known, person("aisha"), "probation")
        assert book(known, person("ines")).agency.code == "probation"

    def test_not_before_today_and_not_after_a_year(self, jarvis, person):
        for day, may in ((TODAY - timedelta(1), False), (TODAY, True), (date(2020, 3, 31), True)):
            if may:
                book(jarvis, person("aisha"), due_on=day)
            else:
                with pytest.raises(ValidationError):
                    book(jarvis, person("aisha"), due_on=day)
        with pytest.raises(ValidationError):
            book(jarvis, person("aisha"), due_on=date(2020, 4, 1))

    def test_with_somebody_of_that_agency(self, jarvis, person):
        with pytest.raises(ValidationError):
            book(jarvis, person("aisha"), officer=person("ben"))

    def test_the_same_form_twice_is_one(self, jarvis, person):
        key = uuid4()
        assert book(jarvis, person("aisha"), key=key) == book(jarvis, person("aisha"), key=key)
        assert Appointment.objects.count() == 1


class TestOutcome:
    def test_it_makes_the_fact_that_the_rules_read(self, jarvis, person):
        row = backdated(jarvis, person("ines"))
        done = outcome(row, person("ines"), "missed_unacceptable", text="Not at the door.")
        fact = Contact.objects.get()
        assert done.contact == fact
        assert (fact.due_on, fact.agency.code, fact.kind, fact.outcome) == (
            TODAY - timedelta(1), "probation", "office", "missed_unacceptable",
        )  # fmt: skip
        assert (fact.said.text, fact.created_by) == ("Not at the door.", person("ines"))
        assert Entry.objects.filter(what="contacts.record_outcome", offender_id=jarvis.pk).count() == 1
        assert OutboxMessage.objects.filter(kind="facts_changed").exists()

    def test_the_same_form_twice_is_one(self, jarvis, person):
        row, key = backdated(jarvis, person("ines")), uuid4()
        outcome(row, person("ines"), key=key, text="Came.")
        outcome(row, person("ines"), key=key, text="Came.")
        assert (Contact.objects.count(), ContactNote.objects.count()) == (1, 1)

    def test_another_outcome_meanwhile_is_said_and_nothing_is_written(self, jarvis, person):
        row = backdated(jarvis, person("ines"))
        outcome(row, person("ines"))
        with pytest.raises(Stale):
            outcome(row, person("ines"), "missed_unacceptable", because="I was there.")
        assert Contact.objects.get().outcome == "kept"

    def test_a_correction_corrects_the_fact_and_keeps_the_old_value(self, jarvis, person):
        row = outcome(backdated(jarvis, person("ines")), person("ines"))
        outcome(row, person("ines"), "missed_acceptable", because="Wrong person.", version=row.version)
        fact = Contact.objects.get()
        assert fact.outcome == "missed_acceptable"
        assert next((v.because, [(c.before, c.after) for c in v.changes]) for v in history(fact)) == (
            "Wrong person.", [("Kept", "Missed, acceptable")],
        )  # fmt: skip

    def test_on_the_day_and_not_before(self, jarvis, person):
        with pytest.raises(ValidationError):
            outcome(book(jarvis, person("ines")), person("ines"))
        outcome(book(jarvis, person("ines"), due_on=TODAY), person("ines"))

    def test_a_cancelled_one_has_none(self, jarvis, person):
        row = backdated(jarvis, person("ines"))
        row = actions.cancel(appointment=row, by=person("ines"), version=row.version, because="Snow.")
        with pytest.raises(ValidationError):
            outcome(row, person("ines"))
        assert Contact.objects.count() == 0

    def test_it_is_for_the_agency_that_holds_it_or_booked_it(self, jarvis, person):
        row = backdated(jarvis, person("aisha"), code="drug_service")
        with pytest.raises(PermissionDenied):
            outcome(row, person("ines"))
        outcome(row, person("ben"))
        other = backdated(jarvis, person("aisha"), code="drug_service")
        outcome(other, person("aisha"))


class TestChanging:
    def test_moving_keeps_the_old_one_and_twice_is_once(self, jarvis, person):
        row, key = book(jarvis, person("ines"), at=time(9)), uuid4()
        said = {"appointment": row, "due_on": TODAY + timedelta(3), "at": time(10), "place": "Bury Park",
                "by": person("ines"), "version": row.version, "because": "He works.", "request_key": key}  # fmt: skip
        new = actions.move(**said)
        assert actions.move(**said) == new
        row.refresh_from_db()
        assert (row.status, row.due_on, row.changed_because) == (Status.REARRANGED, TOMORROW, "He works.")
        assert (new.moved_from, new.due_on, new.at, new.place) == (row, TODAY + timedelta(3), time(10), "Bury Park")

    def test_to_where_it_is_already_is_no_move(self, jarvis, person):
        row = book(jarvis, person("ines"))
        with pytest.raises(ValidationError):
            actions.move(appointment=row, due_on=row.due_on, at=None, place="", by=person("ines"),
                         version=row.version, because="x", request_key=uuid4())  # fmt: skip

    def test_correcting_the_day_corrects_the_fact(self, jarvis, person):
        row = outcome(backdated(jarvis, person("ines")), person("ines"))
        actions.correct_appointment(appointment=row, values={"due_on": TODAY, "kind": "home_visit"}, by=person("ines"),
                                    version=row.version, because="Typed wrongly.")  # fmt: skip
        fact = Contact.objects.get()
        assert (fact.due_on, fact.kind) == (TODAY, "home_visit")

    def test_removing_takes_the_fact_and_the_words_along(self, jarvis, person):
        row = outcome(backdated(jarvis, person("ines")), person("ines"), text="Came.")
        actions.remove_appointment(appointment=row, by=person("ines"), version=row.version, because="Other person.")
        assert not (Appointment.objects.exists() or Contact.objects.exists() or ContactNote.objects.exists())

    def test_what_was_decided_or_entered_stands_in_the_way_of_removing(self, jarvis, person):
        row = outcome(backdated(jarvis, person("ines")), person("ines"))
        actions.enter(row=row.contact, contact_type="", entered_on=TODAY, by=person("ines"), request_key=uuid4())
        with pytest.raises(ValidationError, match="tick"):
            actions.remove_appointment(appointment=row, by=person("ines"), version=row.version, because="x")


class TestSeries:
    PATTERN = Pattern([4], date(2019, 4, 12), number=3)

    def book(self, jarvis, by, key=None, **more):
        return actions.book_series(
            offender=jarvis, agency=by.agency, kind="office", pattern=more.pop("pattern", self.PATTERN),
            book_holidays=more.pop("book_holidays", False), by=by, request_key=key or uuid4(), **more,
        )  # fmt: skip

    def test_good_friday_is_left_out_and_said(self, jarvis, person):
        series = self.book(jarvis, person("ines"))
        assert series.left_out == [date(2019, 4, 19)]
        assert [a.due_on.day for a in series.appointments.in_order()] == [12, 26, 3]

    def test_or_booked(self, jarvis, person):
        series = self.book(jarvis, person("ines"), book_holidays=True)
        assert series.left_out == []
        assert [a.due_on.day for a in series.appointments.in_order()] == [12, 19, 26]

    def test_the_same_form_twice_is_one(self, jarvis, person):
        key = uuid4()
        assert self.book(jarvis, person("ines"), key) == self.book(jarvis, person("ines"), key)
        assert (Series.objects.count(), Appointment.objects.count()) == (1, 3)

    def test_a_pattern_without_a_day_is_none(self, jarvis, person):
        with pytest.raises(ValidationError):
            self.book(jarvis, person("ines"), pattern=Pattern([4], TODAY, until_on=TODAY + timedelta(4)))

    def test_stopping_cancels_what_is_to_come_alone(self, jarvis, person, settings):
        series = self.book(jarvis, person("ines"))
        settings.FIXED_TODAY = date(2019, 4, 26)
        assert actions.stop_series(series=series, by=person("ines"), because="He moved.") == 2
        assert [a.status for a in series.appointments.in_order()] == ["booked", "cancelled", "cancelled"]
        assert actions.stop_series(series=series, by=person("ines"), because="He moved.") == 0


class TestRecording:
    def record(self, jarvis, by, outcome="", **more):
        said = {"happened_on": TODAY, "at": None, "kind": "telephone", "text": "Called about the flat.", **more}
        return actions.record_contact(offender=jarvis, outcome=outcome, by=by, request_key=uuid4(), **said)

    def test_an_unplanned_one_is_neither_kept_nor_missed(self, jarvis, person):
        made = self.record(jarvis, person("ben"))
        assert isinstance(made, ContactNote)
        assert not Contact.objects.exists()

    def test_one_that_was_due_is_a_fact(self, jarvis, person):
        made = self.record(jarvis, person("ben"), "kept")
        assert (made.outcome, made.said.text) == ("kept", "Called about the flat.")

    @pytest.mark.parametrize("wrong", [{"text": " "}, {"happened_on": TOMORROW}])
    def test_what_is_empty_or_to_come_is_not_recorded(self, jarvis, person, wrong):
        with pytest.raises(ValidationError):
            self.record(jarvis, person("ben"), **wrong)

    def test_a_viewer_and_a_stranger_record_nothing(self, jarvis, person):
        for who in ("dev", "carla"):
            with pytest.raises(PermissionDenied):
                self.record(jarvis, person(who))

    def test_corrected_and_removed(self, jarvis, person):
        note = self.record(jarvis, person("ben"))
        note = actions.correct_note(note=note, values={"text": "Called about work."}, by=person("ben"),
                                    version=note.version, because="Misheard.")  # fmt: skip
        assert note.text == "Called about work."
        with pytest.raises(PermissionDenied):
            actions.remove_note(note=note, by=person("ines"), version=note.version, because="x")
        actions.remove_note(note=note, by=person("ben"), version=note.version, because="Other person.")
        assert not ContactNote.objects.exists()


class TestMisses:
    def decide(self, miss, by, decision="warning_sent", why="", on=TODAY):
        return actions.decide_miss(contact=miss, decision=decision, decided_on=on, why=why, by=by, request_key=uuid4())

    @pytest.mark.parametrize(("who", "may"), [("ines", True), ("aisha", False), ("ben", False)])
    def test_who_manages_supervision_decides(self, jarvis, person, who, may):
        miss = ContactFactory(offender=jarvis, outcome="missed_unacceptable")
        if may:
            assert self.decide(miss, person(who)).created_by == person(who)
            return
        with pytest.raises(PermissionDenied):
            self.decide(miss, person(who))
        assert not MissDecision.objects.exists()

    def test_on_unacceptable_misses_from_their_day_to_today(self, jarvis, person):
        kept = ContactFactory(offender=jarvis)
        miss = ContactFactory(offender=jarvis, outcome="missed_unacceptable", due_on=TODAY - timedelta(1))
        for wrong in ({"miss": kept}, {"miss": miss, "on": TOMORROW}, {"miss": miss, "on": TODAY - timedelta(2)}):
            with pytest.raises(ValidationError):
                self.decide(by=person("ines"), **wrong)
        self.decide(miss, person("ines"), on=TODAY - timedelta(1))

    def test_not_enforced_says_why_and_the_same_is_decided_once(self, jarvis, person):
        miss = ContactFactory(offender=jarvis, outcome="missed_unacceptable")
        with pytest.raises(ValidationError):
            self.decide(miss, person("ines"), "not_enforced", " ")
        self.decide(miss, person("ines"), "not_enforced", "In hospital.")
        with pytest.raises(ValidationError):
            self.decide(miss, person("ines"), "not_enforced", "Again.")


class TestStandard:
    def decide(self, who, by, weekly=3, at_home=1, now=(4, 1), **more):
        said = {"why": "Works.", "review_on": TODAY + timedelta(84), "request_key": uuid4(), **more}
        return actions.set_standard(offender=who, now=Standard(*now), weekly=weekly, at_home=at_home, by=by, **said)

    def test_it_counts_from_the_next_monday(self, jarvis, person):
        row = self.decide(jarvis, person("aisha"))
        assert (row.decided_on, row.from_on, row.created_by) == (TODAY, date(2019, 4, 1), person("aisha"))

    def test_nobody_decides_on_a_person_whom_they_lead(self, jarvis, person):
        CaseLead.objects.create(offender=jarvis, agency=agency("police"), officer=person("aisha"), from_on=TODAY)
        with pytest.raises(PermissionDenied, match="lead"):
            self.decide(jarvis, person("aisha"))
        self.decide(jarvis, person("femi"))

    def test_who_manages_the_scheme_decides(self, jarvis, person):
        for who in ("ben", "dev"):
            with pytest.raises(PermissionDenied):
                self.decide(jarvis, person(who))
        self.decide(jarvis, person("ines"))

    def test_step_by_step_with_a_review_to_come_and_once_a_week(self, jarvis, person):
        for wrong in ({"weekly": 2}, {"review_on": TODAY}):
            with pytest.raises(ValidationError):
                self.decide(jarvis, person("aisha"), **wrong)
        self.decide(jarvis, person("aisha"))
        with pytest.raises(ValidationError):
            self.decide(jarvis, person("aisha"), weekly=2, now=(3, 1))
        assert PersonStandard.objects.count() == 1


class TestEntering:
    def test_ticked_by_probation_once_and_taken_away_again(self, jarvis, person):
        note = ContactNote.objects.create(offender=jarvis, agency=agency("police"), kind="office", happened_on=TODAY,
                                          text="Met.", created_by=person("aisha"))  # fmt: skip
        people = Offender.objects.visible_to(person("ines"))
        assert not_entered(people) == 1
        said = {"row": note, "contact_type": "CAIL", "entered_on": TODAY, "request_key": uuid4()}
        with pytest.raises(PermissionDenied):
            actions.enter(**said, by=person("aisha"))
        tick = actions.enter(**said, by=person("ines"))
        assert actions.enter(**{**said, "request_key": uuid4()}, by=make_for("probation", Role.PRACTITIONER)) == tick
        assert not_entered(people) == 0
        actions.not_entered_after_all(entered=tick, by=person("ines"))
        assert not_entered(people) == 1
        assert not Entered.objects.exists()

    def test_not_of_a_day_to_come(self, jarvis, person):
        fact = ContactFactory(offender=jarvis)
        with pytest.raises(ValidationError):
            actions.enter(row=fact, contact_type="", entered_on=TOMORROW, by=person("ines"), request_key=uuid4())

    def test_what_an_import_brought_was_typed_elsewhere(self, jarvis, person):
        ContactFactory(offender=jarvis, import_number=1)
        mine = ContactFactory(offender=jarvis, created_by=person("ines"))
        assert list(facts_not_entered(Offender.objects.all())) == [mine]


class TestQuerysets:
    def test_without_an_outcome_from_the_day_after(self, jarvis, person):
        late = backdated(jarvis, person("ines"))
        book(jarvis, person("ines"), due_on=TODAY)
        assert list(without_outcome(Offender.objects.all(), TODAY)) == [late]

    @pytest.mark.parametrize(
        ("outcomes", "found"),
        [
            (["missed_unacceptable"], False),
            (["missed_unacceptable"] * 2, True),
            (["missed_unacceptable", "missed_acceptable", "missed_unacceptable"], True),
            (["missed_unacceptable", "kept", "missed_unacceptable"], False),
            (["missed_unacceptable", "missed_unacceptable", "kept"], False),
            (["kept", "missed_unacceptable", "missed_unacceptable"], True),
        ],
    )
    def test_missed_twice_in_a_row(self, jarvis, outcomes, found):
        days = [TODAY - timedelta(10 - n) for n in range(len(outcomes))]
        for day, each in zip(days, outcomes, strict=True):
            ContactFactory(offender=jarvis, due_on=day, outcome=each)
        ContactFactory(offender=jarvis, due_on=TOMORROW, outcome="kept")
        rows = list(missed_twice(Offender.objects.all(), TODAY))
        assert [row.last_missed_on for row in rows] == ([days[-1]] if found else [])

    def test_the_last_contact_is_kept_or_unplanned(self, jarvis):
        ContactFactory(offender=jarvis, due_on=TODAY, outcome="missed_acceptable")
        ContactFactory(offender=jarvis, due_on=TODAY - timedelta(5))
        assert last_contact([jarvis.pk], TODAY) == {jarvis.pk: TODAY - timedelta(5)}
        ContactNote.objects.create(offender=jarvis, agency=agency("police"), kind="office", text="Met.",
                                   happened_on=TODAY - timedelta(2))  # fmt: skip
        assert last_contact([jarvis.pk], TODAY) == {jarvis.pk: TODAY - timedelta(2)}
