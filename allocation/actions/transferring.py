"""A transfer: asked for, answered, and what follows from the answer. All of it in one transaction each."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import Agency, AgencyArea, Area, User
from allocation import policies
from allocation.actions import leading
from allocation.actions.allocating import GIVEN
from allocation.actions.handing_over import carry_consents
from allocation.models import Allocation, Transfer
from allocation.rules.states import Stage, State, Step
from audit import clock, log, outbox
from audit.floor import System, as_system
from audit.log import Actor
from offenders.facts.actions import MOVED_AREA
from offenders.models import CaseLead, InvolvementReason, Offender
from offenders.young import is_young

WHY = "Say why."
MOVED = "The person’s home is in another area now."
NOBODY_THERE = f"{MOVED} No agency of this kind works there: find who takes the case, or dismiss this."
SENT_BEFORE = "This form was sent before with other words. Reload the page and ask again."
NOT_APPROVED = "This person is under 18: a second person approves the transfer before it is accepted."


@transaction.atomic
def ask(*, offender: Offender, to: Agency, because: str, request_key: UUID, by: User) -> Transfer:
    """Ask another agency to take a case; it sees the person for as long as this is open. The same form twice is one."""
    offender = leading.take(offender)
    if before := Transfer.objects.filter(public_id=request_key).first():
        if (before.offender_id, before.to_agency_id, before.asked_by_id) != (offender.pk, to.pk, by.pk):
            raise ValidationError(SENT_BEFORE)
        return before
    lead = policies.check_ask(by, offender)
    if to.pk == lead.agency_id:
        raise ValidationError(
            {"to": "This agency leads the case already. Give the person to another officer of yours."}
        )
    if not because.strip():
        raise ValidationError({"because": WHY})
    row = Transfer.objects.create(
        public_id=request_key,
        offender=offender,
        from_agency=lead.agency,
        to_agency=to,
        because=because.strip(),
        asked_on=clock.today(),
        asked_by=by,
    )
    _open_to_who_is_asked(row)
    _log("transfers.ask", row, by)
    return row


@transaction.atomic
@as_system(System.TRANSFER)
def ask_for_a_move(*, offender: Offender, from_area: Area, to_area: Area, by: Actor) -> Transfer | None:
    """A home in another area asks for a transfer by itself. Twice is once; nothing where it is not the case any more.

    Where the agency that leads works there too, it is asked itself: for an officer of that area. Where nobody leads
    there is nothing to hand over, and the home area follows at once. A home area that was corrected is there already.
    """
    offender = leading.take(offender)
    if offender.withdrawn or offender.area_id not in (from_area.pk, to_area.pk) or from_area.pk == to_area.pk:
        return None
    asked = Transfer.objects.filter(offender=offender, from_area=from_area, to_area=to_area, asked_by=None)
    if before := asked.filter(asked_on=clock.today()).first():
        return before
    lead = policies.lead_of(offender, clock.today())
    if lead is None:
        _move_home(offender, to_area)
        log.changed("transfers.move_home", by=by, offender_id=offender.pk, to_area=to_area.pk)
        return None
    standing = Transfer.objects.open().filter(offender=offender).first()
    if standing is not None:
        return standing
    to, because = _who_takes(lead, to_area)
    row = Transfer.objects.create(
        offender=offender,
        from_agency=lead.agency,
        to_agency=to,
        from_area=from_area,
        to_area=to_area,
        because=because,
        asked_on=clock.today(),
    )
    _open_to_who_is_asked(row)
    _log("transfers.ask_for_a_move", row, by)
    return row


def _who_takes(lead: CaseLead, area: Area) -> tuple[Agency, str]:
    """The agency that leads, if it works there; else the first of its kind that does; else nobody yet."""
    there = [area.pk, area.parent_id]
    works = set(AgencyArea.objects.filter(area__in=there).values_list("agency", flat=True))
    somewhere = set(AgencyArea.objects.values_list("agency", flat=True))

    def is_there(agency: Agency) -> bool:
        return area.level != "outside" and (agency.pk in works or agency.pk not in somewhere)

    if is_there(lead.agency):
        return lead.agency, MOVED
    alike = Agency.objects.filter(kind=lead.agency.kind).exclude(pk=lead.agency_id).order_by("position", "code")
    found = next((agency for agency in alike if is_there(agency)), None)
    return (found, MOVED) if found else (lead.agency, NOBODY_THERE)


@as_system(System.TRANSFER)
def _open_to_who_is_asked(row: Transfer) -> None:
    """The agency that is asked sees the person while it decides: read at most, and no taper afterwards."""
    if row.from_agency_id != row.to_agency_id:
        leading.involve(row.offender, row.to_agency, InvolvementReason.TRANSFER, clock.today())


@as_system(System.TRANSFER)
def _shut(row: Transfer) -> None:
    leading.end(row.offender, row.to_agency, InvolvementReason.TRANSFER, clock.today())


@transaction.atomic
def approve(*, transfer: Transfer, by: User) -> Transfer:
    """The second approval of the transfer of somebody under 18."""
    row, to = _step(transfer, Step.APPROVE, by)
    row.state, row.approved_by, row.approved_on = to.value, by, clock.today()
    row.save(update_fields=["state", "approved_by", "approved_on"])
    _log("transfers.approve", row, by)
    return row


@transaction.atomic
def accept(*, transfer: Transfer, officer: User, undone_because: str, by: User) -> Transfer:
    """Take the case: from today the officer leads, the agency before reads for 90 days, the home area follows."""
    row, to = _step(transfer, Step.ACCEPT, by)
    on = clock.today()
    if is_young(row.offender.date_of_birth, on) and row.state != Stage.APPROVED:
        raise ValidationError(NOT_APPROVED)
    policies.check_officer(officer, row.to_agency, on)
    policies.check_youth_justice(row.offender, officer, on)
    policies.check_done(row, undone_because, on)
    row.undone_because = undone_because.strip() if policies.left_undone(row, on) else ""
    _answered(row, to, "", by)
    _hand_over(row, officer)
    outbox.put(GIVEN, user=officer.pk, people=1)
    _log("transfers.accept", row, by, officer=officer.pk)
    return row


@as_system(System.TRANSFER)
def _hand_over(row: Transfer, officer: User) -> None:
    """Both agencies' rows: of either, the other may not see the person before or after."""
    on = clock.today()
    Allocation.objects.filter(offender=row.offender, state=State.WAITS).update(
        state=State.WITHDRAWN, answered_by=row.answered_by, answered_on=on, answer="The person was transferred."
    )
    carry_consents(row)
    leading.lead(row.offender, row.to_agency, officer, on)
    _shut(row)
    if row.to_area is not None:
        _move_home(row.offender, row.to_area)


def _move_home(offender: Offender, area: Area) -> None:
    """The home area decides which police are involved: involvement is worked out again. It asks for no transfer more:
    the message is of a move that stays where it is.
    """
    offender.area = area
    offender.save(update_fields=["area"])
    outbox.put(MOVED_AREA, offender_id=offender.pk, from_area=area.pk, to_area=area.pk)
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[offender.pk])


@transaction.atomic
def refuse(*, transfer: Transfer, words: str, by: User) -> Transfer:
    """The agency that is asked does not take the case, and sees the person no more from this moment."""
    return _end(transfer, Step.REFUSE, words, by)


@transaction.atomic
def withdraw(*, transfer: Transfer, words: str, by: User) -> Transfer:
    return _end(transfer, Step.WITHDRAW, words, by)


@transaction.atomic
def dismiss(*, transfer: Transfer, words: str, by: User) -> Transfer:
    """A coordinator ends a transfer that is stuck; the lead is free to be changed again."""
    return _end(transfer, Step.DISMISS, words, by)


def _end(transfer: Transfer, step: Step, words: str, by: User) -> Transfer:
    row, to = _step(transfer, step, by)
    if not words.strip():
        raise ValidationError({"words": WHY})
    _answered(row, to, words.strip(), by)
    _log(f"transfers.{step}", row, by)
    _shut(row)
    return row


def _step(transfer: Transfer, step: Step, by: User) -> tuple[Transfer, Stage]:
    leading.take(transfer.offender)
    rows = Transfer.objects.select_for_update(of=("self",))
    row = rows.select_related("offender", "from_agency", "to_agency", "to_area").get(pk=transfer.pk)
    return row, policies.check_step(by, row, step)


def _answered(row: Transfer, to: Stage, words: str, by: User) -> None:
    row.state, row.answer, row.answered_by, row.answered_on = to.value, words, by, clock.today()
    row.save(update_fields=["state", "answer", "answered_by", "answered_on", "undone_because"])


def _log(what: str, row: Transfer, by: Actor, **detail: Any) -> None:
    log.changed(
        what,
        by=by,
        offender_id=row.offender_id,
        categories=[Category.IDENTITY],
        transfer=row.pk,
        from_agency=row.from_agency.code,
        to_agency=row.to_agency.code,
        **detail,
    )
