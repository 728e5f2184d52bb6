"""Who drafts a version and who agrees it, and in what state (spec/access.md, "Roles").

A coordinator runs the scheme and drafts; who agrees is a second person: "nobody approves what they proposed". Both of
an agency that manages the scheme by the agreement. `check_...` raises with a sentence for a person, `may_...` answers.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.categories import Category, Level
from agencies.drafts.rules import STEPS, State, Step, wrong_day
from agencies.models import User
from agencies.models.drafted import Drafted
from agencies.roles import Permission
from agencies.sharing import terms

NOT_DRAFTING = "A coordinator of an agency that manages the scheme drafts a version."
NOT_AGREEING = "A coordinator, a supervisor or a panel chair of an agency that manages the scheme agrees a version."
SECOND_PERSON = "Nobody agrees what they drafted: a second person does."
ONE_UNDER_WAY = "A change is under way. It is settled before the next is begun."
OWN_DRAFT = "Whoever drafts a version changes and proposes it; anybody else withdraws it and drafts their own."
NOT_A_DRAFT = "A version is changed only while it is a draft."


def _manages(user: User) -> bool:
    term = terms(user).get(Category.SCHEME)
    return term is not None and term.level >= Level.MANAGE


def may_draft(user: User) -> bool:
    return may(user, Permission.RULES_DRAFT) and _manages(user)


def may_agree(user: User, row: Drafted) -> bool:
    return may(user, Permission.RULES_SEE) and _manages(user) and row.drafted_by_id != user.pk


def check_draft(user: User) -> None:
    if not may_draft(user):
        raise PermissionDenied(NOT_DRAFTING)


def check_start(user: User, model: type[Drafted]) -> None:
    check_draft(user)
    if model.objects.under_way().exists():
        raise ValidationError(ONE_UNDER_WAY)


def check_edit(user: User, row: Drafted) -> None:
    check_draft(user)
    if row.drafted_by_id != user.pk:
        raise PermissionDenied(OWN_DRAFT)
    if row.state != State.DRAFT:
        raise ValidationError(NOT_A_DRAFT)


def may_edit(user: User, row: Drafted) -> bool:
    return may_draft(user) and row.drafted_by_id == user.pk and row.state == State.DRAFT


def check_step(user: User, row: Drafted, step: Step) -> State:
    """The state that a step leads to."""
    if step in (Step.AGREE, Step.SEND_BACK):
        if not (may(user, Permission.RULES_SEE) and _manages(user)):
            raise PermissionDenied(NOT_AGREEING)
        if step == Step.AGREE and row.drafted_by_id == user.pk:
            raise PermissionDenied(SECOND_PERSON)
    else:
        check_draft(user)
        if step == Step.PROPOSE and row.drafted_by_id != user.pk:
            raise PermissionDenied(OWN_DRAFT)
    to = STEPS.get((State(row.state), step))
    if to is None:
        raise ValidationError(f"This version is {State(row.state).label}: somebody else was quicker, or it is settled.")
    return to


def check_day(in_force_from: date, today: date, latest: date) -> None:
    if said := wrong_day(in_force_from, today, latest):
        raise ValidationError({"in_force_from": said})


def steps_for(user: User, row: Drafted) -> list[Step]:
    """What this person may do with it now."""
    return [step for step in Step if (State(row.state), step) in STEPS and _may_step(user, row, step)]


def _may_step(user: User, row: Any, step: Step) -> bool:
    if step == Step.AGREE:
        return may_agree(user, row)
    if step == Step.SEND_BACK:
        return may(user, Permission.RULES_SEE) and _manages(user)
    return may_draft(user) and (step == Step.WITHDRAW or row.drafted_by_id == user.pk)
