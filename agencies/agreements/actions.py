"""Every write to a sharing agreement: drafting, proposing, approving, ending. Each is logged in its own transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from agencies.agreements import policies
from agencies.agreements.rules import Step, Words
from agencies.categories import TERMS, Category
from agencies.models import Agency, AgencyKind, Agreement, AgreementLevel, AgreementParty, AgreementState, User
from audit import clock, log, outbox
from audit.months import add_months

AGREEMENT_CHANGED = "agreement_changed"  # the cohorts that kinds are named for may be others: involvement follows
REVIEWED_AFTER_MONTHS, EXPIRES_AFTER_MONTHS = 12, 24


@transaction.atomic
def start_draft(*, by: User) -> Agreement:
    """A draft like the last approved agreement, from today, for two years; one is under way at a time."""
    before = _take_all().filter(state__in=[AgreementState.IN_FORCE, AgreementState.ENDED]).latest("starts_on")
    policies.check_start_draft(by)
    today = clock.today()
    draft = Agreement.objects.create(
        number=Agreement.objects.latest("number").number + 1,
        name=before.name,
        purpose=before.purpose,
        lawful_basis=before.lawful_basis,
        starts_on=today,
        review_on=add_months(today, REVIEWED_AFTER_MONTHS),
        expires_on=add_months(today, EXPIRES_AFTER_MONTHS),
        based_on=before,
        created_by=by,
    )
    for rows in (before.parties.all(), before.levels.all()):
        rows.model.objects.bulk_create(_copy(row, draft) for row in rows)
    log.changed("agreements.start_draft", by=by, version=draft.number, based_on=before.number)
    return draft


@transaction.atomic
def write_draft(*, agreement: Agreement, by: User, **terms: Any) -> Agreement:
    """Write what a draft says of itself: name, purpose, lawful_basis, starts_on, review_on, expires_on."""
    agreement = _take(agreement)
    policies.check_edit(by, agreement)
    for name, value in terms.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(terms))
    log.changed("agreements.write_draft", by=by, version=agreement.number, fields=sorted(terms))
    return agreement


@transaction.atomic
def write_party(
    *, agreement: Agreement, kind: AgencyKind, by: User, cells: Mapping[Category, Words], **terms: Any
) -> None:
    """Write what a draft gives a kind of agency: a level of every category, its law, the cohorts it is named for."""
    agreement = _take(agreement)
    policies.check_edit(by, agreement)
    AgreementParty.objects.update_or_create(agreement=agreement, kind=kind, defaults=terms)
    _write_levels(agreement, cells, kind=kind)
    log.changed("agreements.write_party", by=by, version=agreement.number, party=str(kind))


@transaction.atomic
def write_agency(*, agreement: Agreement, agency: Agency, by: User, cells: Mapping[Category, Words]) -> None:
    """Write what a draft gives one agency in place of its kind; a category that is not named stays as its kind's."""
    agreement = _take(agreement)
    policies.check_edit(by, agreement)
    _write_levels(agreement, cells, agency=agency)
    log.changed("agreements.write_agency", by=by, version=agreement.number, party=agency.code)


@transaction.atomic
def propose(*, agreement: Agreement, by: User) -> Agreement:
    """Put a draft before the leads of the other agencies."""
    agreement = _take(agreement)
    agreement.state = policies.check_propose(by, agreement, clock.today())
    agreement.proposed_by, agreement.proposed_for, agreement.proposed_at = by, by.agency, Now()
    return _save(agreement, "agreements.propose", by, "proposed_by", "proposed_for", "proposed_at")


@transaction.atomic
def send_back(*, agreement: Agreement, by: User) -> Agreement:
    """Make a proposal a draft again: somebody does not agree."""
    agreement = _take(agreement)
    agreement.state = policies.check_send_back(by, agreement)
    agreement.proposed_by = agreement.proposed_for = agreement.proposed_at = None
    return _save(agreement, "agreements.send_back", by, "proposed_by", "proposed_for", "proposed_at")


@transaction.atomic
def approve(*, agreement: Agreement, by: User) -> Agreement:
    """Agree for a second agency: from its first day it is in force, and the one before it gives way."""
    agreement = _take(agreement)
    to = policies.check_approve(by, agreement, clock.today())
    for before in Agreement.objects.in_force(agreement.starts_on):
        before.state, before.replaced_on = policies.check_step(before, Step.REPLACE), agreement.starts_on
        _save(before, "agreements.replace", by, "replaced_on")
    agreement.state = to
    agreement.approved_by, agreement.approved_for, agreement.approved_at = by, by.agency, Now()
    agreement = _save(agreement, "agreements.approve", by, "approved_by", "approved_for", "approved_at")
    outbox.put(AGREEMENT_CHANGED)
    return agreement


@transaction.atomic
def end_expired(*, on: date, by: User) -> int:
    """Write down that agreements have ended. What they gave closed at midnight already, by their dates alone."""
    over = _take_all().filter(state=AgreementState.IN_FORCE, expires_on__lte=on)
    for agreement in over:
        agreement.state = policies.check_step(agreement, Step.END)
        _save(agreement, "agreements.end", by)
    return len(over)


def _take_all() -> Any:
    """All agreements, locked: whoever changes one waits for who changes another."""
    list(Agreement.objects.select_for_update().order_by("number"))
    return Agreement.objects.all()


def _take(agreement: Agreement) -> Agreement:
    found: Agreement = _take_all().get(pk=agreement.pk)
    return found


def _save(agreement: Agreement, what: str, by: User, *fields: str) -> Agreement:
    agreement.save(update_fields=["state", *fields])
    agreement.refresh_from_db()
    log.changed(what, by=by, version=agreement.number, state=agreement.state)
    return agreement


def _copy(row: Any, draft: Agreement) -> Any:
    row.pk, row.agreement, row._state.adding = None, draft, True
    return row


def _write_levels(agreement: Agreement, cells: Mapping[Category, Words], **party: Any) -> None:
    """The party's rows become these: one for each category named."""
    AgreementLevel.objects.filter(agreement=agreement, **party).delete()
    AgreementLevel.objects.bulk_create(
        AgreementLevel(
            agreement=agreement,
            category=category,
            level=TERMS[words.everyday][0],
            if_consent=TERMS[words.everyday][1],
            in_room=TERMS[words.in_room][0],
            in_room_if_consent=TERMS[words.in_room][1],
            **party,
        )
        for category, words in cells.items()
    )
