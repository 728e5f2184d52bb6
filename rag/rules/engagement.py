"""Appointments kept and missed. An acceptable miss is neither."""

from fractions import Fraction

from agencies.categories import Category
from audit.months import uk
from rag.rules.seen import Seen
from rag.rules.values import Appointment, Code, Reason, rows
from rag.rules.words import before_that, lately, some
from rag.status import Status

TABLE = "offenders.contact"


def multiple_agencies_disengaged(seen: Seen) -> list[Reason]:
    """AMBER+: two or more agencies each with an unacceptable missed appointment and none kept in the last month."""
    due = seen.appointments(seen.recent)
    kept = {appointment.agency for appointment in due if appointment.kept}
    missed = [appointment for appointment in due if appointment.missed and appointment.agency not in kept]
    agencies = sorted({appointment.agency for appointment in missed})
    if len(agencies) < seen.thresholds.agencies_disengaged:
        return []
    said = lately(seen.thresholds.recent_months)
    text = f"Nothing kept {said}, and missed: " + some([_missed(agency, missed) for agency in agencies])
    return [_reason(Code.MULTIPLE_AGENCIES_DISENGAGED, text, missed)]


def _missed(agency: str, missed: list[Appointment]) -> str:
    latest = next(appointment for appointment in missed if appointment.agency == agency)
    return f"{latest.agency_name or agency}, latest {uk(latest.due_on)}"


def engagement_drop(seen: Seen) -> list[Reason]:
    """AMBER: at least one unacceptable miss in the last month and either nothing kept, or a lower share kept.

    The share is kept of (kept + unacceptable misses), compared with the three months before where those hold any. A
    fall, however small, is a drop; the least drop that counts is data of the scheme, 0 by default.
    """
    now = _kept_or_missed(seen.appointments(seen.recent))
    kept, missed = _count(now)
    if not missed:
        return []
    said = lately(seen.thresholds.recent_months)
    if not kept:
        return [_reason(Code.ENGAGEMENT_DROP, f"None of {missed} appointments kept {said}", now)]
    before = _kept_or_missed(seen.appointments(seen.compared))
    if not before or not _fell(now, before, seen.thresholds.least_drop):
        return []
    was, lost = _count(before)
    text = (
        f"{kept} of {kept + missed} appointments kept {said}, "
        f"{was} of {was + lost} {before_that(seen.thresholds.compared_months)}"
    )
    return [_reason(Code.ENGAGEMENT_DROP, text, now + before)]


def engagement_not_evidenced(seen: Seen) -> list[Reason]:
    """AMBER: neither kept nor unacceptably missed appointments in the last month.

    For someone whose decided status on the day is GREEN_RM, where contact is light by design, in the last three
    months. Green has to be shown, not assumed.
    """
    light = seen.decided_status == Status.GREEN_RM
    months = seen.thresholds.light_contact_months if light else seen.thresholds.recent_months
    window = seen.recent.months_to(seen.on, months)
    if _kept_or_missed(seen.appointments(window)):
        return []
    return [_reason(Code.ENGAGEMENT_NOT_EVIDENCED, f"No appointment kept or missed since {uk(window.after)}", [])]


def _kept_or_missed(due: list[Appointment]) -> list[Appointment]:
    return [appointment for appointment in due if appointment.kept or appointment.missed]


def _count(due: list[Appointment]) -> tuple[int, int]:
    kept = sum(appointment.kept for appointment in due)
    return kept, len(due) - kept


def _fell(now: list[Appointment], before: list[Appointment], least_drop: Fraction) -> bool:
    """Exact: a float would take 1 of 3 and 2 of 6 for a drop on some day."""
    drop = Fraction(_count(before)[0], len(before)) - Fraction(_count(now)[0], len(now))
    return drop > 0 and drop >= least_drop


def _reason(code: Code, text: str, due: list[Appointment]) -> Reason:
    return Reason(code, text, Category.ENGAGEMENT, rows(TABLE, due))
