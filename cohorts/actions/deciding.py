"""Deciding on a referral: a panel at once, or one proposes and another confirms. A selection writes the membership."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import AgencyKind, User
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from cohorts import policies
from cohorts.actions.common import locked, said, sent_before, written
from cohorts.models import (
    Cohort,
    DecisionState,
    Membership,
    Referral,
    ReferralBy,
    ReferredBy,
    Route,
    SelectionDecision,
    Way,
)
from cohorts.rules.referrals import Outcome, Status
from cohorts.screening import place_on, run_of_the, screening_of

# A move ends the time on the old cohort on the day on which the new one begins: the exchange format knows a code for
# every end, and the episode without a gap goes on.
MOVED = "6C"
BY_KIND = {
    AgencyKind.POLICE: ReferredBy.POLICE,
    AgencyKind.PROBATION: ReferredBy.PROBATION_SERVICE,
    AgencyKind.PRISON: ReferredBy.PRISON,
    AgencyKind.YOUTH_JUSTICE: ReferredBy.YOUTH_OFFENDING,
    AgencyKind.LOCAL_AUTHORITY: ReferredBy.LOCAL_AUTHORITY,
    AgencyKind.HEALTH: ReferredBy.HEALTH,
    AgencyKind.VOLUNTARY: ReferredBy.VOLUNTARY,
}
BY_ROUTE = {Route.MARAC: ReferredBy.MARAC, Route.COURT: ReferredBy.COURT}


@transaction.atomic
def decide_by_panel(
    *,
    referral: Referral,
    outcome: Outcome,
    because: str,
    met_on: date,
    by: User,
    request_key: UUID,
    deferred_until: date | None = None,
    leaves: Cohort | None = None,
) -> SelectionDecision:
    """What a panel decided on the day on which it met, as its chair records it: it holds from that day."""
    today = clock.today()
    row = locked(referral)
    if before := sent_before(SelectionDecision, request_key, by, referral_id=row.pk, outcome=outcome):
        return before  # type: ignore[no-any-return]
    policies.check_decide(by, row, outcome, today, panel=True)
    if not row.referred_on <= met_on <= today:
        raise ValidationError({"met_on": f"The panel met from {uk_date(row.referred_on)} to today."})
    decision = _decision(row, outcome, because, deferred_until, leaves, by, request_key)
    decision.way, decision.state, decision.met_on = Way.PANEL, DecisionState.MADE, met_on
    decision.save()
    _carry_out(decision, row, met_on, by)
    return decision


@transaction.atomic
def propose(
    *,
    referral: Referral,
    outcome: Outcome,
    because: str,
    by: User,
    request_key: UUID,
    deferred_until: date | None = None,
    leaves: Cohort | None = None,
) -> SelectionDecision:
    """One of a pair proposes; nothing holds until another confirms it."""
    row = locked(referral)
    if before := sent_before(SelectionDecision, request_key, by, referral_id=row.pk, outcome=outcome):
        return before  # type: ignore[no-any-return]
    policies.check_decide(by, row, outcome, clock.today(), panel=False)
    decision = _decision(row, outcome, because, deferred_until, leaves, by, request_key)
    decision.way, decision.state = Way.PAIR, DecisionState.PROPOSED
    decision.save()
    written("scheme.propose", row.offender, row.cohort, by, because=because, decision=decision.pk)
    return decision


@transaction.atomic
def confirm(*, decision: SelectionDecision, by: User) -> SelectionDecision:
    """The second person says yes: it holds from today. Twice is once."""
    row, fresh = _locked_decision(decision)
    if fresh.state == DecisionState.MADE and fresh.answered_by_id == by.pk:
        return fresh
    policies.check_answer(by, fresh, clock.today())
    _answered(fresh, DecisionState.MADE, by)
    _carry_out(fresh, row, clock.today(), by)
    return fresh


@transaction.atomic
def turn_down(*, decision: SelectionDecision, because: str, by: User) -> SelectionDecision:
    """The second person says no, and why: the referral waits for a decision as before."""
    row, fresh = _locked_decision(decision)
    if fresh.state == DecisionState.TURNED_DOWN and fresh.answered_by_id == by.pk:
        return fresh
    policies.check_answer(by, fresh, clock.today())
    _answered(fresh, DecisionState.TURNED_DOWN, by, said(because))
    written("scheme.turn_down", row.offender, row.cohort, by, because=because, decision=fresh.pk)
    return fresh


@transaction.atomic
def take_back(*, decision: SelectionDecision, by: User) -> SelectionDecision:
    """Whoever proposed takes it back. Twice is once."""
    row, fresh = _locked_decision(decision)
    if fresh.state == DecisionState.TAKEN_BACK and fresh.created_by_id == by.pk:
        return fresh
    policies.check_take_back(by, fresh)
    _answered(fresh, DecisionState.TAKEN_BACK, by)
    written("scheme.take_back", row.offender, row.cohort, by, decision=fresh.pk)
    return fresh


def _locked_decision(decision: SelectionDecision) -> tuple[Referral, SelectionDecision]:
    row = locked(decision.referral)
    fresh = SelectionDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    fresh.referral = row
    return row, fresh


def _answered(decision: SelectionDecision, state: DecisionState, by: User, words: str = "") -> None:
    decision.state, decision.answered_by, decision.answered_on, decision.answer = state, by, clock.today(), words
    decision.changed_by = by
    decision.save(update_fields=["state", "answered_by", "answered_on", "answer", "changed_by"])


def _decision(
    row: Referral,
    outcome: Outcome,
    because: str,
    deferred_until: date | None,
    leaves: Cohort | None,
    by: User,
    request_key: UUID,
) -> SelectionDecision:
    """Not saved yet; with what the records said, as whoever decides has read it."""
    today = clock.today()
    if outcome is Outcome.DEFERRED and (deferred_until is None or deferred_until <= today):
        raise ValidationError({"deferred_until": "Defer it until a day to come."})
    if outcome is Outcome.SELECTED and not row.cohort.takes(today):
        raise ValidationError(f"{row.cohort.name} takes nobody on {uk_date(today)}.")
    found = screening_of(row.offender_id, row.cohort, today).as_json()
    return SelectionDecision(
        referral=row,
        outcome=outcome,
        because=said(because),
        deferred_until=deferred_until if outcome is Outcome.DEFERRED else None,
        leaves=leaves if outcome is Outcome.SELECTED else None,
        proposed_on=today,
        screening={**found, "on": today.isoformat(), "place": place_on(row.cohort, today), "run": run_of_the(today)},
        created_by=by,
        request_key=request_key,
    )


def _carry_out(decision: SelectionDecision, row: Referral, day: date, by: User) -> None:
    outcome = Outcome(decision.outcome)
    row.status = policies.check_step(row, outcome.step, clock.today())
    row.deferred_until = decision.deferred_until
    row.ended_on = day if row.status in (Status.SELECTED, Status.NOT_SELECTED) else None
    row.changed_by = by
    row.save(update_fields=["status", "deferred_until", "ended_on", "changed_by"])
    if outcome is Outcome.SELECTED:
        _select(decision, row, day, by)
    written(
        "scheme.decide", row.offender, row.cohort, by, because=decision.because, decision=decision.pk,
        outcome=outcome.value,
    )  # fmt: skip


def _select(decision: SelectionDecision, row: Referral, day: date, by: User) -> Membership:
    """A new episode, or another cohort within one; never twice on a cohort at a time."""
    theirs = Membership.objects.filter(offender=row.offender)
    if theirs.filter(cohort=row.cohort).exclude(deselected_on__lte=day).exists():
        raise ValidationError(f"This person is on {row.cohort.name} on {uk_date(day)} already.")
    if decision.leaves_id is not None:
        _leave(theirs, decision.leaves, day, by)
    first = row.bys.select_related("agency").order_by("referred_on", "pk")[0]
    return Membership.objects.create(
        offender=row.offender, cohort=row.cohort, referral=row, referred_by=_referred_by(first),
        referred_on=row.referred_on, selected_on=day, created_by=by,
    )  # fmt: skip


def _leave(theirs: Any, cohort: Cohort | None, day: date, by: User) -> None:
    old = theirs.current(day).filter(cohort=cohort).first()
    if old is None:
        raise ValidationError({"leaves": f"This person is not on that cohort on {uk_date(day)}."})
    old.deselected_on, old.deselection_code_id = day, MOVED
    old.changed_by, old.changed_because = by, "Moved to another cohort."
    old.save(update_fields=["deselected_on", "deselection_code", "changed_by", "changed_because"])


def _referred_by(row: ReferralBy) -> ReferredBy:
    """As the exchange format says it: a MARAC or a court by the way it came, else the kind of agency."""
    return BY_ROUTE.get(Route(row.route)) or BY_KIND.get(AgencyKind(row.agency.kind), ReferredBy.OTHER)
