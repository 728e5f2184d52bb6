"""The care plan: its items, what was done about them, the services that were asked, and what the person said."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from agencies.categories import Category
from agencies.models import Agency, User
from audit import clock, log
from audit.floor import System, as_system
from offenders.models import Offender
from offenders.writing import Gone, add, correct, remove
from offenders.writing.rows import take
from pathways.actions.involving import refresh
from pathways.models import Intervention, Pathway, PlanAgreement, PlanItem, ServiceReferral
from pathways.policies import plans as policies
from pathways.rules.plans import ItemStatus

PATHWAYS = Category.PATHWAYS
OfItem = TypeVar("OfItem", Intervention, ServiceReferral)


@transaction.atomic
def plan(
    *,
    offender: Offender,
    pathway: Pathway,
    agency: Agency,
    contact: str,
    aims: str,
    action: str,
    review_on: date,
    by: User,
    request_key: UUID,
) -> PlanItem:
    """Write an item; its agency sees the person for as long as it is open."""
    today = clock.today()
    policies.check_plan(by, offender, pathway, agency, today)
    policies.check_review(review_on, today)
    row = PlanItem(
        offender=offender, pathway=pathway, agency=agency, contact=contact, aims=aims, action=action,
        review_on=review_on, status_on=today,
    )  # fmt: skip
    made = add(row, what="pathways.plan", offender=offender, category=row.category, by=by, request_key=request_key)
    refresh(offender, made.agency)
    return made


@transaction.atomic
def correct_item(*, item: PlanItem, values: Mapping[str, Any], version: int, because: str, by: User) -> PlanItem:
    """Change what an item says, and which agency is responsible for it; a new review date is a day to come."""
    take(item.offender)
    held = _held(item)
    agency = values.get("agency", held.agency)
    view = policies.check_hold(by, item.offender, held.category, held)
    policies.check_agency(by, view, agency, held.agency_id)
    if values.get("review_on", held.review_on) != held.review_on:
        policies.check_review(values["review_on"], clock.today())
    done: PlanItem = _change(item, "pathways.correct_item", values, version, because, by)
    refresh(done.offender, held.agency)
    refresh(done.offender, done.agency)
    return done


@transaction.atomic
def set_status(*, item: PlanItem, status: ItemStatus, why: str, version: int, by: User) -> PlanItem:
    """Say where the work stands; declined and no longer needed ask why. Twice is once."""
    take(item.offender)
    held = _held(item)
    if held.status == status:
        return held
    policies.check_step(held.status, status, why)
    values = {"status": status.value, "status_on": clock.today(), "status_why": why.strip()}
    done: PlanItem = _change(item, "pathways.plan_status", values, version, why.strip() or f"{status.words}.", by)
    refresh(done.offender, done.agency)
    return done


@transaction.atomic
@as_system(System.PLAN)
def close_all(*, offender: Offender, by: User, because: str) -> int:
    """Close whatever is open as no longer needed, with whichever agency: of somebody who died or was deported.

    Of every part of the record (deselection.csv, 6B), also of one that whoever decides does not read: they are told
    nothing of it. Twice is once.
    """
    take(offender)
    rows = PlanItem.objects.open().select_for_update(of=("self",)).filter(offender=offender)
    found = list(rows.select_related("agency", "pathway").order_by("pk"))
    for row in found:
        row.status, row.status_on, row.status_why = ItemStatus.NO_LONGER_NEEDED, clock.today(), because
        row.changed_by, row.changed_because = by, because
        row.save(update_fields=["status", "status_on", "status_why", "changed_by", "changed_because"])
        log.changed(
            "pathways.close_item", by=by, offender_id=offender.pk, categories=[row.category], reason=because, row=row.pk
        )
    for agency in {row.agency for row in found}:
        refresh(offender, agency)
    return len(found)


@transaction.atomic
def remove_item(*, item: PlanItem, version: int, because: str, by: User) -> None:
    """Take an item off the record with what hangs by it: for mistakes only."""
    take(item.offender)
    try:
        held = _held(item)
    except Gone:
        return
    for row in [*held.interventions.all(), *held.servicereferrals.all()]:
        row.item = held
        _take_off(row, "pathways.remove_of_item", row.version, because, by)
    _take_off(held, "pathways.remove_item", version, because, by)
    refresh(item.offender, held.agency)


@transaction.atomic
def intervene(*, item: PlanItem, values: Mapping[str, Any], by: User, request_key: UUID) -> Intervention:
    """Write down a course, a programme or a placement."""
    policies.check_happened(values.get("ends_on"), "ends_on", clock.today())
    return _add(Intervention(offender=item.offender, item=item, **values), "pathways.intervene", by, request_key)


@transaction.atomic
def refer(*, item: PlanItem, values: Mapping[str, Any], by: User, request_key: UUID) -> ServiceReferral:
    """Write down that a service was asked to take the person on."""
    _check_referral(values)
    return _add(ServiceReferral(offender=item.offender, item=item, **values), "pathways.refer", by, request_key)


@transaction.atomic
def correct_of_item(*, row: OfItem, values: Mapping[str, Any], version: int, because: str, by: User) -> OfItem:
    """Say how an intervention ended or what a service answered, or put right what was written."""
    if isinstance(row, ServiceReferral):
        _check_referral(values)
    else:
        policies.check_happened(values.get("ends_on"), "ends_on", clock.today())
    done: OfItem = _change(row, "pathways.correct_of_item", values, version, because, by)
    return done


@transaction.atomic
def remove_of_item(*, row: OfItem, version: int, because: str, by: User) -> None:
    """Take one off the record: for mistakes only."""
    _take_off(row, "pathways.remove_of_item", version, because, by)


@transaction.atomic
def agree(*, offender: Offender, values: Mapping[str, Any], by: User, request_key: UUID) -> PlanAgreement:
    """Keep what the person said to the plan, how they signed, and who was there."""
    policies.check_happened(values.get("agreed_on"), "agreed_on", clock.today())
    row = PlanAgreement(offender=offender, **values)
    return add(row, what="pathways.agree", offender=offender, category=PATHWAYS, by=by, request_key=request_key)


@transaction.atomic
def correct_agreement(
    *, row: PlanAgreement, values: Mapping[str, Any], version: int, because: str, by: User
) -> PlanAgreement:
    policies.check_happened(values.get("agreed_on"), "agreed_on", clock.today())
    return correct(
        row, what="pathways.correct_agreement", offender=row.offender, category=PATHWAYS, by=by, version=version,
        because=because, values=values,
    )  # fmt: skip


def remove_agreement(*, row: PlanAgreement, version: int, because: str, by: User) -> None:
    """Take an agreement off the record: for mistakes only."""
    remove(
        row, what="pathways.remove_agreement", offender=row.offender, category=PATHWAYS, by=by, version=version,
        because=because,
    )  # fmt: skip


def _check_referral(values: Mapping[str, Any]) -> None:
    for name in ("referred_on", "answered_on", "started_on"):
        policies.check_happened(values.get(name), name, clock.today())


def _held(item: PlanItem) -> PlanItem:
    """As it stands now; whoever writes holds the person's row."""
    rows = PlanItem.objects.select_for_update(of=("self",)).select_related("agency", "created_by", "pathway")
    found = rows.filter(pk=item.pk).first()
    if found is None:
        raise Gone
    found.offender = item.offender
    return found


def _add(row: OfItem, what: str, by: User, request_key: UUID) -> OfItem:
    """By whoever writes into plans of this pathway, whichever agency is responsible for the item."""
    return add(row, what=what, offender=row.offender, category=row.item.category, by=by, request_key=request_key)


def _change(row: Any, what: str, values: Mapping[str, Any], version: int, because: str, by: User) -> Any:
    item = getattr(row, "item", row)
    return correct(
        row, what=what, offender=row.offender, category=item.category, by=by, version=version, because=because,
        values=values, check=policies.check_hold,
    )  # fmt: skip


def _take_off(row: Any, what: str, version: int, because: str, by: User) -> None:
    item = getattr(row, "item", row)
    remove(
        row, what=what, offender=row.offender, category=item.category, by=by, version=version, because=because,
        check=policies.check_hold,
    )  # fmt: skip
