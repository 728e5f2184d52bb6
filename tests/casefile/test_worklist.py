"""What needs whom: each kind of line, who has it and who has not, the counts, and what it asks of the database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Team, TeamMember
from agencies.roles import Role
from allocation.models import Transfer
from casefile.worklist.look import look
from casefile.worklist.scope import Whose, scope_of
from contacts.models import Appointment, ContactStandard
from offenders.models import AgencyRequest, CaseLead, Circumstance, ExpectedRelease, Marker, ReleasePlan
from panels.models import Action, AgendaItem
from rag.models import Decision, Proposal, RuleSet
from tests.cohorts.rows import deselection, referral
from tests.conftest import TODAY
from tests.exceptional import consent, restrict
from tests.factories import (
    ContactFactory,
    CustodySpellFactory,
    DecisionFactory,
    DrugTestFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
    WarrantFactory,
    arrested,
    sat,
)
from tests.people import make_for

pytestmark = pytest.mark.django_db

AGENCIES = ("police", "probation", "drug_service", "housing", "prison", "employment", "health", "yot")


def of(code):
    return Agency.objects.get(code=code)


def somebody(name="Jarvis", *, officer=None, agencies=AGENCIES, decided=date(2019, 3, 20), member=True):
    """In the work of these agencies; the first that is named leads, by its officer."""
    who = OffenderFactory(family_name=name)
    for code in agencies:
        InvolvementFactory(offender=who, agency=of(code), reason="supports")
    if officer is not None:
        CaseLead.objects.create(offender=who, agency=officer.agency, officer=officer, from_on=date(2018, 1, 1))
    if member:
        MembershipFactory(offender=who)
    if decided:
        DecisionFactory(offender=who, status="GREEN", effective_on=decided)
    return who


def lines(user, whose=Whose.AGENCY):
    return [(e.line.source, e.line.due, e.line.found.fact) for e in look(scope_of(user, whose)).entries]


def kinds(user, whose=Whose.AGENCY):
    return {source for source, _, _ in lines(user, whose)}


def proposed(who, status="AMBER", category="offending"):
    why = {"code": "arrest", "text": "Arrested on 25 March", "category": category, "records": [], "status": status}
    return Proposal.objects.create(
        offender=who, as_of=TODAY, status=status, reasons=[why], rule_set=RuleSet.objects.first(), current=True
    )


def wanted(who):
    WarrantFactory(offender=who, issued_on=date(2019, 3, 28))


def in_the_night(who):
    arrested(who, date(2019, 3, 30))


def positive(who):
    DrugTestFactory(offender=who, tested_on=date(2019, 3, 25), opiates="positive")


def voluntary(who):
    DrugTestFactory(offender=who, tested_on=date(2019, 3, 25), regime="voluntary", cocaine="positive")


def twice(who):
    for day in (22, 29):
        ContactFactory(offender=who, due_on=date(2019, 3, day), outcome="missed_unacceptable")


def runs_out(who, by):
    given = consent(who, "probation", by)
    type(given).objects.filter(pk=given.pk).update(until_on=date(2019, 4, 10))


def released(who, on=date(2019, 4, 19)):
    CustodySpellFactory(offender=who)
    expected = {"expected_on": on, "kind": "conditional", "said_by": "HMP Bedford", "set_on": date(2019, 3, 2)}
    return ExpectedRelease.objects.create(offender=who, **expected)


def licence(who):
    SupervisionFactory(offender=who, ended_on=date(2019, 4, 20))


@pytest.fixture
def nothing_asked(scheme):
    """No appointments a week are asked of anybody: what was kept of them is told by test_worklist_more."""
    ContactStandard.objects.all().delete()


# What happens, the line, when it is due, and who reads the category that it comes from (spec/access.md, the matrix).
READ = {"police", "probation", "prison", "drug_service", "housing", "health", "yot", "employment"}
CASES = {
    "wanted": (wanted, date(2019, 3, 31), "Wanted on warrant", {"police", "probation", "prison", "yot"}),
    "arrest": (in_the_night, date(2019, 4, 1), "Arrested on 30 March", {"police", "probation", "prison", "yot"}),
    "positive_test": (
        positive,
        date(2019, 4, 1),
        "Positive test (opiates) on 25 March",
        {"police", "probation", "prison", "yot", "drug_service"},
    ),
    "voluntary_test": (voluntary, date(2019, 4, 1), "Positive test (cocaine) on 25 March", {"drug_service"}),
    "missed_twice": (twice, date(2019, 4, 5), "Second missed appointment in a row", READ),
    "release": (released, date(2019, 4, 19), "Release on Friday 19 April", READ - {"employment"}),
    "order_ends": (
        licence,
        date(2019, 4, 20),
        "Licence ends on 20 April 2019",
        {"police", "probation", "prison", "yot", "drug_service"},
    ),
    "proposal": (proposed, date(2019, 4, 7), "AMBER is proposed", READ - {"employment"}),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_line_is_there_for_who_reads_what_it_comes_from_and_nobody_else(kind, scheme):
    happens, due, fact, readers = CASES[kind]
    happens(somebody())
    staff = {code: make_for(code, Role.PRACTITIONER) for code in AGENCIES}
    found = {code: [line for line in lines(user) if line[0] == kind] for code, user in staff.items()}
    assert {code for code, of_kind in found.items() if of_kind} == readers
    assert all(of_kind == [(kind, due, fact)] for of_kind in found.values() if of_kind)


def test_the_words_of_a_line_give_no_other_category_away(scheme):
    """A proposal's reason is told to who reads its category; housing reads that AMBER is proposed, and no more."""
    proposed(somebody())
    words = {}
    for code in ("police", "housing"):
        entries = look(scope_of(make_for(code, Role.PRACTITIONER), Whose.AGENCY)).entries
        words[code] = next(e.line.found.why for e in entries if e.line.source == "proposal")
    assert "Arrested on 25 March" in words["police"] and "rrested" not in words["housing"]


@pytest.mark.parametrize(
    ("decided", "due", "band"),
    [
        (date(2019, 2, 28), date(2019, 3, 28), "overdue"),
        (date(2019, 3, 3), date(2019, 4, 3), "week"),
        (date(2019, 3, 6), date(2019, 4, 6), "week"),
        (date(2019, 3, 7), date(2019, 4, 7), "month"),
        (date(2019, 3, 30), date(2019, 4, 30), "month"),
    ],
)
def test_a_member_is_reviewed_within_a_month_of_the_last_decision(decided, due, band, person, nothing_asked):
    aisha = person("aisha")
    somebody(officer=aisha, decided=decided)
    entries = look(scope_of(aisha, Whose.MINE)).entries
    assert [(e.line.source, e.line.due, e.band) for e in entries] == [("rag_review", due, band)]


@pytest.mark.parametrize(
    ("review", "due"),
    [
        (date(2019, 4, 2), date(2019, 4, 2)),
        (date(2019, 4, 10), date(2019, 4, 10)),
        (date(2019, 4, 11), date(2019, 4, 10)),  # never later than any decision is reviewed: a month after 10 March
    ],
)
def test_what_was_decided_between_panels_is_reviewed_by_its_day(review, due, person, nothing_asked):
    who = somebody(officer=person("aisha"), decided=date(2019, 3, 10))
    Decision.objects.filter(offender=who).update(decided_by="interim", review_on=review)
    entries = look(scope_of(person("aisha"), Whose.MINE)).entries
    assert [(e.line.source, e.line.due) for e in entries] == [("rag_review", due)]
    assert ("between panels" in entries[0].line.found.why) == (review <= due)


def test_who_is_on_no_cohort_is_reviewed_by_no_panel(person):
    who = somebody(officer=person("aisha"), member=False)
    in_the_night(who), positive(who)
    assert kinds(person("aisha"), Whose.MINE) == set()


def test_what_happened_before_the_last_decision_needs_nobody(person, nothing_asked):
    who = somebody(officer=person("aisha"), decided=date(2019, 3, 30))
    in_the_night(who), positive(who)
    assert kinds(person("aisha"), Whose.MINE) == {"rag_review"}


def test_several_arrests_are_one_line(person):
    who = somebody(officer=person("aisha"))
    in_the_night(who), arrested(who, date(2019, 3, 25)), arrested(who, date(2019, 3, 20))
    found = [e.line.found for e in look(scope_of(person("aisha"), Whose.MINE)).entries if e.line.source == "arrest"]
    assert [fact.fact for fact in found] == ["Arrested on 30 March"]
    assert found[0].why.endswith(", and 1 more since the last decision")  # the one of the 20th was decided upon


@pytest.mark.parametrize(
    ("outcomes", "there"),
    [
        (["missed_unacceptable", "missed_unacceptable"], True),
        (["missed_unacceptable", "kept"], False),
        (["kept", "missed_unacceptable"], False),
        (["missed_unacceptable", "missed_acceptable", "missed_unacceptable"], True),
        (["missed_unacceptable"], False),
    ],
)
def test_missed_twice_is_the_last_two_that_count(outcomes, there, person):
    who = somebody(officer=person("aisha"))
    for number, outcome in enumerate(outcomes):
        ContactFactory(offender=who, due_on=date(2019, 3, 10) + timedelta(number), outcome=outcome)
    assert ("missed_twice" in kinds(person("aisha"), Whose.MINE)) is there


@pytest.mark.parametrize(("days", "there"), [(28, True), (29, False), (1, True)])
def test_a_release_is_on_the_list_from_28_days_before(days, there, person):
    released(somebody(officer=person("aisha")), TODAY + timedelta(days))
    assert ("release" in kinds(person("aisha"), Whose.MINE)) is there


def test_a_release_on_good_friday_says_so(person):
    released(somebody(officer=person("aisha")))
    why = next(
        e.line.found.why for e in look(scope_of(person("aisha"), Whose.MINE)).entries if e.line.source == "release"
    )
    assert why.startswith("within 28 days; ") and "Good Friday" in why


@pytest.mark.parametrize(
    ("status", "there"), [(None, True), ("draft", True), ("agreed", False), ("carried_out", False)]
)
def test_the_plan_for_the_day_is_agreed_28_days_before(status, there, person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    expected = released(who)
    if status:
        ReleasePlan.objects.create(offender=who, expected=expected, status=status)
    found = [line for line in lines(person("aisha"), Whose.MINE) if line[0] == "release_plan"]
    assert found == ([("release_plan", date(2019, 3, 22), "Plan for the day of release")] if there else [])


def test_who_left_by_6a_is_reassessed_before_the_release(person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    MembershipFactory(offender=who, deselected_on=date(2018, 6, 1), deselection_code_id="6A")
    released(who)
    assert ("reassessment", date(2019, 3, 22), "Reassessment before release (code 6A)") in lines(
        person("aisha"), Whose.MINE
    )
    MembershipFactory(offender=who, selected_on=date(2019, 3, 1))
    assert "reassessment" not in kinds(person("aisha"), Whose.MINE)


def booked(who, day):
    """Left by code 6A on 1 June 2018, decided by a panel of that day, with a day booked."""
    MembershipFactory(offender=who, deselected_on=date(2018, 6, 1), deselection_code_id="6A")
    days = {"proposed_on": date(2018, 6, 1), "met_on": date(2018, 6, 1), "reassess_on": day}
    return deselection(offender=who, code_id="6A", way="panel", state="made", **days)


def reassessed(user):
    found = look(scope_of(user, Whose.MINE)).entries
    return [(e.line.due, e.line.found.why) for e in found if e.line.source == "reassessment"]


def test_the_day_that_was_booked_goes_before_the_28_days(person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    booked(who, date(2019, 4, 5))
    CustodySpellFactory(offender=who)
    assert reassessed(person("aisha")) == [(date(2019, 4, 5), "booked for 5 April 2019; no release is expected yet")]
    expected = {"expected_on": date(2019, 9, 1), "kind": "conditional", "said_by": "HMP Bedford"}
    row = ExpectedRelease.objects.create(offender=who, set_on=date(2019, 3, 2), **expected)
    assert reassessed(person("aisha")) == [
        (date(2019, 4, 5), "booked for 5 April 2019; release expected on 1 September 2019")
    ]
    ExpectedRelease.objects.filter(pk=row.pk).update(expected_on=date(2019, 4, 5))
    ((due, why),) = reassessed(person("aisha"))
    assert due == date(2019, 3, 8)  # 28 days before 5 April
    assert "release is expected on 5 April 2019, and the reassessment is booked for 5 April 2019 only" in why


def test_who_came_out_or_was_considered_again_is_not_reassessed(person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    booked(who, date(2019, 4, 5))
    assert reassessed(person("aisha")) == []  # not in custody
    CustodySpellFactory(offender=who)
    row = referral(offender=who, status="not_selected", referred_on=date(2019, 2, 1), screened_on=date(2019, 2, 1),
                   ended_on=date(2019, 3, 7))  # fmt: skip
    assert len(reassessed(person("aisha"))) == 1  # 28 days before 5 April are 8 March
    type(row).objects.filter(pk=row.pk).update(ended_on=date(2019, 3, 8))
    assert reassessed(person("aisha")) == []


def test_an_appointment_without_an_outcome_is_its_officers_whoever_leads(person):
    aisha, colleague = person("aisha"), make_for("police", Role.SUPERVISOR)
    who = somebody(officer=aisha, decided=None, member=False)
    wanted(who)
    booked = {"offender": who, "agency": of("police"), "kind": "office", "due_on": date(2019, 3, 28)}
    Appointment.objects.create(**booked, officer=colleague)
    Appointment.objects.create(**booked | {"due_on": TODAY}, officer=colleague)
    Appointment.objects.create(**booked | {"agency": of("probation")})
    expected = ("outcome", date(2019, 3, 30), "Appointment without an outcome")
    assert lines(colleague, Whose.MINE) == [expected]  # and nothing else of somebody whom Aisha leads
    assert "outcome" not in kinds(aisha, Whose.MINE)
    assert lines(aisha).count(expected) == 1


def test_what_was_to_be_looked_at_again(person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    said = {"offender": who, "from_on": date(2019, 1, 1), "learned_from": "Probation"}
    Marker.objects.create(**said, kind="weapons", review_on=date(2019, 3, 30))
    Marker.objects.create(**said, kind="marac", review_on=date(2019, 4, 2))
    Circumstance.objects.create(
        offender=who, kind="employment", text="Works nights.", from_on=date(2019, 1, 1), review_on=date(2019, 4, 5)
    )
    assert lines(person("aisha"), Whose.MINE) == [
        ("marker", date(2019, 3, 30), "Review of a marker: Weapons"),
        ("marker", date(2019, 4, 2), "Review of a marker: MARAC"),
        ("circumstance", date(2019, 4, 5), "Review of circumstances: employment"),
    ]
    assert {fact for _, _, fact in lines(make_for("prison", Role.PRACTITIONER))} == {
        "Review of a marker: Weapons", "Review of circumstances: employment",
    }  # fmt: skip
    assert kinds(person("carla")) == {"circumstance"}


def test_a_request_is_on_the_list_of_who_is_asked_until_it_is_done(person):
    who = somebody(decided=None, member=False)
    row = AgencyRequest.objects.create(
        offender=who, asked_by=of("police"), asked_of=of("housing"), text="A room for him.",
        asked_on=date(2019, 3, 20), due_on=date(2019, 4, 3),
    )  # fmt: skip
    assert lines(person("carla")) == [("request", date(2019, 4, 3), "Request of Police")]
    assert "request" not in kinds(person("aisha")) | kinds(person("ines"))
    AgencyRequest.objects.filter(pk=row.pk).update(status="done", outcome="Found.", ended_on=TODAY)
    assert kinds(person("carla")) == set()


def test_a_transfer_is_on_the_list_of_who_is_asked(person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    Transfer.objects.create(
        offender=who, from_agency=of("police"), to_agency=of("probation"), because="He moved.",
        asked_on=date(2019, 3, 30), asked_by=person("aisha"),
    )  # fmt: skip
    assert lines(person("ines")) == [("transfer", date(2019, 4, 6), "Transfer asked")]
    assert kinds(person("aisha")) == set()


def test_what_probation_recorded_is_to_be_entered_once(person):
    who = somebody(officer=person("ines"), decided=None, member=False)
    ContactFactory(offender=who, due_on=date(2019, 3, 29), created_by=person("ines"))
    ContactFactory(offender=who, due_on=date(2019, 3, 28), import_number=1)
    assert lines(person("ines"), Whose.MINE) == [
        ("not_entered", date(2019, 3, 31), "Appointment of 29 March is not in the probation system")
    ]
    assert kinds(person("aisha")) == set()


def test_mine_my_teams_and_my_agencys(person):
    aisha, colleague, other = person("aisha"), make_for("police", Role.SUPERVISOR), make_for("police", Role.COORDINATOR)
    for name, officer in (("Mine", aisha), ("Team", colleague), ("Agency", other)):
        wanted(somebody(name, officer=officer, decided=None, member=False))
    wanted(somebody("Elsewhere", agencies=["probation"], officer=person("ines"), decided=None, member=False))
    team = Team.objects.create(agency=of("police"), name="Luton")
    for user in (aisha, colleague):
        TeamMember.objects.create(team=team, user=user, from_on=date(2019, 1, 1))

    def names(whose):
        return {e.person.family_name for e in look(scope_of(aisha, whose)).entries}

    assert names(Whose.MINE) == {"Mine"}
    assert names(Whose.TEAM) == {"Mine", "Team"}
    assert names(Whose.AGENCY) == {"Mine", "Team", "Agency"}


def test_a_restricted_person_is_on_the_list_of_who_is_named_alone(person):
    aisha = person("aisha")
    who = somebody(officer=aisha, decided=None, member=False)
    wanted(who)
    restrict(who, person("femi"), person("femi"))
    assert kinds(aisha, Whose.MINE) == set()
    assert kinds(person("femi")) == {"wanted"}


def test_an_action_is_on_the_list_of_the_agency_that_owns_it(person):
    who, chair = somebody(decided=None, member=False), person("esther")
    panel = sat(who.area, date(2019, 3, 1), chair, chair=chair)
    item = AgendaItem.objects.create(panel=panel, offender=who, position=1, proposal=proposed(who, "GREEN"))
    Action.objects.create(
        item=item, offender=who, text="See him.", owner=of("employment"), due_on=date(2019, 3, 29), created_by=chair,
        request_key=uuid4(),
    )  # fmt: skip
    assert lines(make_for("employment", Role.PRACTITIONER)) == [
        ("action", date(2019, 3, 29), "Action overdue since 29 March 2019")
    ]
    assert "action" not in kinds(person("aisha"))


def test_a_consent_that_runs_out_is_known_to_who_may_know_of_it(person):
    who = somebody(decided=None, member=False)
    runs_out(who, person("ben"))
    found = {code: kinds(make_for(code, Role.PRACTITIONER)) for code in AGENCIES}
    assert {code for code, of_it in found.items() if "consent" in of_it} == {"drug_service", "probation"}


def test_a_case_without_an_officer_is_the_agencys(person):
    who = somebody(decided=None, member=False)
    CaseLead.objects.create(offender=who, agency=of("police"), from_on=date(2019, 3, 28))
    assert lines(person("femi")) == [("no_lead", date(2019, 4, 4), "No active lead")]
    assert kinds(person("ines")) == set()


def test_the_page_counts_what_it_lists(person, signed_in, nothing_asked):
    aisha = person("aisha")
    for number in range(30):
        wanted(somebody(f"P{number:02}", officer=aisha, decided=date(2019, 2, 28)))
    client = signed_in("aisha")
    seen = [e.line.key for n in (1, 2, 3) for e in client.get(f"/today/?page={n}").context["page"].object_list]
    page = client.get("/today/").context
    assert len(seen) == len(set(seen)) == page["page"].paginator.count == 60
    assert page["overdue"] == 30 and page["things"] == "60 things need"
    only = client.get("/today/?kind=wanted").context["page"].paginator.count
    assert only == 30 and "Wanted (30)" in [option.label for option in page["kinds"]]


def test_the_worst_of_a_day_comes_first(person, signed_in, nothing_asked):
    for name, status in (("Amber", "AMBER"), ("Red", "RED"), ("Blue", "BLUE")):
        who = somebody(name, officer=person("aisha"), decided=None)
        DecisionFactory(offender=who, status=status, effective_on=date(2019, 3, 20))
    entries = signed_in("aisha").get("/today/").context["page"].object_list
    assert [e.person.family_name for e in entries] == ["Red", "Amber", "Blue"]


def test_nothing_needs_you(person, signed_in):
    text = signed_in("aisha").get("/today/?whose=mine").content.decode()
    assert "Nothing needs you today" in text


def test_the_number_of_queries_does_not_grow_with_the_people(person, signed_in):
    aisha, client = person("aisha"), signed_in("aisha")

    def add(number):
        for _ in range(number):
            who = somebody(officer=aisha, decided=date(2019, 2, 28))
            for happens, _due, _fact, _readers in CASES.values():
                happens(who)
            runs_out(who, aisha)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/today/").status_code == 200
        return len(captured)

    add(10)
    few = queries()
    add(90)
    assert queries() <= few
    assert few <= 80


def test_it_is_the_first_page_of_who_has_one(signed_in, client, person):
    answer = client.post(reverse("account_login"), {"login": "aisha@example.org", "password": "x"})
    assert answer.status_code in (200, 302)
    names = {}
    for who in ("aisha", "ben", "femi", "dev", "esther", "grace", "hari", "karl"):
        names[who] = [entry["name"] for entry in signed_in(who).get(reverse("accounts:sessions")).context["navigation"]]
    assert {who for who, entries in names.items() if entries[:1] == ["Today"]} == {"aisha", "ben", "femi"}
    assert not {who for who, entries in names.items() if "Today" in entries[1:]}
