"""Giving a person to an officer: who may, with what reason, and what it does."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.roles import Role
from allocation import actions, policies, queries
from allocation.models import Allocation, Transfer, WorkloadPoints
from allocation.rules.states import Answer
from audit.models import Entry, OutboxMessage
from offenders.models import CaseLead, Involvement
from tests.allocation.conftest import led_by, officer_of
from tests.exceptional import restrict
from tests.factories import DecisionFactory, InvolvementFactory, OffenderFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db
TODAY = date(2019, 3, 31)
YOUNG = date(2003, 1, 1)


def lead(person, on=TODAY):
    return policies.lead_of(person, on)


def test_the_officer_leads_from_today_and_the_one_before_no_more(jarvis, nora, omar, supervisor, give):
    give(jarvis, omar, supervisor)
    rows = list(CaseLead.objects.filter(offender=jarvis).order_by("pk").values_list("officer", "from_on", "until_on"))
    assert rows == [(nora.pk, date(2018, 1, 15), TODAY), (omar.pk, TODAY, None)]
    assert Involvement.objects.filter(offender=jarvis, reason="leads", until_on=None).count() == 1
    assert Entry.objects.filter(what="allocation.allocate", offender_id=jarvis.pk, user_id=supervisor.pk).exists()


def test_the_same_form_twice_gives_once(jarvis, omar, supervisor, give):
    key = uuid4()
    assert give(jarvis, omar, supervisor, key=key) == give(jarvis, omar, supervisor, key=key)
    assert (Allocation.objects.count(), CaseLead.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("agency", "role", "may"),
    [
        ("probation", Role.SUPERVISOR, True),
        ("probation", Role.COORDINATOR, True),
        ("probation", Role.PRACTITIONER, False),
        ("probation", Role.VIEWER, False),
        ("probation", Role.PANEL_CHAIR, False),
        ("probation", Role.AGENCY_LEAD, False),
        ("police", Role.SUPERVISOR, False),  # sees the person, and does not lead
        ("police", Role.COORDINATOR, False),
        ("housing", Role.SUPERVISOR, False),  # does not see the person
    ],
)
def test_who_may(jarvis, omar, give, agency, role, may):
    if agency == "police":
        InvolvementFactory(offender=jarvis)
    by = make_for(agency, role)
    assert policies.may_allocate(by, jarvis) is may
    if not may:
        with pytest.raises(PermissionDenied):
            give(jarvis, omar, by)


def test_nobody_decides_for_whom_they_may_not_see(jarvis, omar, supervisor, give):
    restrict(jarvis, by=supervisor)
    with pytest.raises(PermissionDenied):
        give(jarvis, omar, supervisor)


def test_a_taper_decides_nothing(jarvis, omar, supervisor, give):
    Involvement.objects.filter(offender=jarvis).update(until_on=date(2019, 3, 1))
    CaseLead.objects.filter(offender=jarvis).update(until_on=date(2019, 3, 1))
    with pytest.raises(PermissionDenied):
        give(jarvis, omar, supervisor)


def test_where_nobody_leads_an_agency_that_is_involved_takes_the_person(omar, supervisor, give):
    person = OffenderFactory()
    InvolvementFactory(offender=person, agency=supervisor.agency, reason="supervises")
    give(person, omar, supervisor)
    assert lead(person).officer == omar
    assert Involvement.objects.filter(offender=person, agency=supervisor.agency, reason="leads", until_on=None).exists()


def test_an_officer_is_of_the_agency_and_works_there(jarvis, supervisor, give, person, omar):
    with pytest.raises(ValidationError, match="practitioner of your agency"):
        give(jarvis, person("aisha"), supervisor)
    omar.ends_on = TODAY
    omar.save()
    with pytest.raises(ValidationError, match="practitioner of your agency"):
        give(jarvis, omar, supervisor)


def test_another_than_recommended_takes_a_reason(jarvis, nora, omar, supervisor, give):
    busy = officer_of("probation", "Ada Busy")
    for n in range(2):
        led_by("probation", busy, family_name=f"Case{n}")
    with pytest.raises(ValidationError, match="Say why it is this officer"):
        give(jarvis, busy, supervisor, because=" ")
    row = give(jarvis, busy, supervisor, because="She speaks Polish.")
    assert (row.recommended, row.because) == (omar, "She speaks Polish.")
    row = give(jarvis, nora, supervisor, because="")  # she has led him, so she is recommended now
    assert row.because == ""


def test_the_reason_names_the_figures_and_changes_with_them(jarvis, nora, omar, supervisor):
    WorkloadPoints.objects.exclude(factor="status").delete()
    busy = officer_of("probation", "Ada Busy")
    person = led_by("probation", busy, family_name="Red")
    assert actions.allocating.recommendation(jarvis, supervisor).reason == (
        "0 points against 2"  # nothing decided counts 2
    )
    DecisionFactory(offender=person, status="RED")
    assert actions.allocating.recommendation(jarvis, supervisor).reason == "0 points against 6"
    CaseLead.objects.create(offender=jarvis, agency=busy.agency, officer=busy, from_on=date(2017, 1, 1),
                            until_on=date(2018, 1, 1))  # fmt: skip
    WorkloadPoints.objects.create(factor="known", value="led_before", points=7, from_on=date(2000, 1, 1), source="Us.")
    found = actions.allocating.recommendation(jarvis, supervisor)
    assert found.key == busy.pk
    assert found.reason == "6 points against 0; led this person until January 2018, which counts as 7 points fewer"


def test_points_are_rows_of_a_day(scheme):
    WorkloadPoints.objects.create(factor="status", value="RED", points=9, from_on=date(2019, 4, 1), source="Panel.")
    assert queries.points_on(TODAY)["status", "RED"] == 6
    assert queries.points_on(date(2019, 4, 1))["status", "RED"] == 9


def test_a_case_counts_as_the_reader_sees_it(jarvis, nora, supervisor):
    DecisionFactory(offender=jarvis, status="RED")
    seen = next(one for one in queries.side_by_side(supervisor, supervisor.agency, TODAY) if one.officer == nora)
    assert dict(seen.by_status) == {"RED": 1}
    hidden = make_for("housing", Role.SUPERVISOR)
    worker = officer_of("housing", "Wanda Home")
    led = led_by("housing", worker, family_name="Housed")
    DecisionFactory(offender=led, status="RED")
    (seen,) = queries.side_by_side(hidden, hidden.agency, TODAY)
    assert dict(seen.by_status) == {"ASK_LEAD": 1}


def test_side_by_side_asks_a_fixed_number_of_times(supervisor, nora, django_assert_max_num_queries):
    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            queries.side_by_side(supervisor, supervisor.agency, TODAY)
        return len(found)

    led_by("probation", nora, family_name="First")
    asked()
    few = asked()
    for n in range(5):
        led_by("probation", officer_of("probation", f"Extra {n}x"), family_name=f"Case{n}")
    assert asked() == few


def test_no_lead_changes_beside_an_open_transfer(jarvis, omar, supervisor, give, scheme):
    Transfer.objects.create(
        offender=jarvis, from_agency=supervisor.agency, to_agency=make_for("police", Role.SUPERVISOR).agency,
        because="Moved.", asked_on=TODAY,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="transfer of this person is open"):
        give(jarvis, omar, supervisor)


class TestUnder18:
    @pytest.fixture
    def child(self, nora):
        return led_by("probation", nora, date_of_birth=YOUNG)

    @pytest.fixture
    def yot(self, child):
        """An officer of youth justice, named for a support."""
        worker, boss = officer_of("yot", "Yusuf Lane"), make_for("yot", Role.SUPERVISOR)
        row = InvolvementFactory(offender=child, agency=worker.agency, reason="supports")
        actions.name_officer(involvement=row, officer=worker, by=boss)
        return boss

    def test_needs_an_officer_of_youth_justice(self, child, omar, supervisor, give):
        with pytest.raises(ValidationError, match="officer of youth justice"):
            give(child, omar, supervisor)

    def test_waits_for_a_second_person(self, child, nora, omar, supervisor, coordinator, give, yot):
        row = give(child, omar, supervisor)
        assert (row.state, lead(child).officer) == ("waits", nora)
        with pytest.raises(PermissionDenied):
            actions.answer(allocation=row, step=Answer.APPROVE, words="", by=supervisor)
        with pytest.raises(ValidationError, match="waits for its second approval"):
            give(child, omar, supervisor)
        actions.answer(allocation=row, step=Answer.APPROVE, words="", by=coordinator)
        assert lead(child).officer == omar
        with pytest.raises(ValidationError, match="answered since"):
            actions.answer(allocation=row, step=Answer.REFUSE, words="No.", by=coordinator)

    def test_youth_justice_may_approve(self, child, omar, supervisor, give, yot):
        actions.answer(allocation=give(child, omar, supervisor), step=Answer.APPROVE, words="", by=yot)
        assert lead(child).officer == omar

    def test_who_proposed_takes_it_back(self, child, nora, omar, supervisor, give, yot):
        row = give(child, omar, supervisor)
        actions.answer(allocation=row, step=Answer.WITHDRAW, words="A mistake.", by=supervisor)
        assert lead(child).officer == nora

    def test_on_the_eighteenth_birthday_it_is_over(self, nora, omar, supervisor, give):
        grown = led_by("probation", nora, date_of_birth=date(2001, 3, 31))
        assert give(grown, omar, supervisor).state == "made"


class TestEverybodyOfAnOfficer:
    def move(self, people, by, to=None, shown=None, because="Leaves us."):
        now = {one.pk: lead(one).pk for one in people}
        keys = {one.pk: uuid4() for one in people}
        return actions.reallocate(
            people=people, shown={**now, **(shown or {})}, keys=keys, to=to, because=because, by=by
        )

    def test_says_of_each_what_happened(self, jarvis, nora, omar, supervisor, give):
        other = led_by("probation", nora, family_name="Other")
        child = led_by("probation", nora, family_name="Child", date_of_birth=YOUNG)
        stale = led_by("probation", nora, family_name="Stale")
        shown = {stale.pk: lead(stale).pk}
        give(stale, omar, supervisor)
        found = self.move([jarvis, other, child, stale], supervisor, to=omar, shown=shown)
        said = {one.offender.family_name: (one.officer, one.why_not[:8]) for one in found}
        assert said == {
            "Jarvis": (omar, ""),
            "Other": (omar, ""),
            "Child": (None, "Refused:"),
            "Stale": (None, "Changed "),
        }
        assert lead(jarvis).officer == lead(other).officer == omar
        assert lead(child).officer == nora

    def test_one_letter_an_officer_says_how_many(self, nora, omar, supervisor):
        people = [led_by("probation", nora, family_name=f"P{n}") for n in range(3)]
        self.move(people, supervisor, to=omar)
        letters = list(OutboxMessage.objects.filter(kind="allocation_given").values_list("payload", flat=True))
        assert letters == [{"user": omar.pk, "people": 3}]

    def test_by_recommendation_the_work_is_spread(self, nora, omar, supervisor):
        third = officer_of("probation", "Tess Third")
        people = [led_by("probation", nora, family_name=f"P{n}") for n in range(4)]
        found = self.move(people, supervisor, because="")
        assert [one.officer for one in found] == [omar, third, omar, third]
