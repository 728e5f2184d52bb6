"""Referring, screening, deciding: who may, in what state, and what is written."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.code_lists import command_line
from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from cohorts import actions, policies
from cohorts.models import Cohort, EngagementCategory, Membership, Referral, SchemeAnswer, SelectionDecision
from cohorts.rules.referrals import OPEN, Outcome, Status
from exchange import involvement
from offenders.models import Involvement, Offender
from tests.cohorts.rows import proposal, referral, referred_by
from tests.conftest import TODAY
from tests.factories import CohortFactory, InvolvementFactory, MembershipFactory, arrested
from tests.people import make_for

pytestmark = pytest.mark.django_db
SELECTED, NOT_SELECTED, DEFERRED = Outcome.SELECTED, Outcome.NOT_SELECTED, Outcome.DEFERRED
TOMORROW = TODAY + timedelta(days=1)


def refer(who, by, *, cohort=None, key=None, **values):
    given = {"route": "form", "why": "Burgles again.", "evidence": ""} | values
    return actions.refer(offender=who, cohort=cohort or CohortFactory(), by=by, request_key=key or uuid4(), **given)


def panel(row, by, outcome=SELECTED, met_on=TODAY, **more):
    return actions.decide_by_panel(
        referral=row, outcome=outcome, because="It is agreed.", met_on=met_on, by=by, request_key=uuid4(), **more
    )


def propose(row, by, outcome=SELECTED, **more):
    return actions.propose(referral=row, outcome=outcome, because="Fits.", by=by, request_key=uuid4(), **more)


def test_any_agency_refers_and_is_involved_from_then_on(jarvis):
    housing = make_for("housing", Role.PRACTITIONER)
    with pytest.raises(PermissionDenied):  # a stranger
        refer(jarvis, housing)
    InvolvementFactory(offender=jarvis, agency=housing.agency, reason="appointment", from_on=TODAY, until_on=TOMORROW)
    row = refer(jarvis, housing)
    assert (row.status, row.referred_on) == (Status.REFERRED, TODAY)
    opened = Involvement.objects.get(offender=jarvis, agency=housing.agency, reason="referred")
    assert (opened.from_on, opened.until_on) == (TODAY, None)
    assert Entry.objects.filter(what="scheme.refer", offender_id=jarvis.pk, reason="Burgles again.").exists()
    involvement.refresh(TOMORROW, by=command_line(), of=f"SELECT {jarvis.pk} AS id")
    opened.refresh_from_db()
    assert opened.until_on is None


def test_the_involvement_ends_with_the_referral_and_lasts_with_the_membership(jarvis, warden, chair, settings):
    on = f"SELECT {jarvis.pk} AS id"
    Involvement.objects.filter(agency=warden.agency).update(reason="supports")
    kept, gone = refer(jarvis, warden), refer(jarvis, make_for("probation", Role.PRACTITIONER), cohort=CohortFactory(
        code="HI", name="High Impact"))  # fmt: skip
    actions.screen(referral=kept, by=chair)
    panel(kept, chair)
    actions.withdraw(referral=gone, because="Moved away.", by=chair)
    involvement.refresh(TOMORROW, by=command_line(), of=on)
    referred = Involvement.objects.filter(offender=jarvis, reason="referred")
    assert referred.get(agency__code="prison").until_on is None
    assert referred.get(agency__code="probation").until_on == TOMORROW
    Membership.objects.update(deselected_on=TOMORROW, deselection_code_id="1")
    involvement.refresh(TOMORROW, by=command_line(), of=on)
    assert referred.get(agency__code="prison").until_on == TOMORROW


def test_the_same_form_twice_is_one_referral(jarvis, warden):
    key = uuid4()
    assert refer(jarvis, warden, key=key) == refer(jarvis, warden, key=key)
    assert Referral.objects.get().bys.count() == 1
    with pytest.raises(ValidationError):
        refer(jarvis, warden, key=key, why="Other words.")


def test_a_second_referral_joins_the_open_one(jarvis, warden, coordinator):
    first = refer(jarvis, warden)
    assert refer(jarvis, coordinator) == first
    assert [by.agency.code for by in first.bys.all()] == ["prison", "police"]
    other = refer(jarvis, warden, cohort=CohortFactory(code="HI", name="High Impact"))
    assert other != first
    actions.withdraw(referral=other, because="By mistake.", by=warden)
    assert refer(jarvis, warden, cohort=other.cohort) != other


@pytest.mark.parametrize(("closes", "refused"), [(TODAY, True), (TOMORROW, False)])
def test_a_closed_cohort_takes_nobody(jarvis, warden, closes, refused):
    cohort = CohortFactory(code="OLD", name="Old", closes_on=closes)
    if refused:
        with pytest.raises(ValidationError, match="takes nobody"):
            refer(jarvis, warden, cohort=cohort)
    else:
        assert refer(jarvis, warden, cohort=cohort)


def test_who_is_on_it_is_not_referred_for_it(jarvis, warden):
    MembershipFactory(offender=jarvis)
    with pytest.raises(ValidationError, match="already"):
        refer(jarvis, warden)


def test_a_cohort_of_victims_is_for_who_reads_of_victims(jarvis, warden):
    with pytest.raises(ValidationError, match="one of these"):
        refer(jarvis, warden, cohort=CohortFactory(code="DV", name="Domestic Violence"))


def test_a_panel_selects_and_the_membership_is_written(jarvis, warden, chair):
    row = refer(jarvis, warden)
    with pytest.raises(ValidationError, match="moved on"):  # not screened yet
        panel(row, chair)
    actions.screen(referral=row, by=chair)
    made = panel(row, chair)
    time = Membership.objects.get()
    assert (time.referral, time.selected_on, time.referred_by, time.import_number) == (row, TODAY, "prison", None)
    row.refresh_from_db()
    assert (row.status, row.ended_on) == (Status.SELECTED, TODAY)
    assert made.decided_on == TODAY
    assert made.screening["on"] == "2019-03-31"


def test_the_screening_is_kept_as_it_stood(jarvis, warden, chair):
    cohort = CohortFactory(
        code="KEYS", name="Keys", maximum=1, checks=[[{"kind": "current_charge", "group": "burglary"}]]
    )
    MembershipFactory(cohort=cohort)
    arrested(jarvis, date(2019, 3, 20))
    row = refer(jarvis, warden, cohort=cohort)
    actions.screen(referral=row, by=chair)
    made = panel(row, chair)
    arrested(jarvis, date(2019, 3, 21))
    made.refresh_from_db()
    assert made.screening["requirements"][0][0]["text"] == "current charge for burglary: 20 March 2019"
    assert made.screening["place"] == "Would be number 2 of 1"  # a warning, never a refusal


def test_a_pair_decides_and_neither_alone(jarvis, warden, coordinator, second):
    row = refer(jarvis, warden)
    actions.screen(referral=row, by=coordinator)
    made = propose(row, coordinator)
    assert not Membership.objects.exists()
    with pytest.raises(PermissionDenied, match="second person"):
        actions.confirm(decision=made, by=coordinator)
    with pytest.raises(ValidationError, match="waits"):
        propose(row, second)
    for _ in range(2):  # a double click
        made = actions.confirm(decision=made, by=second)
    assert (made.state, made.decided_on) == ("made", TODAY)
    assert Membership.objects.get().selected_on == TODAY


def test_the_second_person_says_no_and_it_waits_as_before(jarvis, warden, coordinator, second):
    row = referral(offender=jarvis)
    made = propose(row, coordinator)
    with pytest.raises(ValidationError):
        actions.turn_down(decision=made, because=" ", by=second)
    assert actions.turn_down(decision=made, because="Too early.", by=second).state == "turned_down"
    row.refresh_from_db()
    assert row.status == Status.SCREENED
    again = propose(row, coordinator)
    assert actions.take_back(decision=again, by=coordinator).state == "taken_back"
    with pytest.raises(PermissionDenied):
        actions.take_back(decision=propose(row, coordinator), by=second)


@pytest.mark.parametrize("way", ["panel", "propose", "confirm"])
def test_nobody_decides_on_whom_they_lead(jarvis, chair, second, leads, way):
    row = referral(offender=jarvis)
    made = propose(row, second) if way == "confirm" else None
    leads(chair, jarvis)
    with pytest.raises(PermissionDenied, match="whom they lead"):
        {"panel": lambda: panel(row, chair), "propose": lambda: propose(row, chair),
         "confirm": lambda: actions.confirm(decision=made, by=chair)}[way]()  # fmt: skip
    assert not Membership.objects.exists()


@pytest.mark.parametrize("way", ["panel", "propose", "confirm"])
def test_nobody_decides_on_whom_they_referred(jarvis, chair, second, way):
    row = referral(offender=jarvis)
    made = propose(row, second) if way == "confirm" else None
    referred_by(row, chair.agency, created_by=chair)
    with pytest.raises(PermissionDenied, match="you referred"):
        {"panel": lambda: panel(row, chair), "propose": lambda: propose(row, chair),
         "confirm": lambda: actions.confirm(decision=made, by=chair)}[way]()  # fmt: skip


# Who takes which step from which status: everybody else is refused, whatever the status (403 before 422).
RUNS = {("police", Role.SUPERVISOR), ("police", Role.PANEL_CHAIR), ("police", Role.COORDINATOR),
        ("probation", Role.SUPERVISOR), ("probation", Role.PANEL_CHAIR), ("probation", Role.COORDINATOR)}  # fmt: skip
STEPS = {
    "screen": ({Status.REFERRED, Status.SCREENED}, lambda who: who in RUNS),  # twice is once
    "propose": ({Status.SCREENED}, lambda who: who in RUNS),
    "panel": ({Status.SCREENED}, lambda who: who in RUNS and who[1] is Role.PANEL_CHAIR),
    "withdraw": ({*OPEN, Status.WITHDRAWN}, lambda who: who in RUNS),
}


@pytest.mark.parametrize("role", [*Role])
@pytest.mark.parametrize("agency", ["police", "probation", "prison"])
def test_every_step_from_every_status_by_every_role(jarvis, agency, role):
    by = make_for(agency, role)
    for step, (statuses, may) in STEPS.items():
        for status in Status:
            row = in_status(jarvis, status)
            asked = {
                "screen": lambda row=row: actions.screen(referral=row, by=by),
                "propose": lambda row=row: propose(row, by, NOT_SELECTED),
                "panel": lambda row=row: panel(row, by, NOT_SELECTED),
                "withdraw": lambda row=row: actions.withdraw(referral=row, because="Gone.", by=by),
            }[step]
            done = attempt(asked)
            assert done == (may((agency, role)) and status in statuses), (step, status)
            SelectionDecision.objects.all().delete()
            row.delete()


def in_status(who, status):
    more = {"deferred_until": TOMORROW} if status is Status.DEFERRED else {}
    if status is Status.REFERRED:
        more["screened_on"] = None
    if status not in OPEN:
        more |= {"ended_on": TODAY, "ended_because": "Gone."}
    return referral(offender=who, status=status, **more)


def attempt(act):
    try:
        act()
    except (PermissionDenied, ValidationError):
        return False
    return True


@pytest.mark.parametrize(("until", "refused"), [(TODAY, True), (TOMORROW, False), (None, True)])
def test_deferred_until_a_day_to_come(jarvis, chair, until, refused):
    row = referral(offender=jarvis)
    if refused:
        with pytest.raises(ValidationError, match="to come"):
            panel(row, chair, DEFERRED, deferred_until=until)
    else:
        panel(row, chair, DEFERRED, deferred_until=until)
        row.refresh_from_db()
        assert (row.status, row.deferred_until) == (Status.DEFERRED, until)


def test_a_deferral_comes_back_on_its_day(jarvis, chair, settings):
    row = referral(offender=jarvis)
    referred_by(row)
    panel(row, chair, DEFERRED, deferred_until=TOMORROW)
    with pytest.raises(ValidationError, match="deferred"):
        panel(row, chair)
    assert not Referral.objects.to_decide(TODAY).exists()
    settings.FIXED_TODAY = TOMORROW
    assert Referral.objects.to_decide(TOMORROW).get() == row
    panel(row, chair, met_on=TOMORROW)
    assert Membership.objects.get().selected_on == TOMORROW


@pytest.mark.parametrize(
    ("met_on", "refused"),
    [(date(2019, 3, 9), True), (date(2019, 3, 10), False), (TODAY, False), (TOMORROW, True)],
)
def test_a_panel_met_from_the_referral_until_today(jarvis, chair, met_on, refused):
    row = referral(offender=jarvis)
    referred_by(row)
    if refused:
        with pytest.raises(ValidationError, match="panel met"):
            panel(row, chair, met_on=met_on)
    else:
        panel(row, chair, met_on=met_on)
        assert Membership.objects.get().selected_on == met_on


def test_on_two_cohorts_and_moved_without_leaving(jarvis, chair, warden):
    old = MembershipFactory(offender=jarvis)
    row = refer(jarvis, warden, cohort=CohortFactory(code="HI", name="High Impact"))
    actions.screen(referral=row, by=chair)
    panel(row, chair)
    assert Membership.objects.current(TODAY).filter(offender=jarvis).count() == 2
    third = refer(jarvis, warden, cohort=CohortFactory(code="PI", name="Prolific Intensive"))
    actions.screen(referral=third, by=chair)
    panel(third, chair, leaves=old.cohort)
    old.refresh_from_db()
    assert (old.deselected_on, old.deselection_code_id) == (TODAY, "6C")
    assert {time.cohort.code for time in Membership.objects.current(TODAY)} == {"HI", "PI"}


def test_never_twice_on_a_cohort_at_a_time(jarvis, chair):
    row = referral(offender=jarvis)
    referred_by(row)
    MembershipFactory(offender=jarvis, selected_on=TODAY)  # an import came between
    with pytest.raises(ValidationError, match="already"):
        panel(row, chair)


def test_what_the_person_said_and_how_they_engage(jarvis, chair):
    time = MembershipFactory(offender=jarvis, selected_on=date(2019, 3, 20))
    said = {"membership": time, "reply": "accepts", "words": "I am in.", "by": chair}
    with pytest.raises(ValidationError, match="20 March 2019"):
        actions.record_answer(**said, told_on=date(2019, 3, 19), request_key=uuid4())
    actions.record_answer(**said, told_on=date(2019, 3, 20), request_key=uuid4())
    assert SchemeAnswer.objects.get().created_by == chair
    engages = {"offender": jarvis, "category": "motivated", "words": "", "by": chair}
    actions.record_engagement(**engages, from_on=TODAY, request_key=uuid4())
    with pytest.raises(ValidationError, match="already"):
        actions.record_engagement(**engages | {"category": "active"}, from_on=TODAY, request_key=uuid4())
    with pytest.raises(ValidationError, match="to come"):
        actions.record_engagement(**engages, from_on=TOMORROW, request_key=uuid4())
    assert EngagementCategory.objects.count() == 1


def test_a_cohort_is_made_and_changed_with_its_history(coordinator, chair):
    values = {"code": "KEYS", "name": "The Keys Project", "purpose": "Just below priority.", "checks": []}
    with pytest.raises(PermissionDenied):
        actions.make_cohort(values=values, by=chair)
    made = actions.make_cohort(values=values, by=coordinator)
    changed = actions.change_cohort(
        cohort=made, version=1, because="More places.", values={"maximum": 60}, by=coordinator
    )
    assert (changed.version, changed.events.get().maximum, changed.changed_because) == (2, None, "More places.")
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.change_cohort(cohort=made, version=1, because="Fewer.", values={"maximum": 50}, by=coordinator)


def test_a_coordinator_of_another_agency_makes_no_cohort(scheme):
    with pytest.raises(PermissionDenied):
        actions.make_cohort(values={"code": "X", "name": "X"}, by=make_for("housing", Role.COORDINATOR))
    assert Cohort.objects.filter(code="X").count() == 0


def test_another_agency_does_not_see_a_referral_of_a_stranger(jarvis, warden):
    refer(jarvis, warden)
    housing = make_for("housing", Role.COORDINATOR)
    assert Offender.objects.visible_to(housing).count() == 0
    assert not policies.may_refer(housing, jarvis)
    assert Agency.objects.get(code="housing").involvements.count() == 0


def test_a_proposal_is_of_one_form(jarvis, coordinator):
    row, key = referral(offender=jarvis), UUID("00000000-0000-4000-8000-000000000009")
    said = {"referral": row, "outcome": NOT_SELECTED, "because": "Not yet.", "by": coordinator, "request_key": key}
    assert actions.propose(**said) == actions.propose(**said)
    assert proposal(referral(offender=jarvis, cohort=CohortFactory(code="HI", name="HI")))
