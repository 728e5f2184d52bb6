"""The care plan: what an item may become and by whom, which agency it lets in, and how long a service takes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from casefile.worklist.scope import of_one
from casefile.worklist.sources.reviews import plan_items, referrals
from offenders.models import Consent, Involvement, Offender
from offenders.policies import view_of
from offenders.writing import Stale
from pathways.actions import plans as actions
from pathways.models import Pathway, PlanItem
from pathways.rules.plans import ASKS_WHY, OPEN, TRANSITIONS, ItemStatus, may_become, part_of_plan, waiting_days
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory, plan_item
from tests.people import make_for

pytestmark = pytest.mark.django_db
REVIEW = date(2019, 4, 30)
# By hand: from where, to where.
WAYS = {
    "not_started": {"in_progress", "met", "declined", "no_longer_needed"},
    "in_progress": {"met", "declined", "no_longer_needed"},
    "met": {"in_progress"},
    "declined": {"not_started", "in_progress", "no_longer_needed"},
    "no_longer_needed": {"not_started", "in_progress"},
}


@pytest.mark.parametrize("now", ItemStatus)
@pytest.mark.parametrize("then", ItemStatus)
def test_each_way_of_the_table(now, then):
    assert set(TRANSITIONS) == set(ItemStatus)
    assert may_become(now, then) is (then in WAYS[now])


def test_what_is_open_and_what_asks_why():
    assert {"not_started", "in_progress"} == OPEN
    assert {"declined", "no_longer_needed"} == ASKS_WHY


@pytest.mark.parametrize(
    ("theme", "part"),
    [
        ("health", Category.HEALTH),
        ("drugs_alcohol", Category.TREATMENT),
        ("victims", Category.VICTIMS),
        ("accommodation", Category.PATHWAYS),
        ("relationships", Category.PATHWAYS),
        ("attitudes", Category.PATHWAYS),
    ],
)
def test_where_an_item_is_filed(theme, part):
    assert part_of_plan(theme) is part


@pytest.mark.parametrize(
    ("started", "answer", "days"),
    [
        (date(2019, 3, 1), "accepted", 0),
        (date(2019, 3, 15), "accepted", 14),
        (None, "accepted", 30),
        (None, "waiting_list", 30),
        (None, "", 30),
        (None, "refused", None),
    ],
)
def test_days_of_waiting(started, answer, days):
    assert waiting_days(date(2019, 3, 1), started, answer, TODAY) == days


@pytest.fixture
def ines(scheme, person):
    return person("ines")


@pytest.fixture
def who(ines):
    found = OffenderFactory()
    InvolvementFactory(offender=found, agency=ines.agency, reason="leads")
    return found


def plan(who, by, code="finance", agency=None, review_on=REVIEW, key=None):
    return actions.plan(
        offender=who, pathway=Pathway.objects.get(code=code), agency=agency or by.agency, contact="Moira, debt advice",
        aims="No debts.", action="Sees the adviser.", review_on=review_on, by=by, request_key=key or uuid4(),
    )  # fmt: skip


def go(item, status, by, why="", version=None):
    return actions.set_status(item=item, status=ItemStatus(status), why=why, version=version or item.version, by=by)


def sees(agency, who):
    by = make_for(agency, Role.PRACTITIONER)
    return Offender.objects.visible_to(by).filter(pk=who.pk).exists()


def test_an_item_is_written_once_and_logged(who, ines):
    key = uuid4()
    item = plan(who, ines, key=key)
    assert plan(who, ines, key=key) == item
    assert (item.status, item.status_on) == ("not_started", TODAY)
    assert Entry.objects.get(what="pathways.plan").categories == ["pathways"]


@pytest.mark.parametrize("review_on", [TODAY, TODAY - timedelta(1)])
def test_the_review_is_a_day_to_come(review_on, who, ines):
    with pytest.raises(ValidationError):
        plan(who, ines, review_on=review_on)
    assert plan(who, ines, review_on=TODAY + timedelta(1))


def test_the_responsible_agency_sees_the_person_while_an_item_is_open(who, ines):
    housing = Agency.objects.get(code="housing")
    first, second = plan(who, ines, agency=housing), plan(who, ines, "accommodation", agency=housing)
    assert Involvement.objects.filter(offender=who, agency=housing, reason="plan_item", until_on=None).count() == 1
    practitioner = make_for("housing", Role.PRACTITIONER)
    view = view_of(practitioner, who.pk)
    assert view is not None and view.caseload
    go(first, "met", ines)
    assert view_of(practitioner, who.pk) is not None
    go(second, "declined", ines, why="Does not want it.")
    assert view_of(practitioner, who.pk) is None
    second.refresh_from_db()
    go(second, "in_progress", ines)
    assert view_of(practitioner, who.pk) is not None
    second.refresh_from_db()
    actions.remove_item(item=second, version=second.version, because="Somebody else.", by=ines)
    assert view_of(practitioner, who.pk) is None


def test_another_agency_is_made_responsible_and_the_one_before_goes(who, ines):
    housing, jobs = (Agency.objects.get(code=code) for code in ("housing", "employment"))
    item = plan(who, ines, agency=housing)
    actions.correct_item(item=item, values={"agency": jobs}, version=1, because="They do it.", by=ines)
    assert not sees("housing", who)
    assert sees("employment", who)


def test_who_does_not_manage_the_record_plans_for_its_own_agency_alone(who, ines):
    housing = make_for("housing", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=housing.agency, reason="supports")
    assert plan(who, housing, "accommodation")
    with pytest.raises(PermissionDenied):
        plan(who, housing, "accommodation", agency=Agency.objects.get(code="employment"))


@pytest.mark.parametrize(
    ("agency", "code", "may"),
    [
        ("probation", "finance", True),
        ("probation", "drugs_alcohol", False),  # reads no treatment, and adds none
        ("drug_service", "drugs_alcohol", True),
        ("drug_service", "health", False),
        ("health", "health", True),
        ("employment", "ete", True),
        ("police", "ete", False),
    ],
)
def test_which_agency_plans_which_pathway(agency, code, may, who):
    by = make_for(agency, Role.PRACTITIONER)
    if agency != "probation":
        InvolvementFactory(offender=who, agency=by.agency, reason="supports")
    if may:
        assert plan(who, by, code)
    else:
        with pytest.raises(PermissionDenied):
            plan(who, by, code)


def test_consent_reads_an_item_of_treatment_and_writes_none(who, ines):
    Consent.objects.create(
        offender=who, category="treatment", agency=ines.agency, given_on=TODAY, how="Signed.", recorded_by=ines
    )
    with pytest.raises(PermissionDenied):
        plan(who, ines, "drugs_alcohol")
    drugs = make_for("drug_service", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=drugs.agency, reason="supports")
    item = plan(who, drugs, "drugs_alcohol")
    with pytest.raises(PermissionDenied):
        go(item, "met", ines)
    assert Entry.objects.get(what="pathways.plan").categories == ["treatment"]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", sorted(WAYS["not_started"]))
def test_each_status_by_each_role_of_the_agency_that_leads(status, role, who, ines):
    item = plan_item(who, ines.agency)
    by = make_for("probation", role)
    why = "So." if status in ASKS_WHY else ""
    if role in (Role.PRACTITIONER, Role.SUPERVISOR, Role.PANEL_CHAIR, Role.COORDINATOR):
        assert go(item, status, by, why).status == status
    else:
        with pytest.raises(PermissionDenied):
            go(item, status, by, why)


@pytest.mark.parametrize(
    ("agency", "may"), [("housing", True), ("employment", False), ("probation", True), ("police", False)]
)
def test_whose_an_item_is_to_take_on(agency, may, who):
    item = plan_item(who, Agency.objects.get(code="housing"))
    by = make_for(agency, Role.PRACTITIONER)
    if agency != "probation":
        InvolvementFactory(offender=who, agency=by.agency, reason="supports")
    if may:
        assert go(item, "in_progress", by).status == "in_progress"
    else:
        with pytest.raises(PermissionDenied):
            go(item, "in_progress", by)


@pytest.mark.parametrize("status", sorted(ASKS_WHY))
def test_declined_and_no_longer_needed_ask_why(status, who, ines):
    item = plan(who, ines)
    with pytest.raises(ValidationError, match="Say why"):
        go(item, status, ines)
    done = go(item, status, ines, why="Has work now.")
    assert (done.status_why, done.changed_because) == ("Has work now.", "Has work now.")


def test_who_was_slower_writes_nothing_and_twice_is_once(who, ines):
    item = plan(who, ines)
    go(item, "in_progress", ines)
    go(item, "in_progress", ines, version=1)
    with pytest.raises(Stale):
        go(item, "met", ines, version=1)
    assert PlanItem.objects.get().version == 2


def test_what_hangs_by_an_item_goes_with_it(who, ines):
    item = plan(who, ines)
    day = {"referred_on": TODAY, "service": "Debt advice", "answer": "", "answered_on": None, "started_on": None}
    asked = actions.refer(item=item, values=day, by=ines, request_key=uuid4())
    done = actions.correct_of_item(
        row=asked, values={**day, "answer": "accepted", "answered_on": TODAY, "started_on": TODAY}, version=1,
        because="They rang.", by=ines,
    )  # fmt: skip
    assert done.waits(date(2019, 5, 1)) == 0
    with pytest.raises(ValidationError):
        actions.refer(item=item, values={**day, "referred_on": TODAY + timedelta(1)}, by=ines, request_key=uuid4())
    actions.remove_item(item=item, version=1, because="Somebody else.", by=ines)
    assert not PlanItem.objects.exists()
    said = Entry.objects.filter(what__startswith="pathways.remove").order_by("pk").values_list("what", flat=True)
    assert list(said) == ["pathways.remove_of_item", "pathways.remove_item"]


def test_what_the_person_said_is_kept(who, ines):
    said = {"agreed_on": TODAY, "signed": "on_paper", "own_words": "I want a flat.", "present": "Ines"}
    row = actions.agree(offender=who, values=said, by=ines, request_key=uuid4())
    with pytest.raises(ValidationError):
        actions.agree(offender=who, values={**said, "agreed_on": date(2019, 4, 1)}, by=ines, request_key=uuid4())
    done = actions.correct_agreement(
        row=row, values={**said, "own_words": "I want a house."}, version=1, because="Misheard.", by=ines
    )
    assert done.own_words == "I want a house."


def lines(source, who, by):
    view = view_of(by, who.pk)
    assert view is not None
    return [(fact.fact, fact.due) for fact in source(of_one(by, who, view))]


def test_reviews_due_and_silent_services_need_somebody(who, ines):
    item = plan_item(who, ines.agency, review_on=date(2019, 4, 2))
    plan_item(who, ines.agency, "ete", review_on=date(2019, 4, 2), status="met")
    health = plan_item(who, Agency.objects.get(code="health"), "health", review_on=date(2019, 4, 2))
    assert lines(plan_items, who, ines) == [("Review of the care plan: finance, debt and benefits", date(2019, 4, 2))]
    for of in (item, health):
        day = {"referred_on": date(2019, 3, 20), "service": "One"}
        of.servicereferrals.create(offender=who, **day)
        of.servicereferrals.create(offender=who, **day, answer="refused", answered_on=TODAY)
    # Asked after within 14 days: 20 March and fourteen are 3 April.
    assert lines(referrals, who, ines) == [("No answer to a referral: finance, debt and benefits", date(2019, 4, 3))]
