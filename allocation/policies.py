"""Who gives a person to an officer, who asks for and answers a transfer, and in what state.

`check_...` raises with a sentence for a person, `may_...` answers. Nobody decides for a person whom they may not see,
nor whom they see by a taper, by broken glass or by a grant of their record alone.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.models import Agency, User
from agencies.roles import Permission, Role
from allocation import queries
from allocation.models import Allocation, HandoverItem, HandoverTick, Support, Transfer
from allocation.rules.states import Answer, Stage, State, Step, after, answered
from audit import clock
from offenders.models import CaseLead, Involvement, Offender
from offenders.policies import How, view_of
from offenders.young import YOUTH_JUSTICE, is_young, needs_youth_justice

NOT_SEEN = "Your agency has nothing to do with this person today."
NOT_YOURS = "A supervisor or coordinator of the agency that leads gives a person to an officer."
NO_OFFICER = "Choose a practitioner of your agency who still works there."
NO_YOUTH_JUSTICE = (
    "This person is under 18 and needs an officer of youth justice: as lead, or named for an agency that supports."
)
OPEN_TRANSFER = "A transfer of this person is open: it is answered first."
WAITS = "An allocation of this person waits for its second approval."
SECOND = "Whoever proposed it, or is to lead, does not give the second approval."


def sees(user: User, offender: Offender) -> bool:
    """Through their agency's involvement today, or named for a restricted person."""
    view = view_of(user, offender.pk)
    return view is not None and view.how in (How.INVOLVED, How.NAMED)


def lead_of(offender: Offender, on: date) -> CaseLead | None:
    return CaseLead.objects.in_force(on).filter(offender=offender).select_related("agency", "officer__agency").first()


def may_allocate(user: User, offender: Offender) -> bool:
    """Of the agency that leads; where none does, of one that is involved today."""
    if not may(user, Permission.ALLOCATE) or not sees(user, offender):
        return False
    on = clock.today()
    lead = lead_of(offender, on)
    if lead is not None:
        return lead.agency_id == user.agency_id
    return _is_involved(user.agency_id, offender, on)


def _is_involved(agency: int | None, offender: Offender, on: date) -> bool:
    """For more than being asked to take the case: that is answered by taking it."""
    rows = Involvement.objects.in_force(on).filter(agency=agency, offender=offender)
    return rows.exclude(reason="transfer").exists()


def check_allocate(user: User, offender: Offender) -> None:
    if not may_allocate(user, offender):
        raise PermissionDenied(NOT_YOURS)
    check_nothing_open(offender)


def check_nothing_open(offender: Offender) -> None:
    """No lead is changed beside an open transfer, nor beside an allocation that waits."""
    if Transfer.objects.open().filter(offender=offender).exists():
        raise ValidationError(OPEN_TRANSFER)
    if Allocation.objects.filter(offender=offender, state=State.WAITS).exists():
        raise ValidationError(WAITS)


def check_officer(officer: User, agency: Agency | None, on: date) -> None:
    if officer.pk not in {one.pk for one in queries.officers(agency, on)}:
        raise ValidationError({"officer": NO_OFFICER})


def kinds_of_officers(offender: Offender, on: date, lead: User | None) -> frozenset[str]:
    """The kinds of agency of the officers who work with somebody: who is to lead, and who is named for a support."""
    supports = Involvement.objects.in_force(on).filter(offender=offender, reason="supports")
    kinds = set(supports.filter(support__officer__isnull=False).values_list("agency__kind", flat=True))
    return frozenset(kinds | ({lead.agency.kind} if lead and lead.agency else set()))


def check_youth_justice(offender: Offender, officer: User, on: date) -> None:
    """Under 18 nobody leads without an officer of youth justice."""
    if needs_youth_justice(offender.date_of_birth, on, kinds_of_officers(offender, on, officer)):
        raise ValidationError({"officer": NO_YOUTH_JUSTICE})


def check_answer(user: User, allocation: Allocation, answer: Answer) -> State:
    """The second approval of an allocation of somebody young: another's, of the agency that leads or youth justice."""
    to = answered(State(allocation.state), answer)
    if not may(user, Permission.ALLOCATE) or not sees(user, allocation.offender):
        raise PermissionDenied(NOT_SEEN)
    if answer is Answer.WITHDRAW:
        if user.agency_id != allocation.agency_id:
            raise PermissionDenied("The agency that proposed it withdraws it.")
    else:
        _check_second(user, allocation.agency_id, {allocation.made_by_id, allocation.officer_id})
    if to is None:
        raise ValidationError(f"This has been answered since you opened the page: {allocation.get_state_display()}.")
    return to


def _check_second(user: User, agency: int, not_these: set[int]) -> None:
    young_ones = user.agency is not None and user.agency.kind == YOUTH_JUSTICE
    if user.pk in not_these or not (user.agency_id == agency or young_ones):
        raise PermissionDenied(SECOND)


def may_answer(user: User, allocation: Allocation, answer: Answer) -> bool:
    try:
        check_answer(user, allocation, answer)
    except (PermissionDenied, ValidationError):
        return False
    return True


def may_support(user: User, offender: Offender) -> bool:
    """Who gives a person to an officer says which agencies support the case."""
    lead = lead_of(offender, clock.today())
    return lead is not None and may_allocate(user, offender)


def check_support(user: User, offender: Offender) -> None:
    if not may_support(user, offender):
        raise PermissionDenied("A supervisor or coordinator of the agency that leads says who supports the case.")


def may_stop(user: User, involvement: Involvement) -> bool:
    """The agency that leads, or the one that supports."""
    if not may(user, Permission.ALLOCATE) or not sees(user, involvement.offender):
        return False
    return involvement.agency_id == user.agency_id or may_support(user, involvement.offender)


def may_name(user: User, involvement: Involvement) -> bool:
    """A supporting agency names its own officer."""
    ours = involvement.agency_id == user.agency_id
    return ours and may(user, Permission.ALLOCATE) and sees(user, involvement.offender)


def check_stop(user: User, involvement: Involvement) -> None:
    if not may_stop(user, involvement):
        raise PermissionDenied("The agency that leads, or the one that supports, ends the support.")


def check_name(user: User, involvement: Involvement) -> None:
    if not may_name(user, involvement):
        raise PermissionDenied("A supporting agency names its own officer.")


def may_ask(user: User, offender: Offender) -> bool:
    """A transfer is asked for by the agency that leads."""
    lead = lead_of(offender, clock.today())
    return lead is not None and lead.agency_id == user.agency_id and may_allocate(user, offender)


def check_ask(user: User, offender: Offender) -> CaseLead:
    lead = lead_of(offender, clock.today())
    if lead is None or not may_ask(user, offender):
        raise PermissionDenied("A supervisor or coordinator of the agency that leads asks for a transfer.")
    check_nothing_open(offender)
    return lead


def may_see_transfer(user: User, transfer: Transfer) -> bool:
    """The two agencies, and a coordinator of any who sees the person."""
    if not sees(user, transfer.offender):
        return False
    return user.agency_id in (transfer.from_agency_id, transfer.to_agency_id) or Role.COORDINATOR in user.roles


def check_step(user: User, transfer: Transfer, step: Step) -> Stage:
    """Who may take a step, and where it leads."""
    if not may(user, Permission.ALLOCATE) or not sees(user, transfer.offender):
        raise PermissionDenied(NOT_SEEN)
    _WHO[step](user, transfer)
    to = after(Stage(transfer.state), step)
    if to is None:
        raise ValidationError(f"This has been answered since you opened the page: {transfer.get_state_display()}.")
    return to


def may_step(user: User, transfer: Transfer, step: Step) -> bool:
    try:
        check_step(user, transfer, step)
    except (PermissionDenied, ValidationError):
        return False
    return True


def _takes(user: User, transfer: Transfer) -> None:
    if user.agency_id != transfer.to_agency_id:
        raise PermissionDenied("The agency that is asked answers.")
    if user.pk in (transfer.asked_by_id, transfer.approved_by_id):
        raise PermissionDenied("Whoever asked for it, or gave the second approval, does not answer it.")


def _withdraws(user: User, transfer: Transfer) -> None:
    if user.agency_id != transfer.from_agency_id:
        raise PermissionDenied("The agency that asked withdraws it.")


def _dismisses(user: User, transfer: Transfer) -> None:
    if Role.COORDINATOR not in user.roles:
        raise PermissionDenied("A coordinator dismisses a transfer that is stuck.")


def _approves(user: User, transfer: Transfer) -> None:
    if not is_young(transfer.offender.date_of_birth, clock.today()):
        raise PermissionDenied("A second approval is for people under 18.")
    _check_second(user, transfer.from_agency_id, {transfer.asked_by_id} if transfer.asked_by_id else set())


_WHO = {
    Step.APPROVE: _approves,
    Step.ACCEPT: _takes,
    Step.REFUSE: _takes,
    Step.WITHDRAW: _withdraws,
    Step.DISMISS: _dismisses,
}


def may_hand_over(user: User, transfer: Transfer) -> bool:
    """Whoever works for the agency that hands over does what the handover takes, while the transfer is open."""
    works = may(user, Permission.ACTION_UPDATE) and user.agency_id == transfer.from_agency_id
    return transfer.is_open and works and sees(user, transfer.offender)


def check_hand_over(user: User, transfer: Transfer) -> None:
    if not may_hand_over(user, transfer):
        raise PermissionDenied("The agency that hands over says what is done, while the transfer is open.")


def left_undone(transfer: Transfer, on: date) -> list[str]:
    """The obligatory lines of the checklist that nobody has ticked, in words."""
    done = HandoverTick.objects.filter(transfer=transfer).values("item__code")
    rows = HandoverItem.objects.in_force(on).filter(obligatory=True).exclude(code__in=done)
    return [row.words for row in rows]


def check_done(transfer: Transfer, undone_because: str, on: date) -> None:
    """What is obligatory is done, or it is taken all the same for a reason."""
    if (left := left_undone(transfer, on)) and not undone_because.strip():
        said = "; ".join(left)
        raise ValidationError({"undone_because": f"Not done yet: {said}. Wait for it, or say why you take it so."})


def support_of(involvement: Involvement) -> Support:
    """What is said of a support; of one that came in otherwise nothing is yet."""
    found = Support.objects.filter(involvement=involvement).first()
    return found or Support(involvement=involvement, offender=involvement.offender)


def may_see_allocation(user: User, allocation: Allocation) -> bool:
    """The agency that proposed it, and youth justice, which may give the second approval."""
    kind = user.agency.kind if user.agency else ""
    return sees(user, allocation.offender) and (user.agency_id == allocation.agency_id or kind == YOUTH_JUSTICE)
