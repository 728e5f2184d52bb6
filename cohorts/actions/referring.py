"""Referring somebody, screening what the records say, and withdrawing."""

from uuid import UUID

from django.db import transaction

from agencies.models import Agency, User
from audit import clock
from audit.floor import System, as_system
from cohorts import policies
from cohorts.actions.common import locked, said, sent_before, written
from cohorts.models import Cohort, Referral, ReferralBy
from cohorts.rules.referrals import Status
from offenders.models import Involvement, InvolvementReason, Offender
from offenders.writing.rows import take


@transaction.atomic
def refer(
    *, offender: Offender, cohort: Cohort, route: str, why: str, evidence: str, by: User, request_key: UUID
) -> Referral:
    """Refer somebody for a cohort. Where a referral for it is open, this joins it; the agency is involved from now."""
    today = clock.today()
    policies.check_refer(by, offender, cohort, today)
    take(offender)
    why = said(why, "why")
    before = sent_before(ReferralBy, request_key, by, why=why, route=route)
    if before is not None:
        return before.referral  # type: ignore[no-any-return]
    referral = Referral.objects.open().filter(offender=offender, cohort=cohort).first()
    joins = referral is not None
    referral = referral or Referral.objects.create(
        offender=offender, cohort=cohort, referred_on=today, created_by=by
    )  # fmt: skip
    assert by.agency is not None  # who has no agency sees nobody
    row = ReferralBy.objects.create(
        referral=referral, agency=by.agency, route=route, referred_on=today, why=why, evidence=evidence.strip(),
        created_by=by, request_key=request_key,
    )  # fmt: skip
    _involve(offender, by.agency)
    written("scheme.refer", offender, cohort, by, because=why, referral=referral.pk, row=row.pk, joins=joins)
    return referral


@as_system(System.REFERRAL)
def _involve(offender: Offender, agency: Agency) -> None:
    """The agency that refers is involved; the refresh of involvements ends it with the referral or the membership."""
    today = clock.today()
    same = Involvement.objects.in_force(today).filter(
        offender=offender, agency=agency, reason=InvolvementReason.REFERRED
    )
    if not same.exists():
        Involvement.objects.create(offender=offender, agency=agency, reason=InvolvementReason.REFERRED, from_on=today)


@transaction.atomic
def screen(*, referral: Referral, by: User) -> Referral:
    """Say that somebody has read what the records say: from now on it waits for a decision. Twice is once."""
    today = clock.today()
    policies.check_runs(by, referral.offender)
    row = locked(referral)
    if row.status == Status.SCREENED:
        return row
    row.status = policies.check_screen(by, row, today)
    row.screened_on, row.changed_by = today, by
    row.save(update_fields=["status", "screened_on", "changed_by"])
    written("scheme.screen", row.offender, row.cohort, by, referral=row.pk)
    return row


@transaction.atomic
def withdraw(*, referral: Referral, because: str, by: User) -> Referral:
    """Take a referral back, with a reason. Twice is once."""
    today, because = clock.today(), said(because)
    policies.check_withdraws(by, referral)
    row = locked(referral)
    if row.status == Status.WITHDRAWN:
        return row
    row.status = policies.check_withdraw(by, row, today)
    row.ended_on, row.ended_because, row.deferred_until, row.changed_by = today, because, None, by
    row.save(update_fields=["status", "ended_on", "ended_because", "deferred_until", "changed_by"])
    written("scheme.withdraw", row.offender, row.cohort, by, because=because, referral=row.pk)
    return row
