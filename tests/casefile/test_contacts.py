"""The pages of a person's appointments and contacts, and the diary, by named people."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry
from cohorts.models import Cohort
from contacts.models import Appointment, ContactNote, Entered, MissDecision, PersonStandard, Series
from offenders.models import Contact, Involvement
from tests.conftest import TODAY
from tests.factories import (
    ContactFactory,
    CustodySpellFactory,
    DecisionFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


def agency(code):
    return Agency.objects.get(code=code)


@pytest.fixture
def jarvis(scheme):
    """Led by the police, supervised by probation on licence, supported by the drug service."""
    who = OffenderFactory(family_name="Jarvis", crn="X123456")
    for code, reason in (("police", "leads"), ("probation", "supervises"), ("drug_service", "supports")):
        InvolvementFactory(offender=who, agency=agency(code), reason=reason)
    MembershipFactory(offender=who, cohort=Cohort.objects.get(code="BD"))
    SupervisionFactory(offender=who)
    return who


def booked(who, code="probation", due_on=YESTERDAY, **more):
    return Appointment.objects.create(offender=who, agency=agency(code), kind="office", due_on=due_on, **more)


def at(name, who, **more):
    return reverse(f"contacts:{name}", kwargs={"public_id": who.public_id, **more})


def tab(client, who):
    return client.get(reverse("casefile:section", args=[who.public_id, "appointments"]))


def said(response):
    return response.content.decode()


def sent(day):
    return f"{day.day} {day.month} {day.year}"


class TestTheTab:
    def test_without_an_outcome_first_then_next_then_before(self, jarvis, person, signed_in):
        late, soon = booked(jarvis), booked(jarvis, due_on=TOMORROW, at="14:30", place="Bury Park")
        booked(jarvis, due_on=date(2019, 3, 4), status="cancelled")
        ContactFactory(offender=jarvis, due_on=date(2019, 3, 10))
        ContactNote.objects.create(offender=jarvis, agency=agency("police"), kind="telephone", text="Asked for work.",
                                   happened_on=date(2019, 3, 5))  # fmt: skip
        page = tab(signed_in("ines"), jarvis)
        assert [row for row, _ in page.context["overdue"]] == [late]
        assert [row for row, _ in page.context["to_come"]] == [soon]
        assert [(p.what, p.on.day) for p in page.context["rows"]] == [("contact", 10), ("note", 5), ("gone", 4)]
        text = said(page)
        assert text.index("Without an outcome") < text.index("Bury Park") < text.index("Asked for work.")
        assert at("outcome", jarvis, pk=late.pk) in text

    def test_another_agencys_appointment_is_seen_and_has_no_links(self, jarvis, signed_in):
        late = booked(jarvis)
        text = said(tab(signed_in("ben"), jarvis))
        assert at("outcome", jarvis, pk=late.pk) not in text
        assert "Book an appointment" in text

    def test_a_viewer_is_offered_nothing(self, jarvis, signed_in):
        booked(jarvis)
        text = said(tab(signed_in("dev"), jarvis))
        for offered in ("Book an appointment", "Record contact", "Record outcome"):
            assert offered not in text

    def test_as_many_statements_for_many_as_for_one(self, jarvis, signed_in):
        ines = signed_in("ines")

        def ask():
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert tab(ines, jarvis).status_code == 200
            return len(caught)

        def more():
            booked(jarvis), booked(jarvis, due_on=TOMORROW), booked(jarvis, status="cancelled")
            ContactNote.objects.create(offender=jarvis, agency=agency("police"), kind="office", text="x",
                                       happened_on=YESTERDAY)  # fmt: skip
            fact = ContactFactory(offender=jarvis)
            booked(jarvis, status="kept", contact=fact)

        more()
        ask()
        one = ask()
        for _ in range(5):
            more()
        assert ask() == one

    def test_the_overview_says_what_is_next_and_offers_to_record(self, jarvis, signed_in):
        booked(jarvis, due_on=TOMORROW, at="14:30")
        booked(jarvis)
        text = said(signed_in("ines").get(reverse("casefile:person", args=[jarvis.public_id])))
        assert "1 Apr 2019, 14:30" in text
        assert "1 without an outcome" in text
        assert at("record", jarvis) in text

    def test_the_timeline_tells_what_was_said(self, jarvis, signed_in):
        ContactNote.objects.create(offender=jarvis, agency=agency("police"), kind="telephone", text="Asked for work.",
                                   happened_on=YESTERDAY)  # fmt: skip
        page = signed_in("ines").get(reverse("casefile:section", args=[jarvis.public_id, "timeline"]))
        assert "telephone: Asked for work." in said(page)


class TestBooking:
    def data(self, **more):
        return {"kind": "office", "due_on": sent(TOMORROW), "at": "14.30", "place": "Bury Park",
                "request_key": str(uuid4()), **more}  # fmt: skip

    def test_one(self, jarvis, person, signed_in):
        data = self.data(officer=person("ines").pk)
        ines = signed_in("ines")
        for _ in range(2):  # a double click
            assert ines.post(at("book", jarvis), data).status_code == 302
        row = Appointment.objects.get()
        assert (row.agency.code, row.due_on, f"{row.at:%H:%M}", row.officer) == (
            "probation", TOMORROW, "14:30", person("ines"),
        )  # fmt: skip

    def test_what_is_wrong_stands_beside_its_field(self, jarvis, signed_in):
        page = signed_in("ines").post(at("book", jarvis), self.data(due_on=sent(YESTERDAY)))
        assert page.status_code == 422
        assert "That day is over" in page.context["form"].errors["due_on"][0]
        assert "Bury Park" in said(page)

    def test_with_another_agency_which_then_sees_the_person(self, jarvis, person, signed_in):
        home = reverse("casefile:person", args=[jarvis.public_id])
        assert signed_in("carla").get(home).status_code == 404
        assert signed_in("ines").post(at("book", jarvis), self.data(agency=agency("housing").pk)).status_code == 302
        assert signed_in("carla").get(home).status_code == 200
        text = said(signed_in("carla").get(reverse("casefile:section", args=[jarvis.public_id, "appointments"])))
        assert "Bury Park" in text

    def test_whose_agency_books_for_itself_alone_cannot_choose_another(self, jarvis, signed_in):
        ben = signed_in("ben")
        assert "agency" not in ben.get(at("book", jarvis)).context["form"].fields
        assert ben.post(at("book", jarvis), self.data(agency=agency("housing").pk)).status_code == 302
        assert Appointment.objects.get().agency.code == "drug_service"

    def test_a_series_says_the_bank_holidays_before_anything_is_booked(self, jarvis, signed_in):
        data = self.data(days=["4"], every="week", starts_on="12 4 2019", number="3")
        page = signed_in("ines").post(at("series", jarvis), data)
        assert page.status_code == 422
        assert "Friday 19 April 2019 (Good Friday)" in page.context["form"].errors["holidays"][0]
        assert not Appointment.objects.exists()
        assert signed_in("ines").post(at("series", jarvis), {**data, "holidays": "leave_out"}).status_code == 302
        assert [row.due_on.day for row in Appointment.objects.in_order()] == [12, 26, 3]
        assert "leaves out bank holidays: 19 April 2019" in said(tab(signed_in("ines"), jarvis))

    @pytest.mark.parametrize("ends", [{}, {"until_on": "30 4 2019", "number": "3"}, {"until_on": "1 4 2019"}])
    def test_a_series_ends_on_a_day_or_after_so_many(self, jarvis, signed_in, ends):
        data = self.data(days=["1"], every="fortnight", starts_on="9 4 2019", **ends)
        page = signed_in("ines").post(at("series", jarvis), data)
        assert page.status_code == 422
        assert page.context["form"].errors["until_on"]

    def test_a_series_is_stopped(self, jarvis, signed_in):
        series = Series.objects.create(offender=jarvis, agency=agency("probation"), kind="office", days=[1], number=1,
                                       starts_on=TODAY)  # fmt: skip
        row = booked(jarvis, due_on=TOMORROW, series=series)
        assert signed_in("ben").get(at("stop", jarvis, pk=series.pk)).status_code == 403
        data = {"because": "He moved.", "request_key": str(uuid4())}
        assert signed_in("ines").post(at("stop", jarvis, pk=series.pk), data).status_code == 302
        row.refresh_from_db()
        assert row.status == "cancelled"


class TestOutcome:
    def data(self, row, status="kept", **more):
        return {"status": status, "due_on": sent(row.due_on), "at": "", "text": "", "version": row.version,
                "request_key": str(uuid4()), **more}  # fmt: skip

    def test_recorded_with_what_was_said(self, jarvis, signed_in):
        row = booked(jarvis)
        data = self.data(row, text="Came early.")
        ines = signed_in("ines")
        for _ in range(2):
            assert ines.post(at("outcome", jarvis, pk=row.pk), data).status_code in (302, 422)
        assert Contact.objects.get().said.text == "Came early."
        assert "Came early." in said(tab(ines, jarvis))

    def test_a_stale_one_shows_what_the_other_recorded(self, jarvis, signed_in):
        row = booked(jarvis)
        kept, missed = self.data(row), self.data(row, "missed_unacceptable")
        ines = signed_in("ines")
        ines.post(at("outcome", jarvis, pk=row.pk), kept)
        page = ines.post(at("outcome", jarvis, pk=row.pk), {**missed, "because": "I was there."})
        assert page.status_code == 409
        assert Contact.objects.get().outcome == "kept"

    def test_after_an_unacceptable_miss_comes_what_follows(self, jarvis, signed_in):
        row = booked(jarvis)
        answer = signed_in("ines").post(at("outcome", jarvis, pk=row.pk), self.data(row, "missed_unacceptable"))
        assert answer.url == at("misses", jarvis)

    def test_whose_sight_ends_with_it_goes_to_the_diary(self, jarvis, person, signed_in):
        row = booked(jarvis, "housing", due_on=TODAY)
        InvolvementFactory(offender=jarvis, agency=agency("housing"), reason="appointment", from_on=YESTERDAY)
        carla = signed_in("carla")
        answer = carla.post(at("outcome", jarvis, pk=row.pk), self.data(row))
        assert answer.url == reverse("diary:mine")
        assert "with the last its sight ended" in said(carla.get(answer.url))
        assert carla.get(reverse("casefile:person", args=[jarvis.public_id])).status_code == 404
        assert Contact.objects.get().outcome == "kept"

    def test_changed_with_a_reason(self, jarvis, signed_in):
        row = booked(jarvis)
        ines = signed_in("ines")
        ines.post(at("outcome", jarvis, pk=row.pk), self.data(row))
        row.refresh_from_db()
        data = {"status": "missed_acceptable", "due_on": sent(row.due_on), "at": "", "version": row.version}
        assert ines.post(at("outcome", jarvis, pk=row.pk), data).status_code == 422
        assert ines.post(at("outcome", jarvis, pk=row.pk), {**data, "because": "Ill."}).status_code == 302
        assert Contact.objects.get().outcome == "missed_acceptable"

    @pytest.mark.parametrize("name", ["outcome", "move", "cancel", "correct", "remove"])
    def test_another_persons_row_is_not_found(self, jarvis, signed_in, name):
        other = OffenderFactory()
        InvolvementFactory(offender=other, agency=agency("probation"), reason="supervises")
        assert signed_in("ines").get(at(name, other, pk=booked(jarvis).pk)).status_code == 404

    @pytest.mark.parametrize("name", ["outcome", "move", "cancel", "correct", "remove"])
    def test_another_agencys_is_refused_and_logged(self, jarvis, signed_in, name):
        assert signed_in("ben").get(at(name, jarvis, pk=booked(jarvis).pk)).status_code == 403
        assert Entry.objects.filter(verb="refused", offender_id=jarvis.pk).exists()


class TestChanging:
    def test_move_cancel_correct_remove(self, jarvis, signed_in):
        ines, row = signed_in("ines"), booked(jarvis, due_on=TOMORROW, place="Bury Park")
        move = {"due_on": sent(TODAY + timedelta(3)), "at": "", "place": "", "version": 1, "because": "He works.",
                "request_key": str(uuid4())}  # fmt: skip
        assert ines.post(at("move", jarvis, pk=row.pk), move).status_code == 302
        new = Appointment.objects.get(moved_from=row)
        said_now = {"kind": "home_visit", "due_on": sent(new.due_on), "at": "9:15", "place": "At home",
                    "version": new.version, "because": "Typed wrongly."}  # fmt: skip
        assert ines.post(at("correct", jarvis, pk=new.pk), said_now).status_code == 302
        new.refresh_from_db()
        assert (new.kind, f"{new.at:%H:%M}", new.place) == ("home_visit", "09:15", "At home")
        text = said(tab(ines, jarvis))
        assert "Moved" in text
        assert "He works." in text
        cancel = {"version": new.version, "because": "Snow."}
        assert ines.post(at("cancel", jarvis, pk=new.pk), cancel).status_code == 302
        new.refresh_from_db()
        assert new.status == "cancelled"
        assert ines.post(at("remove", jarvis, pk=new.pk), {"version": new.version, "because": "x"}).status_code == 302
        assert not Appointment.objects.filter(pk=new.pk).exists()


class TestRecording:
    def test_unplanned_corrected_and_removed(self, jarvis, signed_in):
        ben = signed_in("ben")
        data = {"kind": "telephone", "happened_on": sent(TODAY), "at": "", "outcome": "none", "text": "About the flat.",
                "request_key": str(uuid4())}  # fmt: skip
        for _ in range(2):
            assert ben.post(at("record", jarvis), data).status_code == 302
        note = ContactNote.objects.get()
        assert not Contact.objects.exists()
        corrected = {"kind": "telephone", "happened_on": sent(TODAY), "text": "About work.", "version": 1,
                     "because": "Misheard."}  # fmt: skip
        assert ben.post(at("correct_note", jarvis, pk=note.pk), corrected).status_code == 302
        assert signed_in("ines").get(at("correct_note", jarvis, pk=note.pk)).status_code == 403
        removed = {"version": 2, "because": "Other person."}
        assert signed_in("ben").post(at("remove_note", jarvis, pk=note.pk), removed).status_code == 302
        assert not ContactNote.objects.exists()

    def test_one_that_was_due_corrected_and_removed(self, jarvis, signed_in):
        ben = signed_in("ben")
        data = {"kind": "office", "happened_on": sent(TODAY), "outcome": "kept", "text": "",
                "request_key": str(uuid4())}  # fmt: skip
        ben.post(at("record", jarvis), data)
        fact = Contact.objects.get()
        corrected = {"kind": "office", "due_on": sent(TODAY), "outcome": "missed_acceptable", "version": 1,
                     "because": "Ill."}  # fmt: skip
        assert ben.post(at("correct_contact", jarvis, pk=fact.pk), corrected).status_code == 302
        fact.refresh_from_db()
        assert fact.outcome == "missed_acceptable"
        removed = {"version": 2, "because": "Other person."}
        assert ben.post(at("remove_contact", jarvis, pk=fact.pk), removed).status_code == 302
        assert not Contact.objects.exists()


class TestMisses:
    def test_the_second_on_licence_says_consider_recall_and_whose_practice_it_is(self, jarvis, signed_in):
        for days in (40, 1):
            ContactFactory(offender=jarvis, outcome="missed_unacceptable", due_on=TODAY - timedelta(days))
        text = said(signed_in("ines").get(at("misses", jarvis)))
        assert "Second unacceptable miss on licence within 12 months: consider recall" in text
        assert "local practice of the scheme, not law" in text
        assert "Start enforcement" in text

    def test_decided_by_a_named_person(self, jarvis, person, signed_in):
        miss = ContactFactory(offender=jarvis, outcome="missed_unacceptable")
        data = {"decision": "not_enforced", "decided_on": sent(TODAY), "why": "", "request_key": str(uuid4())}
        ines = signed_in("ines")
        assert ines.post(at("decide", jarvis, pk=miss.pk), data).status_code == 422
        assert ines.post(at("decide", jarvis, pk=miss.pk), {**data, "why": "In hospital."}).status_code == 302
        assert MissDecision.objects.get().created_by == person("ines")
        text = said(signed_in("aisha").get(at("misses", jarvis)))
        assert "In hospital." in text
        assert person("ines").full_name in text
        assert "Start enforcement" not in text

    def test_there_is_no_such_page_for_who_may_not_read_supervision(self, jarvis, signed_in):
        InvolvementFactory(offender=jarvis, agency=agency("housing"), reason="supports")
        assert signed_in("carla").get(at("misses", jarvis)).status_code == 404


class TestStandard:
    def test_shown_against_what_was_kept(self, jarvis, signed_in):
        ContactFactory(offender=jarvis, due_on=date(2019, 3, 25))
        ContactFactory(offender=jarvis, due_on=date(2019, 3, 31), kind="home_visit")
        ContactFactory(offender=jarvis, due_on=date(2019, 3, 24))
        assert "This week: 2 of 4 kept" in said(tab(signed_in("ines"), jarvis))
        shown = signed_in("ines").get(at("standard", jarvis)).context["shown"]
        assert [(w.kept, w.home, w.short) for w in shown.weeks] == [
            (2, 1, 2),
            (1, 0, 3),
            (0, 0, 4),
            (0, 0, 4),
            (0, 0, 4),
        ]

    def test_in_custody_nothing_is_asked(self, jarvis, signed_in):
        CustodySpellFactory(offender=jarvis, admitted_on=date(2019, 3, 20))
        shown = signed_in("ines").get(at("standard", jarvis)).context["shown"]
        assert [w.asked for w in shown.weeks] == [False, False, True, True, True]

    def test_of_nobody_outside_the_cohorts(self, scheme, signed_in):
        who = OffenderFactory()
        InvolvementFactory(offender=who, agency=agency("probation"), reason="supervises")
        page = signed_in("ines").get(at("standard", who))
        assert page.context["shown"] is None
        assert "Nothing is asked" in said(page)

    def test_lowered_by_a_decision(self, jarvis, person, signed_in, settings):
        DecisionFactory(offender=jarvis)
        data = {"weekly": "3", "at_home": "1", "why": "Six weeks of work.", "review_on": "30 6 2019",
                "request_key": str(uuid4())}  # fmt: skip
        ines = signed_in("ines")
        assert ines.post(at("standard", jarvis), {**data, "weekly": "2"}).status_code == 422
        assert ines.post(at("standard", jarvis), data).status_code == 302
        assert PersonStandard.objects.get().created_by == person("ines")
        assert "Six weeks of work." in said(ines.get(at("standard", jarvis)))
        assert signed_in("ben").post(at("standard", jarvis), data).status_code == 403
        settings.FIXED_TODAY = date(2019, 4, 1)
        assert "This week: 0 of 3 kept" in said(tab(signed_in("ines"), jarvis))


class TestEntering:
    @pytest.fixture
    def note(self, jarvis, person):
        return ContactNote.objects.create(offender=jarvis, agency=agency("police"), kind="telephone", text="On bail.",
                                          happened_on=YESTERDAY, created_by=person("aisha"))  # fmt: skip

    def test_copied_in_the_form_that_is_wanted_and_ticked(self, jarvis, note, person, signed_in):
        ines, address = signed_in("ines"), at("copy", jarvis, what="unplanned", pk=note.pk)
        text = said(ines.get(address + "?type=CAIL"))
        assert "Contact type: CAIL: IOM correspondence contact\nDate: 30/03/2019" in text
        assert "CRN: X123456" in text
        assert "1 contact of people" in said(ines.get(reverse("diary:not_entered")))
        data = {"contact_type": "CAIL", "entered_on": sent(TODAY), "request_key": str(uuid4())}
        assert ines.post(address, data).status_code == 302
        tick = Entered.objects.get()
        assert (tick.contact_type, tick.created_by) == ("CAIL", person("ines"))
        assert "Everything is entered" in said(ines.get(reverse("diary:not_entered")))
        assert person("ines").full_name in said(signed_in("aisha").get(address))
        signed_in("ines").post(at("untick", jarvis, what="unplanned", pk=note.pk))
        assert not Entered.objects.exists()

    def test_others_copy_and_do_not_tick(self, jarvis, note, signed_in):
        address = at("copy", jarvis, what="unplanned", pk=note.pk)
        assert signed_in("ben").get(address).status_code == 200
        assert signed_in("ben").post(address, {"entered_on": sent(TODAY)}).status_code == 403
        assert signed_in("ben").get(reverse("diary:not_entered")).status_code == 403

    def test_there_are_two_kinds_alone(self, jarvis, note, signed_in):
        assert signed_in("ines").get(at("copy", jarvis, what="horoscope", pk=note.pk)).status_code == 404


class TestDiary:
    def test_mine_and_my_agencys_of_the_week_and_what_has_no_outcome(self, jarvis, person, signed_in):
        mine = booked(jarvis, due_on=TODAY, officer=person("ines"))
        other = booked(jarvis, due_on=date(2019, 3, 29))
        booked(jarvis, "drug_service", due_on=TODAY)
        booked(jarvis, due_on=TOMORROW)  # a Monday
        page = signed_in("ines").get(reverse("diary:mine"))
        assert [line.appointment for _, lines in page.context["days"] for line in lines] == [mine]
        assert page.context["overdue"] == []
        assert "0 of 4 kept" in said(page)
        page = signed_in("ines").get(reverse("diary:mine") + "?whose=agency")
        assert [line.appointment for line in page.context["overdue"]] == [other]
        assert [day for day, _ in page.context["days"]] == [TODAY]
        page = signed_in("ines").get(reverse("diary:mine") + "?whose=agency&week=2019-04-03")
        assert [day for day, _ in page.context["days"]] == [TOMORROW]
        assert Entry.objects.filter(channel="contacts.diary", offender_id=jarvis.pk).exists()

    def test_whom_the_reader_does_not_see_is_not_in_it(self, jarvis, person, signed_in):
        booked(jarvis, "housing", due_on=TODAY, officer=person("carla"))
        assert signed_in("carla").get(reverse("diary:mine")).context["days"] == []
        InvolvementFactory(offender=jarvis, agency=agency("housing"), reason="appointment")
        assert len(signed_in("carla").get(reverse("diary:mine")).context["days"]) == 1

    @pytest.mark.parametrize("week", ["horoscope", "2019-02-30", "0001-01-01", "9999-12-31"])
    def test_a_week_that_is_none_is_this_one_and_never_an_error(self, jarvis, signed_in, week):
        assert signed_in("ines").get(reverse("diary:mine") + f"?week={week}").status_code == 200

    def test_as_many_statements_for_many_as_for_one(self, jarvis, person, signed_in):
        ines = signed_in("ines")

        def more(number):
            for _ in range(number):
                who = OffenderFactory()
                InvolvementFactory(offender=who, agency=agency("probation"), reason="supervises")
                MembershipFactory(offender=who, cohort=Cohort.objects.get(code="BD"))
                booked(who, due_on=TODAY, officer=person("ines")), booked(who, officer=person("ines"))

        def ask():
            with CaptureQueriesContext(connection) as caught:
                assert ines.get(reverse("diary:mine")).status_code == 200
            return len(caught)

        more(1)
        ask()
        one = ask()
        more(6)
        assert ask() == one


def test_history_says_nothing_of_an_appointment_to_who_reads_none(jarvis, signed_in):
    """An involvement by an appointment gives the appointment away (spec/access.md, section 2)."""
    from agencies.agreements.rules import Words
    from agencies.categories import Category
    from tests.agencies.agreed import in_force

    InvolvementFactory(offender=jarvis, agency=agency("health"), reason="appointment")
    where = reverse("casefile:section", args=[jarvis.public_id, "history"])
    assert "holds an open appointment" in said(signed_in("aisha").get(where))
    in_force(agencies={"police": {Category.ENGAGEMENT: Words("-", "-")}})
    assert "holds an open appointment" not in said(signed_in("aisha").get(where))
    assert Involvement.objects.filter(reason="appointment").exists()
