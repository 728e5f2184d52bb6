"""Who may decide a status, and in what state (spec/access.md, "Roles"). The role itself is asked by the view."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import User
from offenders.models import CaseLead, Offender
from rag.models import DecidedBy, Decision, Status


def leads(user: User, offender: Offender, on: date) -> bool:
    """Whether somebody is the officer who leads this person's case on a day."""
    return CaseLead.objects.in_force(on).filter(offender=offender, officer=user).exists()


def may_decide(user: User, offender: Offender, on: date) -> bool:
    """Nobody decides on a person whom they lead."""
    return not leads(user, offender, on)


def reason_is_needed(status: Status, proposed: Status | None, decided_by: DecidedBy) -> bool:
    """Between panels always; of a panel where it decides other than was proposed."""
    return decided_by == DecidedBy.INTERIM or (proposed is not None and status != proposed)


def check_decider(user: User, offender: Offender, on: date) -> None:
    if not may_decide(user, offender, on):
        raise PermissionDenied("Nobody decides on a person whom they lead.")


def check_day(effective_on: date, today: date) -> None:
    if effective_on > today:
        raise ValidationError({"effective_on": "A decision cannot take effect on a day to come."})


def check_reason(reason: str, status: Status, proposed: Status | None, decided_by: DecidedBy) -> None:
    if reason_is_needed(status, proposed, decided_by) and not reason.strip():
        raise ValidationError({"reason": "Say why: the status differs from the proposal, or no panel decided it."})


def check_panel_has_not_decided(offender: Offender, effective_on: date, decided_by: DecidedBy) -> None:
    """Of two decisions of one day the panel's holds, so an interim one beside it would never take effect."""
    of_the_day = Decision.objects.filter(offender=offender, effective_on=effective_on, decided_by=DecidedBy.PANEL)
    if decided_by == DecidedBy.INTERIM and of_the_day.exists():
        raise ValidationError({"effective_on": "A panel decided on this day, and its decision holds."})
