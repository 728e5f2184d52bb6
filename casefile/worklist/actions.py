"""Putting a line off, taking that back, and wanting the morning's letter or not."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.categories import Category
from agencies.models import User
from agencies.sharing import may_see_anybody
from audit import clock, log
from casefile.models import DigestChoice, PutOff
from casefile.worklist import policies
from casefile.worklist.rules import Line, check_until
from casefile.worklist.thresholds import limits
from offenders.models import Offender


@transaction.atomic
def put_off(*, offender: Offender, line: Line, reason: str, until: date, request_key: UUID, by: User) -> PutOff:
    """Put a line off for one's agency, until a day. The same form twice puts it off once; one at a time stands."""
    policies.check_put_off(by, offender)
    on, reason = clock.today(), reason.strip()
    Offender.objects.select_for_update(no_key=True).filter(pk=offender.pk).first()
    before = PutOff.objects.filter(request_key=request_key).first()
    if before is not None:
        return before
    if why_not := check_until(until, on, limits()["put_off"]):
        raise ValidationError({"until": why_not})
    if not reason:
        raise ValidationError({"reason": "Say why it can wait."})
    standing = PutOff.objects.standing(on).of_agency_of(by).filter(offender=offender, key=line.key)
    if standing.exists():
        raise ValidationError("A colleague has put this off already.")
    assert by.agency is not None
    row = PutOff.objects.create(
        offender=offender,
        agency=by.agency,
        key=line.key,
        reason=reason,
        put_off_on=on,
        until_on=until,
        put_off_by=by,
        request_key=request_key,
    )
    _log("worklist.put_off", row, by)
    return row


@transaction.atomic
def take_back(*, row: PutOff, by: User) -> PutOff:
    """The line is back at once: by who put it off, or by who supervises the agency. Twice changes nothing."""
    row = PutOff.objects.select_for_update().get(pk=row.pk)
    policies.check_take_back(by, row)
    if row.taken_back_at is None:
        row.taken_back_at, row.taken_back_by = timezone.now(), by
        row.save(update_fields=["taken_back_at", "taken_back_by"])
        _log("worklist.take_back", row, by)
    return row


@transaction.atomic
def choose_digest(*, wanted: bool, by: User) -> DigestChoice:
    """Whether somebody gets the letter of the morning: their own choice."""
    if not may_see_anybody(by):
        raise PermissionDenied
    choice, _ = DigestChoice.objects.update_or_create(user=by, defaults={"wanted": wanted})
    log.changed("worklist.choose_digest", by=by, wanted=wanted)
    return choice


def _log(what: str, row: PutOff, by: User) -> None:
    """Its reason stands in the row: the log names the line by the numbers of its fact alone."""
    log.changed(what, by=by, offender_id=row.offender_id, categories=[Category.IDENTITY], put_off=row.pk, line=row.key)
