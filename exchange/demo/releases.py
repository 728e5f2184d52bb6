"""Releases that are expected, plans for their day, a licence's conditions, visits and notices. All of it is invented.

None of it is a fact that was published: the spells, the supervisions and the memberships stay as the register has
them; what is expected and arranged is beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agencies.models import Agency, User
from agencies.roles import Role
from cohorts.notices import tell_prisons
from offenders.custody.notices import of_releases, tell
from offenders.custody.rules import ExpectedUntil, NoticeKind, PartKind, PlanStatus, VisitResult
from offenders.models import (
    ConditionCode,
    CustodySpell,
    ExpectedRelease,
    LicenceCondition,
    OrderType,
    PlanPart,
    PrisonVisit,
    ReleasePlan,
    Supervision,
)

INVENTED = "Invented for the demonstration"
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Expected:
    """One release, in days from the demonstration's day (a Sunday): the date before it, and its plan."""

    days: int
    kind: str
    before: int | None = None
    plan: PlanStatus = PlanStatus.NOT_WRITTEN


# For each of the first people in custody that day, by reference: a Friday, the Thursday before Good Friday, a Tuesday
# after Easter, one past the 28 days, and one whose date moved and whose plan is still to be written.
EXPECTED = (
    Expected(12, "automatic", plan=PlanStatus.AGREED),
    Expected(18, "conditional", plan=PlanStatus.DRAFT),
    Expected(23, "hdc", before=16),
    Expected(45, "conditional"),
    Expected(4, "recall_ends", before=11),
    Expected(27, "parole"),
)
PARTS = (
    (PartKind.MEETS, "probation", "Met at the gate at nine by the officer; his sister may come along."),
    (PartKind.TRAVEL, "probation", "Lift to Luton in the officer’s car."),
    (PartKind.SLEEPS, "housing", "Room at the supported house in Bury Park, kept from that night."),
    (PartKind.PRESCRIPTION, "drug_service", "Bridging prescription to the Monday; daily, watched, at the chemist."),
    (PartKind.MONEY, "probation", "Discharge grant; claim for Universal Credit to be made on the day."),
)
FIRST = ((time(14), "probation", "Luton probation office"), (time(16, 30), "drug_service", "Stuart Street"))
CONDITION = "At home at his mother’s from nine in the evening to six in the morning."


Staff = dict[str, tuple[User, Agency]]


def tell_of(day: date) -> None:
    """Set them, as the demonstration's practitioners would have."""
    staff = {
        code: (_practitioner(code), Agency.objects.get(code=code))
        for code in ("probation", "prison", "housing", "drug_service")
    }
    spells = CustodySpell.objects.covering(day).order_by("offender__ref").select_related("offender")
    for spell, expected in zip(spells, EXPECTED, strict=False):
        row = _expected(spell, expected, day, staff["prison"][0])
        if expected.plan is not PlanStatus.NOT_WRITTEN:
            _plan(row, expected.plan, staff)
    _visits(spells[:2], day, *staff["probation"])
    _licences(day, staff["probation"][0])
    tell((NoticeKind.EXPECTED, NoticeKind.RELEASED), of_releases, None, day)
    tell_prisons(None, day)


def _practitioner(agency: str) -> User:
    """The agency's first: it may have more than one."""
    staff = User.objects.filter(agency__code=agency, role_holdings__role=Role.PRACTITIONER)
    return staff.order_by("pk")[0]


def _expected(spell: CustodySpell, one: Expected, day: date, by: User) -> ExpectedRelease:
    said = {"offender": spell.offender, "kind": one.kind, "said_by": f"{INVENTED}: prison record", "created_by": by}
    if one.before is not None:
        ExpectedRelease.objects.create(
            **said,
            expected_on=day + timedelta(days=one.before),
            set_on=day - timedelta(days=60),
            ended_on=day - timedelta(days=9),
            ended_as=ExpectedUntil.REPLACED.value,
        )
    return ExpectedRelease.objects.create(
        **said, expected_on=day + timedelta(days=one.days), set_on=day - timedelta(days=9)
    )


def _plan(expected: ExpectedRelease, status: PlanStatus, staff: Staff) -> None:
    by, _ = staff["probation"]
    plan = ReleasePlan.objects.create(offender=expected.offender, expected=expected, status=status.value, created_by=by)
    shared = {"offender": expected.offender, "plan": plan}
    for kind, agency, text in PARTS if status is PlanStatus.AGREED else PARTS[:2]:
        writer, agency_of = staff[agency]
        PlanPart.objects.create(**shared, kind=kind.value, agency=agency_of, text=text, created_by=writer)
    for at, agency, place in FIRST if status is PlanStatus.AGREED else ():
        PlanPart.objects.create(
            **shared,
            kind=PartKind.APPOINTMENT.value,
            agency=staff[agency][1],
            text="First appointment.",
            place=place,
            due_at=datetime.combine(expected.expected_on, at, LONDON),
            created_by=staff[agency][0],
        )


def _visits(spells: Iterable[CustodySpell], day: date, by: User, agency: Agency) -> None:
    results = ((-6, VisitResult.SEEN, f"{INVENTED}. He asks where he will live."), (3, VisitResult.PLANNED, ""))
    for spell, (days, result, said) in zip(spells, results, strict=False):
        PrisonVisit.objects.create(
            offender=spell.offender, agency=agency, visitor=by.full_name, due_on=day + timedelta(days=days),
            result=result.value, said=said, created_by=by,
        )  # fmt: skip


def _licences(day: date, by: User) -> None:
    """Three licences that run on: when they run out, and the conditions of the first."""
    running = Supervision.objects.in_force(day).filter(order_type=OrderType.LICENCE)
    inside = CustodySpell.objects.covering(day).values("offender")
    licences = list(running.exclude(offender__in=inside).order_by("offender__ref", "pk")[:3])
    for licence, days in zip(licences, (9, 26, 140), strict=False):
        Supervision.objects.filter(pk=licence.pk).update(due_to_end_on=day + timedelta(days=days))
    codes = ConditionCode.objects.filter(policy="V4")
    for licence in licences[:2]:
        for code in [*codes.filter(additional=False), codes.get(code="curfew")]:
            LicenceCondition.objects.create(
                offender=licence.offender, supervision=licence, condition=code,
                text=CONDITION if code.additional else "", from_on=licence.started_on, created_by=by,
            )  # fmt: skip
