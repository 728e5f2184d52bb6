"""The plan for the day of a release: who writes which part, when it is agreed, and when the day moves."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Agency
from offenders.custody import actions
from offenders.custody.queries import expected_of, plans_due
from offenders.custody.rules import PartKind, PlanStatus
from offenders.models import ExpectedRelease, PlanPart, ReleasePlan
from tests.offenders.releases import EXPECTED, TODAY, expect, held, officer

pytestmark = [pytest.mark.django_db, pytest.mark.services]
FIRST = datetime(2019, 4, 24, 14, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def ethan(scheme):
    offender, _ = held()
    expect(offender, officer())
    return offender


def begin(offender, by, key=None):
    row = expected_of(offender, TODAY).expected
    return actions.start_plan(expected=row, by=by, request_key=key or uuid4())


def write(plan, kind, by, **more):
    agency = Agency.objects.get(code="probation")
    more = {"text": "Arranged.", **more}
    if kind is PartKind.APPOINTMENT:
        more = {"due_at": FIRST, "place": "Luton office", **more}
    return actions.add_part(plan=plan, kind=kind, agency=agency, by=by, request_key=uuid4(), **more)


def whole(plan, by):
    for kind in (PartKind.MEETS, PartKind.SLEEPS, PartKind.APPOINTMENT):
        write(plan, kind, by)


def go(plan, status, by):
    plan.refresh_from_db()
    return actions.go_to(plan=plan, status=status, version=plan.version, by=by)


def test_it_is_due_until_it_is_agreed(ethan, person):
    assert plans_due(TODAY).exists()
    plan = begin(ethan, person("ines"))
    whole(plan, person("ines"))
    assert plans_due(TODAY).exists()
    go(plan, PlanStatus.AGREED, person("ines"))
    assert not plans_due(TODAY).exists()


def test_begun_twice_by_the_same_form_is_one_plan(ethan, person):
    key = uuid4()
    assert begin(ethan, person("ines"), key) == begin(ethan, person("ines"), key)
    with pytest.raises(ValidationError, match="written already"):
        begin(ethan, person("ines"))


def test_it_is_not_agreed_before_it_says_enough(ethan, person):
    plan = begin(ethan, person("ines"))
    write(plan, PartKind.MEETS, person("ines"))
    with pytest.raises(ValidationError, match="where they sleep that night; first appointment"):
        go(plan, PlanStatus.AGREED, person("ines"))


def test_it_is_carried_out_on_its_day_or_once_they_are_out(ethan, person):
    plan = begin(ethan, person("ines"))
    whole(plan, person("ines"))
    go(plan, PlanStatus.AGREED, person("ines"))
    with pytest.raises(ValidationError, match="has not come"):
        go(plan, PlanStatus.CARRIED_OUT, person("ines"))
    spell = ethan.custody_spells.get()
    actions.release(spell=spell, released_on=TODAY, version=1, by=person("ines"))
    assert go(plan, PlanStatus.CARRIED_OUT, person("ines")).status == "carried_out"
    with pytest.raises(ValidationError, match="is over"):
        write(plan, PartKind.MONEY, person("ines"))


def test_a_draft_is_not_carried_out(ethan, person):
    plan = begin(ethan, person("ines"))
    with pytest.raises(ValidationError, match="does not go on"):
        go(plan, PlanStatus.CARRIED_OUT, person("ines"))


def test_when_the_day_moves_it_falls_away_and_what_was_arranged_comes_along(ethan, person):
    plan = begin(ethan, person("ines"))
    whole(plan, person("ines"))
    expect(ethan, person("ines"), on=date(2019, 5, 3))
    plan.refresh_from_db()
    assert plan.status == "fallen_away"
    again = begin(ethan, person("ines"))
    assert sorted(again.parts.values_list("kind", "done_on")) == [("meets", None), ("sleeps", None)]
    assert again.expected == ExpectedRelease.objects.get(ended_on=None)


def test_the_same_day_said_by_somebody_else_keeps_the_plan(ethan, person):
    plan = begin(ethan, person("ines"))
    row = expect(ethan, person("ines"), on=EXPECTED, kind="hdc")
    plan.refresh_from_db()
    assert (plan.status, plan.expected) == ("draft", row)


def test_a_date_typed_wrong_and_put_right_takes_the_plan_away_too(ethan):
    plan = begin(ethan, officer("probation"))
    row = ExpectedRelease.objects.get()
    actions.correct_expected(
        expected=row, values={"expected_on": date(2019, 5, 3)}, version=row.version, because="Typed.", by=row.created_by
    )
    plan.refresh_from_db()
    assert plan.status == "fallen_away"


class TestWhoWritesWhat:
    @pytest.mark.parametrize(
        ("kind", "agency", "may"),
        [
            (PartKind.PRESCRIPTION, "drug_service", True),
            (PartKind.PRESCRIPTION, "probation", False),
            (PartKind.PRESCRIPTION, "prison", False),
            (PartKind.MEDICINE, "drug_service", False),
            (PartKind.LICENCE, "probation", True),
            (PartKind.LICENCE, "police", False),
            (PartKind.APPOINTMENT, "drug_service", True),
            (PartKind.MEETS, "drug_service", False),
            (PartKind.SLEEPS, "prison", True),
        ],
    )
    def test_by_the_category_of_the_part(self, ethan, kind, agency, may):
        plan = begin(ethan, officer("prison"))
        writer = officer(agency) if agency != "prison" else plan.created_by
        if agency == "police":
            ethan.involvements.filter(agency__code="police").update(reason="leads")
        if may:
            assert write(plan, kind, writer).kind == kind.value
        else:
            with pytest.raises(PermissionDenied):
                write(plan, kind, writer)

    def test_done_by_whoever_adds_to_the_part(self, ethan, person):
        plan = begin(ethan, person("ines"))
        part = write(plan, PartKind.SLEEPS, person("ines"))
        part = actions.finish_part(part=part, done_on=TODAY, version=1, by=person("ben"))
        assert part.done_on == TODAY
        assert actions.finish_part(part=part, done_on=None, version=2, by=person("ines")).done_on is None

    def test_a_part_is_written_once_but_appointments_are_many(self, ethan, person):
        plan = begin(ethan, person("ines"))
        write(plan, PartKind.SLEEPS, person("ines"))
        with pytest.raises(ValidationError, match="written already"):
            write(plan, PartKind.SLEEPS, person("ines"))
        write(plan, PartKind.APPOINTMENT, person("ines"))
        write(plan, PartKind.APPOINTMENT, person("ines"))
        assert PlanPart.objects.filter(kind="appointment").count() == 2

    def test_a_release_that_is_expected_no_longer_takes_it_away(self, ethan, person):
        begin(ethan, person("ines"))
        row = ExpectedRelease.objects.get()
        actions.expect_no_more(expected=row, version=row.version, because="Refused.", by=person("ines"))
        assert ReleasePlan.objects.get().status == "fallen_away"
