"""Who may change a sharing agreement, and in what state: a change takes the leads of two agencies.

Agency leads, since the agreement is theirs (spec/access.md, "Roles"); of two agencies, since they stand as equals and
one must not widen its own share alone. Pairs: `check_...` raises with a sentence for a person, `may_...` answers.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.agreements import rules
from agencies.agreements.rules import STEPS, State, Step
from agencies.models import Agency, Agreement, AgreementState, User
from agencies.roles import Permission

SECOND_PERSON = "Who proposed an agreement does not approve it."
SECOND_AGENCY = "The agency that proposed an agreement does not approve it: the lead of another agency does."
ONE_UNDER_WAY = "A change is under way. One is settled before the next is begun."


def check_start_draft(user: User) -> None:
    _check_lead(user)
    if Agreement.objects.under_way().exists():
        raise ValidationError(ONE_UNDER_WAY)


def may_start_draft(user: User) -> bool:
    return _is_lead(user) and not Agreement.objects.under_way().exists()


def check_edit(user: User, agreement: Agreement) -> None:
    """A draft is anybody's to write who may propose; nothing else is written."""
    _check_lead(user)
    if agreement.state != AgreementState.DRAFT:
        raise ValidationError("The terms of an agreement change only while it is a draft.")


def may_edit(user: User, agreement: Agreement) -> bool:
    return _is_lead(user) and agreement.state == AgreementState.DRAFT


def check_propose(user: User, agreement: Agreement, today: date) -> State:
    _check_lead(user)
    to = check_step(agreement, Step.PROPOSE)
    _check_dates(agreement, today)
    return to


def check_send_back(user: User, agreement: Agreement) -> State:
    """Any agency's lead may say no, the proposer's own among them."""
    _check_lead(user)
    return check_step(agreement, Step.SEND_BACK)


def may_send_back(user: User, agreement: Agreement) -> bool:
    return _is_lead(user) and agreement.state == AgreementState.PROPOSED


def check_approve(user: User, agreement: Agreement, today: date) -> State:
    """A second person, of a second agency, while the start is still to come."""
    _check_lead(user)
    to = check_step(agreement, Step.APPROVE)
    if user.pk == agreement.proposed_by_id:
        raise PermissionDenied(SECOND_PERSON)
    if user.agency_id == agreement.proposed_for_id:
        raise PermissionDenied(SECOND_AGENCY)
    _check_dates(agreement, today)
    return to


def may_approve(user: User, agreement: Agreement) -> bool:
    another = user.pk != agreement.proposed_by_id and user.agency_id != agreement.proposed_for_id
    return _is_lead(user) and another and agreement.state == AgreementState.PROPOSED


def check_step(agreement: Agreement, step: Step) -> State:
    """The state that a step leads to; refused where there is no such way."""
    to = STEPS.get((State(agreement.state), step))
    if to is None:
        raise ValidationError(f"This agreement is {agreement.get_state_display().lower()}: that is not its next step.")
    return to


def may_see_agency(user: User, agency: Agency) -> bool:
    """One's own agency's page is for everybody; every agency's for who runs the scheme or leads an agency."""
    return user.agency_id == agency.pk or may(user, Permission.AGREEMENT_VIEW)


def _is_lead(user: User) -> bool:
    return may(user, Permission.AGREEMENT_CHANGE) and user.agency_id is not None


def _check_lead(user: User) -> None:
    if not _is_lead(user):
        raise PermissionDenied("Agency leads change the sharing agreement.")


def _check_dates(agreement: Agreement, today: date) -> None:
    last = Agreement.objects.approved().order_by("-starts_on").first()
    found = rules.problems(
        rules.Dates(
            agreement.starts_on,
            agreement.review_on,
            agreement.expires_on,
            today,
            last.starts_on if last else date.min,
        )
    )
    if found:
        raise ValidationError(found)
