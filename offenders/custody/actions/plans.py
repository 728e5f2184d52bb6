"""The plan for the day of a release: begun, its parts written by whoever they are for, agreed, carried out."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import Agency, User
from audit import clock
from offenders.custody.checks import check_happened, whoever_adds
from offenders.custody.rules import CATEGORY_OF, ExpectedUntil, PartKind, PlanStatus, may_go, missing
from offenders.models import ExpectedRelease, PlanPart, ReleasePlan
from offenders.models.release import LIVE
from offenders.policies import view_of
from offenders.writing import add, correct
from offenders.writing.rows import take

CUSTODY = Category.CUSTODY
NOT_NOW = "A plan that is {words} does not go on to that."
CLOSED = "This plan is over: nothing is written into it any more."
TOO_SOON = "The day of release has not come, and no release is recorded."


@transaction.atomic
def start_plan(*, expected: ExpectedRelease, by: User, request_key: UUID) -> ReleasePlan:
    """Begin the plan for an expected release.

    What was arranged for a day that moved comes along, not done: all but the appointments, whose time is another.
    """
    offender = expected.offender
    take(offender)
    if before := ReleasePlan.objects.filter(request_key=request_key, offender=offender, created_by=by).first():
        return before
    if expected.ended_on is not None or ReleasePlan.objects.filter(offender=offender, status__in=LIVE).exists():
        raise ValidationError("A plan is being written already, or the release is expected no longer.")
    plan = ReleasePlan(offender=offender, expected=expected)
    plan = add(plan, what="custody.start_plan", offender=offender, category=CUSTODY, by=by, request_key=request_key)
    _carry_over(plan)
    return plan


def _carry_over(plan: ReleasePlan) -> None:
    fallen = (
        ReleasePlan.objects.filter(offender=plan.offender_id, status=PlanStatus.FALLEN_AWAY).order_by("-pk").first()
    )
    for part in fallen.parts.exclude(kind=PartKind.APPOINTMENT) if fallen else []:
        PlanPart.objects.create(
            offender=plan.offender,
            plan=plan,
            kind=part.kind,
            agency_id=part.agency_id,
            text=part.text,
            place=part.place,
            created_by_id=part.created_by_id,
        )


@transaction.atomic
def go_to(*, plan: ReleasePlan, status: PlanStatus, version: int, by: User) -> ReleasePlan:
    """Agree a plan, take the agreement back, or say that it was carried out."""
    if plan.status == status:
        return plan
    if not may_go(PlanStatus(plan.status), status):
        raise ValidationError(NOT_NOW.format(words=PlanStatus(plan.status).words.lower()))
    if status is PlanStatus.AGREED:
        _check_complete(plan, by)
    if status is PlanStatus.CARRIED_OUT and not _has_come(plan.expected):
        raise ValidationError(TOO_SOON)
    return correct(
        plan,
        what="custody.plan_status",
        offender=plan.offender,
        category=CUSTODY,
        by=by,
        version=version,
        because=f"{status.words}.",
        values={"status": status.value},
        check=whoever_adds,
    )


def _has_come(expected: ExpectedRelease) -> bool:
    return expected.ended_as == ExpectedUntil.RELEASED or expected.expected_on <= clock.today()


def _check_complete(plan: ReleasePlan, by: User) -> None:
    view = view_of(by, plan.offender_id)
    readable = view.levels.parts if view else frozenset()
    if found := missing(set(plan.parts.values_list("kind", flat=True)), readable):
        raise ValidationError(f"Before it is agreed it still needs: {'; '.join(k.words.lower() for k in found)}.")


@transaction.atomic
def add_part(
    *,
    plan: ReleasePlan,
    kind: PartKind,
    agency: Agency,
    text: str,
    by: User,
    request_key: UUID,
    place: str = "",
    due_at: Any = None,
) -> PlanPart:
    """Write one part, by who adds to the category that it belongs to."""
    take(plan.offender)
    _check_open(plan)
    twice = plan.parts.filter(kind=kind).exclude(request_key=request_key).exists()
    if twice and kind is not PartKind.APPOINTMENT:
        raise ValidationError("This part is written already: correct it instead.")
    row = PlanPart(
        offender=plan.offender, plan=plan, kind=kind.value, agency=agency, text=text, place=place, due_at=due_at
    )
    return add(
        row,
        what="custody.add_part",
        offender=plan.offender,
        category=CATEGORY_OF[kind],
        by=by,
        request_key=request_key,
    )


def _check_open(plan: ReleasePlan) -> None:
    """As it stands now: it may have been agreed, or fallen away, since it was read."""
    if not ReleasePlan.objects.filter(pk=plan.pk, status__in=LIVE).exists():
        raise ValidationError(CLOSED)


def correct_part(*, part: PlanPart, values: dict[str, Any], version: int, because: str, by: User) -> PlanPart:
    """Change what is arranged."""
    _check_open(part.plan)
    return correct(
        part,
        what="custody.correct_part",
        offender=part.offender,
        category=CATEGORY_OF[PartKind(part.kind)],
        by=by,
        version=version,
        because=because,
        values=values,
        check=whoever_adds,
    )


def finish_part(*, part: PlanPart, done_on: date | None, version: int, by: User) -> PlanPart:
    """Say that a part is done, or take that back."""
    check_happened(done_on=done_on)
    return correct(
        part,
        what="custody.finish_part",
        offender=part.offender,
        category=CATEGORY_OF[PartKind(part.kind)],
        by=by,
        version=version,
        because="Done." if done_on else "Not done after all.",
        values={"done_on": done_on},
        check=whoever_adds,
    )
