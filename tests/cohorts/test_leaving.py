"""Leaving by a code: who proposes and confirms, against the evidence too, and what follows from it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.models import Agency, Area
from agencies.roles import Role
from allocation.models import Transfer
from allocation.tasks import deselected as transfer_of
from audit.models import Entry, OutboxMessage
from casefile.worklist.scope import of_one
from casefile.worklist.sources.reviews import referrals as no_answers_of
from cohorts import actions
from cohorts.actions import Asked
from cohorts.leaving import after_leaving
from cohorts.models import Deselection, DeselectionCode, Membership, SchemeSetting
from contacts.models import Appointment
from offenders.models import IntelligenceReport
from offenders.policies import view_of
from panels.models import Action, AgendaItem
from panels.tasks import deselected as close_actions
from pathways.actions.plans import close_all
from pathways.models import Pathway, PathwayLevel
from rag.models import Proposal, RuleSet
from tests.conftest import TODAY
from tests.factories import (
    CohortFactory,
    CustodySpellFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    MembershipFactory,
    arrested,
    assessed,
    plan_item,
    sat,
)
from tests.people import make_for, read_original_intelligence

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def member(jarvis):
    return MembershipFactory(offender=jarvis)


@pytest.fixture
def reads(chair, coordinator):
    """Who reads original intelligence as well, so that every piece of code 1 is shown to them."""
    for user in (chair, coordinator):
        read_original_intelligence(user)


def leave(who, by, code="6C", **values):
    met_on, key = values.pop("met_on", None), values.pop("key", None)
    asked = Asked(because=values.pop("because", "Fits no more."), **values)
    return actions.deselect(offender=who, code=code, asked=asked, by=by, request_key=key or uuid4(), met_on=met_on)


def test_a_panel_deselects_at_once_where_the_evidence_is_met(jarvis, member, chair, reads):
    row = leave(jarvis, chair, "1", met_on=date(2019, 3, 30))
    assert (row.state, row.against, row.way) == ("made", False, "panel")
    member.refresh_from_db()
    assert (member.deselected_on, member.deselection_code_id) == (date(2019, 3, 30), "1")
    assert {m.kind for m in OutboxMessage.objects.all()} >= {"facts_changed", "involve_again", "deselected"}


def test_against_the_evidence_a_panel_waits_for_a_second_person_too(jarvis, member, chair, second, reads):
    arrested(jarvis, date(2019, 3, 20))
    with pytest.raises(ValidationError, match="Not all of the evidence"):
        leave(jarvis, chair, "1", met_on=TODAY)
    row = leave(jarvis, chair, "1", met_on=TODAY, against_because="It was withdrawn since.")
    assert (row.state, row.against) == ("proposed", True)
    with pytest.raises(PermissionDenied, match="second person"):
        actions.confirm_deselection(row=row, by=chair)
    assert actions.confirm_deselection(row=row, by=second).state == "made"
    member.refresh_from_db()
    assert member.deselected_on == TODAY


@pytest.mark.parametrize("reports", [0, 1])
def test_what_a_proposer_does_not_read_is_not_told_by_a_refusal(jarvis, member, second, reports):
    """Probation reads no original intelligence: code 1 asks for a reason whether there is a report or not."""
    for _ in range(reports):
        IntelligenceReportFactory(offender=jarvis, received_on=TODAY)
    with pytest.raises(ValidationError, match="Not all of the evidence is met, or shown to you"):
        leave(jarvis, second, "1")
    assert leave(jarvis, second, "1", against_because="The police say so.").against
    assert IntelligenceReport.objects.count() == reports


def test_a_pair_deselects_and_neither_alone(jarvis, member, coordinator, second):
    key = uuid4()
    row = leave(jarvis, coordinator, key=key)
    assert leave(jarvis, coordinator, key=key) == row
    with pytest.raises(ValidationError, match="waits"):
        leave(jarvis, second)
    with pytest.raises(PermissionDenied):
        actions.confirm_deselection(row=row, by=coordinator)
    for _ in range(2):
        row = actions.confirm_deselection(row=row, by=second)
    member.refresh_from_db()
    assert (row.decided_on, member.deselected_on, member.deselection_code_id) == (TODAY, TODAY, "6C")


def test_not_confirmed_the_person_stays(jarvis, member, coordinator, second):
    row = leave(jarvis, coordinator)
    with pytest.raises(ValidationError):
        actions.turn_down_deselection(row=row, because="", by=second)
    actions.turn_down_deselection(row=row, because="Too early.", by=second)
    again = leave(jarvis, coordinator)
    with pytest.raises(PermissionDenied):
        actions.take_back_deselection(row=again, by=second)
    actions.take_back_deselection(row=again, by=coordinator)
    assert Membership.objects.current(TODAY).get() == member
    with pytest.raises(ValidationError, match="answered"):
        actions.confirm_deselection(row=again, by=second)


@pytest.mark.parametrize("way", ["panel", "pair", "confirm"])
def test_nobody_deselects_whom_they_lead(jarvis, member, chair, second, leads, way):
    row = leave(jarvis, second) if way == "confirm" else None
    leads(chair, jarvis)
    with pytest.raises(PermissionDenied, match="whom they lead"):
        {"panel": lambda: leave(jarvis, chair, met_on=TODAY), "pair": lambda: leave(jarvis, chair),
         "confirm": lambda: actions.confirm_deselection(row=row, by=chair)}[way]()  # fmt: skip


MAY = {(agency, role) for agency in ("police", "probation")
       for role in (Role.SUPERVISOR, Role.PANEL_CHAIR, Role.COORDINATOR)}  # fmt: skip


@pytest.mark.parametrize("role", [*Role])
@pytest.mark.parametrize("agency", ["police", "probation", "prison"])
def test_who_proposes_and_who_records_a_panel(jarvis, member, agency, role):
    by = make_for(agency, role)
    for met_on, may in ((None, (agency, role) in MAY),
                        (TODAY, (agency, role) in MAY and role is Role.PANEL_CHAIR)):  # fmt: skip
        try:
            leave(jarvis, by, met_on=met_on)
            done = True
        except PermissionDenied:
            done = False
        assert done == may
        Deselection.objects.all().delete()
        Membership.objects.update(deselected_on=None, deselection_code=None)


def test_every_cohort_or_one_alone(jarvis, member, chair):
    other = MembershipFactory(offender=jarvis, cohort=CohortFactory(code="HI", name="High Impact"))
    leave(jarvis, chair, met_on=TODAY, cohort=other.cohort)
    assert Membership.objects.current(TODAY).get() == member
    leave(jarvis, chair, met_on=TODAY)
    assert not Membership.objects.current(TODAY).exists()
    with pytest.raises(ValidationError, match="on no such cohort"):
        leave(jarvis, chair, met_on=TODAY)


@pytest.mark.parametrize(("met_on", "refused"), [(date(2018, 1, 14), True), (date(2018, 1, 15), False),
                                                 (TOMORROW, True)])  # fmt: skip
def test_a_panel_met_while_the_person_was_on_it(jarvis, member, chair, met_on, refused):
    if refused:
        with pytest.raises(ValidationError):
            leave(jarvis, chair, met_on=met_on)
    else:
        assert leave(jarvis, chair, met_on=met_on).decided_on == met_on


def test_code_2_names_the_single_agency(jarvis, member, chair):
    with pytest.raises(ValidationError):
        leave(jarvis, chair, "2", met_on=TODAY, against_because="Known to all.")  # nobody is named
    row = leave(jarvis, chair, "2", met_on=TODAY, against_because="Known to all.",
                single_agency=Agency.objects.get(code="housing"))  # fmt: skip
    assert (row.against, row.state) == (True, "proposed")  # never assessed


def test_code_2_with_six_of_eight(jarvis, member, chair):
    for place, pathway in enumerate(Pathway.objects.in_force(TODAY).order_by("position")):
        levels = PathwayLevel.objects.filter(pathway=pathway, need=place >= 6)
        assessed(jarvis, pathway.code, levels.order_by("level")[0].level)
    row = leave(jarvis, chair, "2", met_on=TODAY, single_agency=Agency.objects.get(code="housing"))
    assert (row.against, row.state) == (False, "made")


def test_code_5_starts_a_transfer(jarvis, member, chair, leads):
    lead = make_for("police", Role.PRACTITIONER)
    leads(lead, jarvis)
    bedford = Area.objects.get(code="Bedford")
    row = leave(jarvis, chair, "5", met_on=TODAY, receiving_area=bedford, against_because="Told us on the phone.")
    actions.confirm_deselection(row=row, by=make_for("probation", Role.COORDINATOR))
    for _ in range(2):
        transfer_of(deselection=row.pk)
    moved = Transfer.objects.get()
    assert (moved.from_area, moved.to_area) == (jarvis.area, bedford)


def test_code_6a_books_the_reassessment(jarvis, member, chair, second):
    CustodySpellFactory(offender=jarvis, reason="sentence", sentence_days=1827)
    with pytest.raises(ValidationError):
        leave(jarvis, chair, "6A", met_on=TODAY, against_because="x")
    row = leave(jarvis, chair, "6A", met_on=TODAY, reassess_on=date(2022, 1, 1), against_because="No release is set.")
    assert (row.against, row.reassess_on) == (True, date(2022, 1, 1))  # no release is expected yet


def test_code_6b_closes_what_is_open(jarvis, member, chair):
    prison = Agency.objects.get(code="prison")
    open_one = Appointment.objects.create(offender=jarvis, agency=prison, kind="office", due_on=TODAY)
    panel = sat(jarvis.area, TODAY, chair, chair=chair)
    proposed = Proposal.objects.create(
        offender=jarvis, as_of=TODAY, status="GREEN", reasons=[], rule_set=RuleSet.objects.first()
    )
    item = AgendaItem.objects.create(panel=panel, offender=jarvis, position=1, proposal=proposed)
    action = Action.objects.create(item=item, offender=jarvis, text="See him.", owner=prison, due_on=TODAY,
                                   created_by=chair, request_key=uuid4())  # fmt: skip
    row = leave(jarvis, chair, "6B", met_on=TODAY, fate="deceased", fate_on=date(2019, 3, 28))
    open_one.refresh_from_db()
    assert (open_one.status, open_one.changed_because) == ("cancelled", "Deceased.")
    for _ in range(2):
        close_actions(deselection=row.pk)
    action.refresh_from_db()
    assert (action.status, action.ended_by) == ("cancelled", chair)


def test_code_6b_closes_the_care_plan_of_every_part_and_tells_who_decided_nothing_of_it(jarvis, member, chair):
    """The chair's agency, the police, reads no treatment; the item is the drug service's, and so is the person."""
    drugs = make_for("drug_service", Role.PRACTITIONER)
    item = plan_item(jarvis, drugs.agency, "drugs_alcohol", status="in_progress")
    money = plan_item(jarvis, Agency.objects.get(code="probation"))
    over = plan_item(jarvis, drugs.agency, "drugs_alcohol", status="met", status_on=date(2019, 3, 1))
    InvolvementFactory(offender=jarvis, agency=drugs.agency, reason="plan_item")
    asked = item.servicereferrals.create(offender=jarvis, referred_on=date(2019, 3, 1), service="Clinic")
    assert view_of(drugs, jarvis.pk) is not None
    leave(jarvis, chair, "6B", met_on=TODAY, fate="deported", fate_on=date(2019, 3, 28))
    for row in (item, money):
        row.refresh_from_db()
        assert (row.status, row.status_on, row.status_why) == ("no_longer_needed", TODAY, "Deported.")
        assert (row.changed_by, row.changed_because, row.version) == (chair, "Deported.", 2)
    over.refresh_from_db()
    assert (over.status, over.status_on, over.version) == ("met", date(2019, 3, 1), 1)
    assert view_of(drugs, jarvis.pk) is None  # with the last open item their agency's part ended
    reads = view_of(chair, jarvis.pk)
    assert reads is not None and not reads.levels.reads(Category.TREATMENT)
    assert list(no_answers_of(of_one(chair, jarvis, reads))) == []
    logged = Entry.objects.filter(what="pathways.close_item").order_by("pk")
    assert [(e.detail["row"], e.categories, e.user_id) for e in logged] == [
        (item.pk, ["treatment"], chair.pk), (money.pk, ["pathways"], chair.pk)
    ]  # fmt: skip
    assert close_all(offender=jarvis, by=chair, because="Deported.") == 0
    assert (logged.count(), asked.answer) == (2, "")


def test_another_code_leaves_the_care_plan_as_it_is(jarvis, member, chair):
    item = plan_item(jarvis, Agency.objects.get(code="probation"))
    leave(jarvis, chair, met_on=TODAY)
    item.refresh_from_db()
    assert (item.status, item.version) == ("not_started", 1)


def test_an_agency_disagrees(jarvis, member, coordinator, warden):
    row = leave(jarvis, coordinator)
    with pytest.raises(ValidationError):
        actions.disagree(row=row, why=" ", by=warden, request_key=uuid4())
    key = uuid4()
    for _ in range(2):
        actions.disagree(row=row, why="He needs you.", by=warden, request_key=key)
    said = row.disagreements.get()
    assert (said.agency.code, said.said_on, said.why) == ("prison", TODAY, "He needs you.")
    with pytest.raises(PermissionDenied):
        actions.disagree(row=row, why="No.", by=make_for("housing", Role.PRACTITIONER), request_key=uuid4())


@pytest.mark.parametrize(
    ("left", "cools_off", "followed_up"),
    [
        (date(2018, 9, 30), False, True),  # six months to the day: over
        (date(2018, 10, 1), True, True),
        (date(2018, 3, 31), False, False),  # twelve months to the day: over
        (date(2018, 4, 1), False, True),
    ],
)
def test_cooling_off_and_the_follow_up(jarvis, left, cools_off, followed_up):
    MembershipFactory(offender=jarvis, deselected_on=left, deselection_code_id="1")
    found = after_leaving(jarvis, TODAY)
    assert (found.left_on, found.cools_off, found.is_followed_up) == (left, cools_off, followed_up)


def test_who_is_on_a_cohort_or_never_was_has_no_time_after(jarvis):
    assert after_leaving(jarvis, TODAY) is None
    MembershipFactory(offender=jarvis)
    assert after_leaving(jarvis, TODAY) is None


def test_the_schemes_numbers_and_codes_are_rows():
    assert {row.code for row in DeselectionCode.objects.all()} == {"1", "2", "3", "4", "5", "6A", "6B", "6C"}
    assert SchemeSetting.objects.get(code="sentence_days").number == 1826
    assert all(row.source for row in SchemeSetting.objects.all())
