"""The rows that say who leads and what it opens: written here alone, inside the action that has checked who may."""

from datetime import date

from agencies.models import Agency, User
from offenders.models import CaseLead, Involvement, InvolvementReason, Offender


def take(offender: Offender) -> Offender:
    """One at a time for a person: a double click waits for itself."""
    return Offender.objects.select_for_update(no_key=True).get(pk=offender.pk)


def lead(offender: Offender, agency: Agency, officer: User, on: date) -> CaseLead:
    """From this day the officer leads; the lead until then ends, and the old agency's involvement with it tapers."""
    CaseLead.objects.in_force(on).filter(offender=offender).update(until_on=on)
    others = Involvement.objects.in_force(on).filter(offender=offender, reason=InvolvementReason.LEADS)
    others.exclude(agency=agency).update(until_on=on)
    involve(offender, agency, InvolvementReason.LEADS, on)
    end(offender, agency, InvolvementReason.SUPPORTS, on)
    return CaseLead.objects.create(offender=offender, agency=agency, officer=officer, from_on=on)


def involve(offender: Offender, agency: Agency, reason: InvolvementReason, on: date) -> Involvement:
    same = Involvement.objects.in_force(on).filter(offender=offender, agency=agency, reason=reason)
    return same.first() or Involvement.objects.create(offender=offender, agency=agency, reason=reason, from_on=on)


def end(offender: Offender, agency: Agency, reason: InvolvementReason, on: date) -> None:
    same = Involvement.objects.in_force(on).filter(offender=offender, agency=agency, reason=reason)
    same.update(until_on=on)
