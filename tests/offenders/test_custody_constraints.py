"""What the database refuses by itself of licences, releases, plans, visits and notices, through raw SQL."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Agency, User
from offenders.models import (
    ConditionCode,
    ExpectedRelease,
    LicenceCondition,
    Notice,
    PlanPart,
    PrisonVisit,
    ReleasePlan,
)
from tests import constraints
from tests.constraints import Held, ref_once_a_source
from tests.factories import AgencyFactory, OffenderFactory, SupervisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
DAY = date(2019, 4, 24)


def expected(offender=None, **values):
    more = {"expected_on": DAY, "kind": "hdc", "said_by": "Letter", "set_on": date(2019, 3, 1), **values}
    return ExpectedRelease.objects.create(offender=offender or OffenderFactory(), **more)


def condition():
    supervision = SupervisionFactory()
    return LicenceCondition.objects.create(
        offender=supervision.offender,
        supervision=supervision,
        condition=ConditionCode.objects.first(),
        from_on=supervision.started_on,
    )


def plan(offender=None, **values):
    row = expected(offender, **({"ended_on": DAY, "ended_as": "released"} if offender else {}))
    return ReleasePlan.objects.create(offender=row.offender, expected=row, **values)


def part(of=None, **values):
    AgencyFactory()
    of = of or plan()
    more = {"kind": "travel", "text": "By train.", "agency": Agency.objects.get(code="police"), **values}
    return PlanPart.objects.create(offender=of.offender, plan=of, **more)


def visit():
    AgencyFactory()
    police = Agency.objects.get(code="police")
    return PrisonVisit.objects.create(offender=OffenderFactory(), agency=police, visitor="A Shaw", due_on=DAY)


def notice(**values):
    AgencyFactory()
    police = Agency.objects.get(code="police")
    more = {"kind": "selected", "about": 1, "day": DAY, **values}
    return Notice.objects.create(offender=OffenderFactory(), to=police, **more)


def reader():
    return User.objects.create(email="anna@example.org", full_name="Anna")


def two_expected():
    person = OffenderFactory()
    expected(person, ended_on=DAY, ended_as="replaced")
    expected(person)


def two_plans():
    person = OffenderFactory()
    plan(person, status="fallen_away")
    plan(person)


def two_parts():
    of = plan()
    part(of)
    part(of, kind="phone")


def sent_once(name, table, make):
    key = uuid4()
    return Held(
        f"{name}_sent_once",
        lambda: (make(), make()),
        refused=f"UPDATE {table} SET request_key = '{key}'",
        allowed=f"UPDATE {table} SET request_key = '{key}' WHERE id = (SELECT max(id) FROM {table})",
    )


ROWS = [
    ("licence_condition", "offenders_licencecondition", condition),
    ("expected_release", "offenders_expectedrelease", expected),
    ("release_plan", "offenders_releaseplan", plan),
    ("plan_part", "offenders_planpart", part),
    ("prison_visit", "offenders_prisonvisit", visit),
]
TABLE = [
    *[ref_once_a_source(f"{name}_ref_once_a_source", table, make) for name, table, make in ROWS],
    *[sent_once(*row) for row in ROWS],
    Held(
        "supervision_due_to_end_not_before_it_starts",
        SupervisionFactory,
        refused="UPDATE offenders_supervision SET due_to_end_on = started_on - 1",
        allowed="UPDATE offenders_supervision SET due_to_end_on = started_on",
    ),
    Held(
        "condition_code_once_a_policy",
        lambda: None,
        refused="UPDATE offenders_conditioncode SET code = 'curfew', policy = 'V4'",
        allowed="UPDATE offenders_conditioncode SET code = 'curfew', policy = 'V5' WHERE code = 'work'",
    ),
    Held(
        "licence_condition_ends_not_before_it_starts",
        condition,
        refused="UPDATE offenders_licencecondition SET until_on = from_on - 1",
        allowed="UPDATE offenders_licencecondition SET until_on = from_on",
    ),
    Held(
        "expected_release_one_stands",
        two_expected,
        refused="UPDATE offenders_expectedrelease SET ended_on = NULL, ended_as = ''",
        allowed="UPDATE offenders_expectedrelease SET ended_on = '2019-04-01', ended_as = 'replaced'",
    ),
    Held(
        "expected_release_ended_as_something",
        expected,
        refused="UPDATE offenders_expectedrelease SET ended_on = '2019-04-01', ended_as = ''",
        allowed="UPDATE offenders_expectedrelease SET ended_on = '2019-04-01', ended_as = 'released'",
    ),
    Held(
        "expected_release_ended_as_something",
        expected,
        refused="UPDATE offenders_expectedrelease SET ended_on = NULL, ended_as = 'released'",
        allowed="UPDATE offenders_expectedrelease SET ended_as = ''",
    ),
    Held(
        "expected_release_ends_not_before_it_is_set",
        expected,
        refused="UPDATE offenders_expectedrelease SET ended_on = set_on - 1, ended_as = 'replaced'",
        allowed="UPDATE offenders_expectedrelease SET ended_on = set_on, ended_as = 'replaced'",
    ),
    Held(
        "release_plan_one_worked_on",
        two_plans,
        refused="UPDATE offenders_releaseplan SET status = 'agreed'",
        allowed="UPDATE offenders_releaseplan SET status = 'agreed' WHERE status = 'draft'",
    ),
    Held(
        "release_plan_has_a_status",
        plan,
        refused="UPDATE offenders_releaseplan SET status = 'not_written'",
        allowed="UPDATE offenders_releaseplan SET status = 'carried_out'",
    ),
    Held(
        "plan_part_once_a_kind",
        two_parts,
        refused="UPDATE offenders_planpart SET kind = 'phone'",
        allowed="UPDATE offenders_planpart SET kind = 'appointment', due_at = now()",
    ),
    Held(
        "plan_part_appointment_has_a_time",
        part,
        refused="UPDATE offenders_planpart SET kind = 'appointment'",
        allowed="UPDATE offenders_planpart SET kind = 'phone'",
    ),
    Held(
        "notice_is_given_once",
        lambda: (notice(), notice(about=2)),
        refused="UPDATE offenders_notice SET about = 2, day = '2019-04-24'",
        allowed="UPDATE offenders_notice SET about = 2, day = '2019-04-25' WHERE about = 1",
    ),
    Held(
        "notice_acknowledged_by_somebody",
        lambda: (notice(), reader()),
        refused="UPDATE offenders_notice SET acknowledged_at = now(), acknowledged_by_id = NULL",
        allowed="UPDATE offenders_notice SET acknowledged_at = now(), "
        "acknowledged_by_id = (SELECT max(id) FROM agencies_user)",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_of_these_tables_is_in_the_table():
    models = (ConditionCode, LicenceCondition, ExpectedRelease, ReleasePlan, PlanPart, PrisonVisit, Notice)
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named <= {row.name for row in TABLE}
