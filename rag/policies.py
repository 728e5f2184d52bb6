"""Who may decide a status, and in what state (spec/access.md, "Roles"). The role itself is asked by the view."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from cohorts.members import members_on
from cohorts.policies import leads, manages_the_scheme, sees
from offenders.models import Offender
from offenders.policies import view_of
from rag.models import DecidedBy, Decision, Status

LEADS = "Nobody decides on a person whom they lead."
NOT_BETWEEN = "Between panels a supervisor or a panel chair of police or probation decides."
NO_MEMBER = "Who is on no cohort has no RAG status to decide."
NOT_JUDGING = "Whoever sees this person for an agency, and may write of their appointments, judges the risk."


def may_decide(user: User, offender: Offender, on: date) -> bool:
    """Nobody decides on a person whom they lead."""
    return not leads(user, offender, on)


def reason_is_needed(status: Status, proposed: Status | None, decided_by: DecidedBy) -> bool:
    """Between panels always; of a panel where it decides other than was proposed."""
    return decided_by == DecidedBy.INTERIM or (proposed is not None and status != proposed)


def check_decider(user: User, offender: Offender, on: date) -> None:
    if not may_decide(user, offender, on):
        raise PermissionDenied(LEADS)


def why_not_between_panels(user: User, offender: Offender, on: date) -> str:
    """Why somebody may not decide this person's status between panels, in a sentence; empty where they may.

    The named role (issue 6): supervisors and panel chairs of the agencies that manage the scheme, and not on a person
    whom they lead (spec/access.md, "Roles").
    """
    if not (may(user, Permission.RAG_BETWEEN_PANELS) and manages_the_scheme(user) and sees(user, offender)):
        return NOT_BETWEEN
    if leads(user, offender, on):
        return LEADS
    return "" if members_on(on).filter(pk=offender.pk).exists() else NO_MEMBER


def check_between_panels(user: User, offender: Offender, on: date) -> None:
    if said := why_not_between_panels(user, offender, on):
        raise PermissionDenied(said)


def why_not_judge(user: User, offender: Offender) -> str:
    """A judgement is of one's own work with the person: who may add to their appointments, whichever agency it is."""
    view = view_of(user, offender.pk)
    adds = view is not None and view.levels.level(Category.ENGAGEMENT) >= Level.ADD
    return "" if adds else NOT_JUDGING


def check_judge(user: User, offender: Offender) -> None:
    if said := why_not_judge(user, offender):
        raise PermissionDenied(said)


def check_review(review_on: date | None, decided_by: DecidedBy, effective_on: date) -> None:
    """Between panels always, and of a panel never: its next meeting looks at everybody."""
    if decided_by == DecidedBy.INTERIM and review_on is None:
        raise ValidationError({"review_on": "Say by which day it is looked at again."})
    if decided_by == DecidedBy.PANEL and review_on is not None:
        raise ValidationError({"review_on": "A panel’s decision holds until the next; it has no review of its own."})
    if review_on is not None and review_on <= effective_on:
        raise ValidationError({"review_on": "Choose a day after today."})


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
