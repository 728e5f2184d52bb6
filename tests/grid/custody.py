"""What is expected and planned of each person of the grid: a release, a licence with a condition, a plan, a visit."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from agencies.models import Agency
from offenders.models import (
    ConditionCode,
    ExpectedRelease,
    LicenceCondition,
    Notice,
    Offender,
    PlanPart,
    PrisonVisit,
    ReleasePlan,
)
from tests import factories
from tests.grid.canaries import Canaries

# Days of no canary.
THEN, EXPECTED = date(2019, 3, 15), date(2019, 4, 24)
WHEN = datetime(2019, 4, 24, 14, 0, tzinfo=ZoneInfo("Europe/London"))
# The parts of the plan that have a text here, and the category of each by hand.
PARTS = ("meets", "sleeps", "appointment", "licence", "prescription", "medicine", "phone")


def planned(plant: Canaries, scope: str, who: Offender) -> dict[str, Any]:
    """The rows, and what fills their addresses."""
    police = Agency.objects.get(code="police")
    licence = factories.SupervisionFactory(offender=who, order_type="licence", started_on=THEN)
    condition = LicenceCondition.objects.create(
        offender=who, supervision=licence, condition=ConditionCode.objects.get(policy="V4", code="curfew"),
        text=plant.word(scope, "condition"), from_on=THEN,
    )  # fmt: skip
    expected = ExpectedRelease.objects.create(
        offender=who, expected_on=EXPECTED, kind="parole", said_by=plant.word(scope, "expected_said"), set_on=THEN
    )
    plan = ReleasePlan.objects.create(offender=who, expected=expected)
    parts = {
        kind: PlanPart.objects.create(
            offender=who, plan=plan, kind=kind, agency=police, text=plant.word(scope, f"part_{kind}"), due_at=WHEN
        )
        for kind in PARTS
    }
    visit = PrisonVisit.objects.create(
        offender=who, agency=police, visitor="A Shaw", due_on=THEN, result="seen", said=plant.word(scope, "visit_said")
    )
    notice = Notice.objects.create(offender=who, to=police, kind="expected", about=expected.pk, day=EXPECTED)
    rows = {
        "spell": who.custody_spells.get(), "licence": licence, "condition": condition, "expected": expected,
        "prescription": parts["prescription"], "visit": visit, "notice": notice,
    }  # fmt: skip
    return {name: row.pk for name, row in rows.items()}
