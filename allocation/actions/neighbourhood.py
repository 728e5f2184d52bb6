"""A neighbourhood team takes somebody of low risk, and gives them back."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency, User
from agencies.roles import Permission
from allocation import neighbourhood, policies
from allocation.actions import leading
from allocation.models import NeighbourhoodCare
from audit import clock, log
from offenders.models import Offender
from offenders.policies import view_of

NOT_YOURS = "A supervisor or coordinator of an agency that works with the person hands them to a neighbourhood team."
TAKEN = "A neighbourhood team has this person already."
WHY = "Say why."


def may_hand_over(user: User, offender: Offender) -> bool:
    """Who allocates, of an agency that is involved today and reads what it is decided by."""
    if not may(user, Permission.ALLOCATE) or not policies.sees(user, offender):
        return False
    view = view_of(user, offender.pk)
    return view is not None and neighbourhood.sees_the_list(view.levels)


def _check(user: User, offender: Offender) -> None:
    if not may_hand_over(user, offender):
        raise PermissionDenied(NOT_YOURS)


@transaction.atomic
def take(
    *, offender: Offender, agency: Agency, team: str, officer: str, until_on: date, by: User, request_key: UUID
) -> NeighbourhoodCare:
    """From today a neighbourhood team has this person. The same form twice is one."""
    offender = leading.take(offender)
    _check(by, offender)
    on = clock.today()
    same = NeighbourhoodCare.objects.filter(request_key=request_key, offender=offender).first()
    if same is not None:
        return same
    if neighbourhood.running().filter(offender=offender).exists():
        raise ValidationError(TAKEN)
    reason, place = neighbourhood.cannot(by, offender, on)
    if reason or place is None:
        raise ValidationError(reason)
    if until_on <= on:
        raise ValidationError({"until_on": "Give a later day than today."})
    if not neighbourhood.agencies_for(offender, on).filter(pk=agency.pk).exists():
        raise ValidationError({"agency": "Choose an agency that works with this person."})
    row = NeighbourhoodCare.objects.create(
        offender=offender, area=offender.area, agency=agency, team=team.strip(), officer=officer.strip(),
        eighths=place.eighths, bound=neighbourhood.bound(on).number, taken_on=on, until_on=until_on, made_by=by,
        request_key=request_key,
    )  # fmt: skip
    _log("allocation.take_to_neighbourhood", row, by)
    return row


@transaction.atomic
def give_back(*, care: NeighbourhoodCare, because: str, by: User) -> NeighbourhoodCare:
    """From today the team has the person no more, for a reason. Twice is once."""
    leading.take(care.offender)
    _check(by, care.offender)
    row = NeighbourhoodCare.objects.select_for_update(of=("self",)).get(pk=care.pk)
    if row.given_back_on is not None:
        return row
    if not because.strip():
        raise ValidationError({"words": WHY})
    row.given_back_on, row.given_back_because, row.given_back_by = clock.today(), because.strip(), by
    row.save()
    _log("allocation.give_back_from_neighbourhood", row, by)
    return row


def _log(what: str, row: NeighbourhoodCare, by: User) -> None:
    log.changed(
        what, by=by, offender_id=row.offender_id, categories=[Category.SCHEME], care=row.pk, agency_of=row.agency.code
    )
