"""What a handover takes: the checklist, and each consent asked about again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from agencies.categories import Category
from agencies.models import User
from allocation import policies
from allocation.actions import leading
from allocation.models import HandoverItem, HandoverTick, Transfer, TransferConsent
from audit import clock, log
from offenders.consent.queries import recipients, state_of
from offenders.consent.rules import Days, overlap
from offenders.models import Consent

CONSENTS = "consents"  # the line of the checklist that says so; it stands there whether there are any or not
ASK_FIRST = "Ask the person about each consent first: whether it is to hold for the agency that takes the case."


@transaction.atomic
def tick(*, transfer: Transfer, item: HandoverItem, by: User) -> HandoverTick:
    """Say that a line of the checklist is done. Twice is once."""
    leading.take(transfer.offender)
    policies.check_hand_over(by, transfer)
    if item.code == CONSENTS and unasked(transfer):
        raise ValidationError(ASK_FIRST)
    row, made = HandoverTick.objects.get_or_create(
        transfer=transfer,
        item=item,
        defaults={"offender": transfer.offender, "ticked_by": by, "ticked_on": clock.today()},
    )
    if made:
        _log("transfers.tick", transfer, by, item=item.code)
    return row


@transaction.atomic
def untick(*, transfer: Transfer, item: HandoverItem, by: User) -> None:
    """It was not done after all. Twice is once; the history keeps who had said so."""
    leading.take(transfer.offender)
    policies.check_hand_over(by, transfer)
    gone, _ = HandoverTick.objects.filter(transfer=transfer, item=item).delete()
    if gone:
        _log("transfers.untick", transfer, by, item=item.code)


def to_ask_about(transfer: Transfer) -> list[Consent]:
    """The consents to the agency that hands over which stand today: none of them is the new agency's by itself."""
    if transfer.from_agency_id == transfer.to_agency_id:
        return []
    rows = Consent.objects.in_force(clock.today()).filter(offender=transfer.offender, agency=transfer.from_agency_id)
    return list(rows.order_by("category", "pk"))


def unasked(transfer: Transfer) -> list[Consent]:
    asked = set(TransferConsent.objects.filter(transfer=transfer).values_list("consent", flat=True))
    return [consent for consent in to_ask_about(transfer) if consent.pk not in asked]


@transaction.atomic
def ask_consent(*, transfer: Transfer, consent: Consent, confirmed: bool, how: str, by: User) -> TransferConsent:
    """Write down whether the person lets the new agency read what they let the old one read, and how they said so."""
    leading.take(transfer.offender)
    policies.check_hand_over(by, transfer)
    if consent.pk not in {one.pk for one in to_ask_about(transfer)}:
        raise ValidationError("This consent does not stand any more: there is nothing to ask.")
    if not how.strip():
        raise ValidationError({"how": "Say how: a signed form and where it is kept, or in whose presence."})
    row, _ = TransferConsent.objects.update_or_create(
        transfer=transfer,
        consent=consent,
        defaults={
            "offender": transfer.offender,
            "confirmed": confirmed,
            "how": how.strip(),
            "asked_by": by,
            "asked_on": clock.today(),
        },
    )
    _log("transfers.ask_consent", transfer, by, consent=consent.pk, confirmed=confirmed)
    return row


def carry_consents(transfer: Transfer) -> list[Consent]:
    """What the person confirmed is a new consent to the agency that takes the case, from today.

    Only where the agreement gives it the category by consent, and nothing stands in its place; never beyond the old
    one's own end, nor where that was withdrawn since.
    """
    allowed = {category for category, who in recipients(clock.today()).items() if transfer.to_agency in who}
    found = []
    for row in _confirmed(transfer):
        old = row.consent
        if Category(old.category) in allowed and state_of(old, clock.today()).stands and not _stands(transfer, old):
            found.append(_new(transfer, row))
    return found


def _confirmed(transfer: Transfer) -> QuerySet[TransferConsent]:
    rows = TransferConsent.objects.filter(transfer=transfer, confirmed=True)
    return rows.select_related("consent", "asked_by").order_by("pk")


def _stands(transfer: Transfer, old: Consent) -> bool:
    days = Days(clock.today(), old.until_on)
    others = Consent.objects.filter(offender=transfer.offender, agency=transfer.to_agency, category=old.category)
    return any(overlap(days, Days(one.given_on, one.until_on, one.withdrawn_on)) for one in others)


def _new(transfer: Transfer, row: TransferConsent) -> Consent:
    made = Consent.objects.create(
        offender=transfer.offender,
        category=row.consent.category,
        agency=transfer.to_agency,
        given_on=clock.today(),
        until_on=row.consent.until_on,
        how=row.how,
        recorded_by=row.asked_by,
    )
    log.changed(
        "consent.confirm",
        by=row.asked_by,
        offender_id=transfer.offender_id,
        categories=[made.category],
        consent=made.pk,
        agency=transfer.to_agency.code,
        transfer=transfer.pk,
    )
    return made


def _log(what: str, transfer: Transfer, by: User, **detail: Any) -> None:
    log.changed(
        what, by=by, offender_id=transfer.offender_id, categories=[Category.IDENTITY], transfer=transfer.pk, **detail
    )
