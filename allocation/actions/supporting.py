"""Which agencies support a case beside the one that leads."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import Agency, User
from allocation import policies
from allocation.actions import leading
from allocation.models import Support
from audit import clock, log
from audit.floor import System, as_system
from offenders.models import Involvement, InvolvementReason, Offender

WHY = "Say why."


@transaction.atomic
def start_support(*, offender: Offender, agency: Agency, because: str, by: User) -> Support:
    """From today an agency supports the case, and sees the person. Twice is once."""
    offender = leading.take(offender)
    policies.check_support(by, offender)
    on, because = clock.today(), because.strip()
    lead = policies.lead_of(offender, on)
    if lead is not None and lead.agency_id == agency.pk:
        raise ValidationError({"agency": "This agency leads the case."})
    if not because:
        raise ValidationError({"because": WHY})
    involvement = _begin(offender, agency)
    row = policies.support_of(involvement)
    if row.pk is None:
        row.because, row.started_by = because, by
        row.save()
        _log("allocation.start_support", row, by)
    return row


@as_system(System.TRANSFER)
def _begin(offender: Offender, agency: Agency) -> Involvement:
    """The row of an agency that does not see the person yet."""
    return leading.involve(offender, agency, InvolvementReason.SUPPORTS, clock.today())


@transaction.atomic
def stop_support(*, involvement: Involvement, because: str, by: User) -> None:
    """From today an agency supports the case no more: it reads for 90 days, and writes nothing. Twice is once."""
    leading.take(involvement.offender)
    policies.check_stop(by, involvement)
    if not because.strip():
        raise ValidationError({"because": WHY})
    fresh = Involvement.objects.select_for_update(of=("self",)).select_related("agency").get(pk=involvement.pk)
    if fresh.until_on is not None and fresh.until_on <= clock.today():
        return
    row = policies.support_of(fresh)
    row.ended_because, row.ended_by = because.strip(), by
    row.save()
    _end(fresh)
    _log("allocation.stop_support", row, by)


@as_system(System.TRANSFER)
def _end(involvement: Involvement) -> None:
    """The agency that ends its own support may not see the person a moment later."""
    Involvement.objects.filter(pk=involvement.pk).update(until_on=clock.today())


@transaction.atomic
def name_officer(*, involvement: Involvement, officer: User | None, by: User) -> Support:
    """A supporting agency says which of its officers works with the person; nobody is named any more by None."""
    leading.take(involvement.offender)
    policies.check_name(by, involvement)
    if officer is not None:
        policies.check_officer(officer, involvement.agency, clock.today())
    row = policies.support_of(involvement)
    row.officer = officer
    row.save()
    _log("allocation.name_officer", row, by, officer=officer.pk if officer else None)
    return row


def _log(what: str, row: Support, by: User, **detail: Any) -> None:
    involvement = row.involvement
    log.changed(
        what,
        by=by,
        offender_id=row.offender_id,
        categories=[Category.IDENTITY],
        involvement=involvement.pk,
        agency_supporting=involvement.agency.code,
        **detail,
    )
