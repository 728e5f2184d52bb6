"""Leaving the scheme by a code: proposed by one, decided by a panel or a second person; what follows from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import Agency, Area, User
from agencies.templatetags.iom_pages import uk_date
from audit import clock, log, outbox
from cohorts import policies
from cohorts.actions.common import said, sent_before
from cohorts.leaving import evidence_of
from cohorts.models import Cohort, DecisionState, Deselection, DeselectionCode, Disagreement, Membership, Way
from cohorts.rules import evidence as rules
from contacts.actions.changing import cancel_all
from offenders.involving import INVOLVE_AGAIN
from offenders.models import Offender
from offenders.policies import view_of
from offenders.writing.rows import take
from pathways.actions.plans import close_all

# Left for the rooms above: a transfer for code 5, what a panel gave out for code 6B.
DESELECTED = "deselected"  # deselection
GONE = "6B"
AGAINST = "Not all of the evidence is met, or shown to you: say why it is decided all the same."


@dataclass(frozen=True)
class Asked:
    """What whoever proposes says beside the code."""

    because: str
    cohort: Cohort | None = None
    against_because: str = ""
    single_agency: Agency | None = None
    receiving_area: Area | None = None
    receiving_place: str = ""
    reassess_on: date | None = None
    fate: str = ""
    fate_on: date | None = None

    def said(self) -> rules.Said:
        return rules.Said(
            agency=self.single_agency.name if self.single_agency else "",
            area=self.receiving_area.name if self.receiving_area else self.receiving_place.strip(),
            reassess_on=self.reassess_on,
            fate=self.fate,
            fate_on=self.fate_on,
            because=self.because,
        )


@transaction.atomic
def deselect(
    *, offender: Offender, code: str, asked: Asked, by: User, request_key: UUID, met_on: date | None = None
) -> Deselection:
    """A panel's decision, of the day on which it met, or one of a pair's proposal.

    A panel's holds at once where every piece of evidence is met; against the evidence a second person confirms it.
    """
    today = clock.today()
    policies.check_deselect(by, offender, today, panel=met_on is not None)
    take(offender)
    if before := sent_before(Deselection, request_key, by, offender_id=offender.pk, code_id=code):
        return before  # type: ignore[no-any-return]
    policies.check_no_proposal(offender)
    _check_days(offender, asked, met_on, today)
    row = _row(offender, code, asked, by, request_key, met_on, today)
    row.full_clean(exclude=["source"])
    row.save()
    _log("scheme.propose_deselection", row, by)
    if row.state == DecisionState.MADE:
        _carry_out(row, by)
    return row


def _row(
    offender: Offender, code: str, asked: Asked, by: User, request_key: UUID, met_on: date | None, today: date
) -> Deselection:
    pieces = evidence_of(offender, code, asked.said(), today)
    against = is_against(by, offender, pieces)
    if against and not asked.against_because.strip():
        raise ValidationError({"against_because": AGAINST})
    at_once = met_on is not None and not against
    return Deselection(
        offender=offender,
        cohort=asked.cohort,
        code=DeselectionCode.objects.get(code=code),
        way=Way.PANEL if met_on else Way.PAIR,
        because=said(asked.because),
        evidence=[piece.as_json() for piece in pieces],
        against=against,
        against_because=asked.against_because.strip() if against else "",
        single_agency=asked.single_agency if code == "2" else None,
        receiving_area=asked.receiving_area if code == "5" else None,
        receiving_place=asked.receiving_place.strip() if code == "5" else "",
        reassess_on=asked.reassess_on if code == "6A" else None,
        fate=asked.fate if code == GONE else "",
        fate_on=asked.fate_on if code == GONE else None,
        state=DecisionState.MADE if at_once else DecisionState.PROPOSED,
        proposed_on=today,
        met_on=met_on,
        created_by=by,
        request_key=request_key,
    )


def is_against(by: User, offender: Offender, pieces: tuple[rules.Piece, ...]) -> bool:
    """Whether a reason and a second person are asked: where a piece is not met, or is none that the proposer reads.

    What stands in a part that they do not read is never told by whether a reason is asked.
    """
    view = view_of(by, offender.pk)
    shown = view is not None and all(view.levels.reads(*piece.categories) for piece in pieces)
    return not shown or not rules.all_met(pieces)


def _check_days(offender: Offender, asked: Asked, met_on: date | None, today: date) -> None:
    on = met_on or today
    if on > today:
        raise ValidationError({"met_on": "That day is to come."})
    rows = _times(offender, asked.cohort, on)
    if not rows:
        raise ValidationError(f"This person is on no such cohort on {uk_date(on)}.")


def _times(offender: Offender, cohort: Cohort | None, on: date) -> list[Membership]:
    """What ends: the time on one cohort, or on every one that the person is on that day."""
    rows = Membership.objects.filter(offender=offender, selected_on__lte=on).exclude(deselected_on__lte=on)
    return list(rows if cohort is None else rows.filter(cohort=cohort))


@transaction.atomic
def confirm_deselection(*, row: Deselection, by: User) -> Deselection:
    """The second person says yes: it holds, a panel's from its day, a pair's from today. Twice is once."""
    fresh = _locked(row)
    if fresh.state == DecisionState.MADE and fresh.answered_by_id == by.pk:
        return fresh
    policies.check_answer_deselection(by, fresh, clock.today())
    _answered(fresh, DecisionState.MADE, by)
    _carry_out(fresh, by)
    return fresh


@transaction.atomic
def turn_down_deselection(*, row: Deselection, because: str, by: User) -> Deselection:
    """The second person says no, and why: the person stays on."""
    fresh = _locked(row)
    if fresh.state == DecisionState.TURNED_DOWN and fresh.answered_by_id == by.pk:
        return fresh
    policies.check_answer_deselection(by, fresh, clock.today())
    _answered(fresh, DecisionState.TURNED_DOWN, by, said(because))
    _log("scheme.turn_down_deselection", fresh, by)
    return fresh


@transaction.atomic
def take_back_deselection(*, row: Deselection, by: User) -> Deselection:
    """Whoever proposed takes it back. Twice is once."""
    fresh = _locked(row)
    if fresh.state == DecisionState.TAKEN_BACK and fresh.created_by_id == by.pk:
        return fresh
    policies.check_take_back(by, fresh)
    _answered(fresh, DecisionState.TAKEN_BACK, by)
    _log("scheme.take_back_deselection", fresh, by)
    return fresh


@transaction.atomic
def disagree(*, row: Deselection, why: str, by: User, request_key: UUID) -> Disagreement:
    """An agency disagrees, and says why: it is shown beside the deselection, and decides nothing."""
    policies.check_disagree(by, row.offender)
    take(row.offender)
    why = said(why, "why")
    if before := sent_before(Disagreement, request_key, by, deselection_id=row.pk, why=why):
        return before  # type: ignore[no-any-return]
    assert by.agency is not None  # who has no agency sees nobody
    made = Disagreement.objects.create(
        deselection=row, agency=by.agency, said_on=clock.today(), why=why, created_by=by, request_key=request_key
    )
    _log("scheme.disagree", row, by, disagreement=made.pk)
    return made


def _locked(row: Deselection) -> Deselection:
    take(row.offender)
    return Deselection.objects.select_for_update(of=("self",)).select_related("offender", "cohort").get(pk=row.pk)


def _answered(row: Deselection, state: DecisionState, by: User, words: str = "") -> None:
    row.state, row.answered_by, row.answered_on, row.answer, row.changed_by = state, by, clock.today(), words, by
    row.save(update_fields=["state", "answered_by", "answered_on", "answer", "changed_by"])


def _carry_out(row: Deselection, by: User) -> None:
    """The time on the cohorts ends; who is involved is worked out again, and the rooms above do their part."""
    day = row.decided_on
    assert day is not None
    times = _times(row.offender, row.cohort, day)
    if not times:
        raise ValidationError("This person has left meanwhile: take the proposal back.")
    for time in times:
        time.deselected_on, time.deselection_code_id = day, row.code_id
        time.changed_by, time.changed_because = by, row.because
        time.save(update_fields=["deselected_on", "deselection_code", "changed_by", "changed_because"])
    if row.code_id == GONE:
        gone = f"{row.get_fate_display()}."
        cancel_all(offender=row.offender, by=by, because=gone)
        close_all(offender=row.offender, by=by, because=gone)
    _log("scheme.deselect", row, by, times=[time.pk for time in times])
    outbox.put(INVOLVE_AGAIN, offender_ids=[row.offender_id])
    outbox.put(DESELECTED, deselection=row.pk)


def _log(what: str, row: Deselection, by: User, **detail: Any) -> None:
    categories = sorted(map(str, row.cohort.categories)) if row.cohort else ["scheme"]
    log.changed(
        what, by=by, offender_id=row.offender_id, categories=categories, reason=row.because, deselection=row.pk,
        code=row.code_id, **detail,
    )  # fmt: skip
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[row.offender_id])
