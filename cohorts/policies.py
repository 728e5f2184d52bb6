"""Who refers, screens and decides, who makes cohorts, and in what state.

`check_...` raises with a sentence for a person, `may_...` answers. Nobody decides on a person whom they lead, nor on
what they proposed (spec/access.md, "Roles"): whoever referred somebody has proposed them.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import terms
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Day, Number, Rows, prepared
from cohorts.models import Cohort, DecisionState, Deselection, Membership, Referral, SelectionDecision
from cohorts.rules.referrals import Outcome, Status, Step, after
from offenders.models import CaseLead, Offender
from offenders.policies import How, view_of

NOT_SEEN = "Your agency has nothing to do with this person today."
NOT_REFERRING = "A practitioner, a supervisor, a coordinator or a panel chair refers somebody."
NOT_OF_THE_SCHEME = (
    "Who manages the scheme decides: supervisors, coordinators and panel chairs of police and probation."
)
NOT_A_CHAIR = "A panel chair records what a panel decided."
LEADS = "Nobody decides on a person whom they lead: somebody else does."
REFERRED = "Nobody decides on what they proposed: you referred this person."
PROPOSED = "Nobody decides on what they proposed: a second person confirms this or not."
NOT_YOURS = "Whoever proposed this takes it back."
NOT_COORDINATOR = "A coordinator of an agency that manages the scheme makes and changes cohorts."
A_PROPOSAL_WAITS = "A proposal waits for a second person: it is answered first."


def sees(user: User, offender: Offender) -> bool:
    """Through their agency's involvement today, or named for a restricted person."""
    view = view_of(user, offender.pk)
    return view is not None and view.how in (How.INVOLVED, How.NAMED)


def leads(user: User, offender: Offender, on: date) -> bool:
    return bool(_led(person=offender.pk, officer=user.pk, on=on))


@prepared
def _led(person: Number, officer: Number, on: Day) -> Rows:
    rows = CaseLead.objects.in_force(on).filter(offender=person, officer=officer)
    return rows.order_by().values_list("pk", flat=True)[:1]


def manages_the_scheme(user: User) -> bool:
    """Of an agency that manages the scheme by the agreement."""
    term = terms(user).get(Category.SCHEME)
    return term is not None and term.level >= Level.MANAGE


def runs_the_scheme(user: User) -> bool:
    """Of an agency that manages the scheme, in a role that decides."""
    return may(user, Permission.COHORT_DECIDE) and manages_the_scheme(user)


def may_refer(user: User, offender: Offender) -> bool:
    """Any agency that is involved refers: what it reads of the scheme has nothing to do with it."""
    return may(user, Permission.COHORT_REFER) and sees(user, offender)


def check_refer(user: User, offender: Offender, cohort: Cohort, on: date) -> None:
    if not may(user, Permission.COHORT_REFER):
        raise PermissionDenied(NOT_REFERRING)
    view = view_of(user, offender.pk)
    if view is None or view.how not in (How.INVOLVED, How.NAMED):
        raise PermissionDenied(NOT_SEEN)
    if cohort.of_victims and not view.levels.reads(Category.VICTIMS):
        raise ValidationError({"cohort": "Choose one of these cohorts."})
    if not cohort.takes(on):
        raise ValidationError({"cohort": f"{cohort.name} takes nobody on {uk_date(on)}."})
    # Who does not read on which cohorts somebody is, is not told it by a refusal either.
    theirs = Membership.objects.current(on).filter(offender=offender, cohort=cohort)
    if view.levels.reads(Category.SCHEME) and theirs.exists():
        raise ValidationError({"cohort": f"This person is on {cohort.name} already."})


def check_step(referral: Referral, step: Step, on: date) -> Status:
    """Where a step leads from where the referral stands on the day."""
    now = referral.stands(on)
    to = after(now, step)
    if to is None:
        raise ValidationError(f"This referral has moved on since you opened the page: {now.label.lower()}.")
    return to


def may_screen(user: User, referral: Referral, on: date) -> bool:
    return runs_the_scheme(user) and sees(user, referral.offender) and referral.stands(on) is Status.REFERRED


def check_screen(user: User, referral: Referral, on: date) -> Status:
    check_runs(user, referral.offender)
    return check_step(referral, Step.SCREEN, on)


def check_runs(user: User, offender: Offender) -> None:
    if not runs_the_scheme(user):
        raise PermissionDenied(NOT_OF_THE_SCHEME)
    if not sees(user, offender):
        raise PermissionDenied(NOT_SEEN)


def why_not_decide(user: User, referral: Referral, on: date) -> str:
    """Why somebody who may decide on others does not on this one: it is said on the page."""
    if leads(user, referral.offender, on):
        return LEADS
    return REFERRED if referral.bys.filter(created_by=user).exists() else ""


def check_decide(user: User, referral: Referral, outcome: Outcome, on: date, *, panel: bool) -> Status:
    """A panel's decision is recorded by its chair; one of a pair proposes."""
    check_runs(user, referral.offender)
    if panel and not may(user, Permission.PANEL_CHAIR):
        raise PermissionDenied(NOT_A_CHAIR)
    if why := why_not_decide(user, referral, on):
        raise PermissionDenied(why)
    to = check_step(referral, outcome.step, on)
    if referral.decisions.filter(state=DecisionState.PROPOSED).exists():
        raise ValidationError(A_PROPOSAL_WAITS)
    return to


def may_decide(user: User, referral: Referral, on: date) -> bool:
    if not runs_the_scheme(user) or not sees(user, referral.offender) or why_not_decide(user, referral, on):
        return False
    waits = referral.decisions.filter(state=DecisionState.PROPOSED).exists()
    return referral.stands(on) is Status.SCREENED and not waits


def check_answer(user: User, decision: SelectionDecision, on: date) -> None:
    """The second person of a pair: another of the scheme, who neither leads nor referred the person."""
    referral = decision.referral
    check_runs(user, referral.offender)
    if decision.created_by_id == user.pk:
        raise PermissionDenied(PROPOSED)
    if why := why_not_decide(user, referral, on):
        raise PermissionDenied(why)
    check_waits(decision)


def check_waits(decision: SelectionDecision | Deselection) -> None:
    if decision.state != DecisionState.PROPOSED:
        said = decision.get_state_display().lower()
        raise ValidationError(f"This proposal has been answered since you opened the page: {said}.")


def may_answer(user: User, decision: SelectionDecision, on: date) -> bool:
    if decision.state != DecisionState.PROPOSED:
        return False
    try:
        check_answer(user, decision, on)
    except (PermissionDenied, ValidationError):
        return False
    return True


def may_take_back(user: User, decision: SelectionDecision | Deselection) -> bool:
    return decision.created_by_id == user.pk and decision.state == DecisionState.PROPOSED


def check_take_back(user: User, decision: SelectionDecision | Deselection) -> None:
    if decision.created_by_id != user.pk:
        raise PermissionDenied(NOT_YOURS)
    check_waits(decision)


def may_withdraw(user: User, referral: Referral, on: date) -> bool:
    try:
        check_withdraw(user, referral, on)
    except (PermissionDenied, ValidationError):
        return False
    return True


def check_withdraws(user: User, referral: Referral) -> None:
    """The agency that alone referred, or who runs the scheme."""
    agencies = set(referral.bys.values_list("agency", flat=True))
    alone = agencies == {user.agency_id} and may(user, Permission.COHORT_REFER)
    if not sees(user, referral.offender) or not (alone or runs_the_scheme(user)):
        raise PermissionDenied("The agency that referred withdraws its referral, or who manages the scheme.")


def check_withdraw(user: User, referral: Referral, on: date) -> Status:
    check_withdraws(user, referral)
    if referral.decisions.filter(state=DecisionState.PROPOSED).exists():
        raise ValidationError(A_PROPOSAL_WAITS)
    return check_step(referral, Step.WITHDRAW, on)


def check_deselect(user: User, offender: Offender, on: date, *, panel: bool) -> None:
    """A panel's decision is recorded by its chair; one of a pair proposes."""
    check_runs(user, offender)
    if panel and not may(user, Permission.PANEL_CHAIR):
        raise PermissionDenied(NOT_A_CHAIR)
    if leads(user, offender, on):
        raise PermissionDenied(LEADS)


def check_no_proposal(offender: Offender) -> None:
    if Deselection.objects.filter(offender=offender, state=DecisionState.PROPOSED).exists():
        raise ValidationError(A_PROPOSAL_WAITS)


def may_deselect(user: User, offender: Offender, on: date) -> bool:
    """Of a member, of whom no proposal waits."""
    if not runs_the_scheme(user) or not sees(user, offender) or leads(user, offender, on):
        return False
    waits = Deselection.objects.filter(offender=offender, state=DecisionState.PROPOSED).exists()
    return not waits and Membership.objects.current(on).filter(offender=offender).exists()


def check_answer_deselection(user: User, row: Deselection, on: date) -> None:
    """The second person: another of the scheme, who does not lead the person."""
    check_runs(user, row.offender)
    if row.created_by_id == user.pk:
        raise PermissionDenied(PROPOSED)
    if leads(user, row.offender, on):
        raise PermissionDenied(LEADS)
    check_waits(row)


def may_answer_deselection(user: User, row: Deselection, on: date) -> bool:
    if row.state != DecisionState.PROPOSED:
        return False
    try:
        check_answer_deselection(user, row, on)
    except (PermissionDenied, ValidationError):
        return False
    return True


def may_disagree(user: User, offender: Offender) -> bool:
    """Any agency that is involved and reads of the scheme."""
    view = view_of(user, offender.pk)
    involved = view is not None and view.how in (How.INVOLVED, How.NAMED) and view.levels.reads(Category.SCHEME)
    return involved and may(user, Permission.COHORT_REFER)


def check_disagree(user: User, offender: Offender) -> None:
    if not may_disagree(user, offender):
        raise PermissionDenied("An agency that is involved and reads of the scheme says that it disagrees.")


def may_manage_cohorts(user: User) -> bool:
    return may(user, Permission.COHORT_MANAGE) and manages_the_scheme(user)


def check_manage_cohorts(user: User) -> None:
    if not may_manage_cohorts(user):
        raise PermissionDenied(NOT_COORDINATOR)
