"""What follows from the day of a release, and how a plan for that day goes on: pure functions and words.

No Django here: the models take their words from this module.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from agencies.categories import Category

# A plan is due so long before the expected release; the second is when nothing may be open any more (issue 4).
PLAN_DUE, NEAR = 28, 14
# The first appointments are within so long of the release (issue 4).
FIRST_HOURS = 72
# What is older than this is no news to be told: an import may bring years (offenders.custody.notices).
NEWS = 28
# From here on the prison may release somebody earlier who would come out on a Friday or before a bank holiday
# (Criminal Justice Act 1961 section 23(3B), put in by the Offenders (Day of Release from Detention) Act 2023).
EARLIER_SINCE = date(2023, 12, 12)


class Worded(StrEnum):
    """A code and the words that pages say for it."""

    words: str

    def __new__(cls, code: str, words: str = "") -> "Worded":
        member = str.__new__(cls, code)
        member._value_, member.words = code, words
        return member


class ReleaseKind(Worded):
    CONDITIONAL = "conditional", "Conditional release"
    AUTOMATIC = "automatic", "Automatic release"
    HDC = "hdc", "Home detention curfew"
    END_OF_CUSTODY = "end", "End of custody"
    PAROLE = "parole", "Parole"
    RECALL_ENDS = "recall_ends", "End of a recall"
    OTHER = "other", "Other"


class ExpectedUntil(Worded):
    """Why an expected release is expected no more."""

    REPLACED = "replaced", "another date was set"
    RELEASED = "released", "released"
    NOT_EXPECTED = "not_expected", "no longer expected"


class VisitResult(Worded):
    PLANNED = "planned", "Planned"
    SEEN = "seen", "Took place"
    REFUSED = "refused", "The person did not want it"
    CANCELLED = "cancelled", "The prison cancelled it"
    NOT_MADE = "not_made", "The visitor did not go"


class NoticeKind(Worded):
    SELECTED = "selected", "Selected for a cohort"
    DESELECTED = "deselected", "Deselected from a cohort"
    EXPECTED = "expected", "Expected release"
    RELEASED = "released", "Released"


# Part of the record that a notice is about; who does not read it is not told.
CATEGORY_OF_NOTICE = {
    NoticeKind.SELECTED: Category.SCHEME,
    NoticeKind.DESELECTED: Category.SCHEME,
    NoticeKind.EXPECTED: Category.CUSTODY,
    NoticeKind.RELEASED: Category.CUSTODY,
}


class PlanStatus(Worded):
    NOT_WRITTEN = "not_written", "Not written"
    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    CARRIED_OUT = "carried_out", "Carried out"
    FALLEN_AWAY = "fallen_away", "Fallen away"


# From each status, where a plan may go. Not written is a plan that is not there; what is over stays as it is.
TRANSITIONS: Mapping[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.NOT_WRITTEN: frozenset({PlanStatus.DRAFT}),
    PlanStatus.DRAFT: frozenset({PlanStatus.AGREED, PlanStatus.FALLEN_AWAY}),
    PlanStatus.AGREED: frozenset({PlanStatus.DRAFT, PlanStatus.CARRIED_OUT, PlanStatus.FALLEN_AWAY}),
    PlanStatus.CARRIED_OUT: frozenset(),
    PlanStatus.FALLEN_AWAY: frozenset(),
}


def may_go(now: PlanStatus, to: PlanStatus) -> bool:
    return to in TRANSITIONS[now]


class PartKind(Worded):
    MEETS = "meets", "Who meets them, and from where"
    TRAVEL = "travel", "How they travel"
    SLEEPS = "sleeps", "Where they sleep that night"
    APPOINTMENT = "appointment", "First appointment"
    LICENCE = "licence", "Licence explained"
    PRESCRIPTION = "prescription", "Prescription for drugs or alcohol"
    MEDICINE = "medicine", "Other medicines and care"
    PHONE = "phone", "Phone"
    MONEY = "money", "Money"


# The category of the record that each part belongs to. Where somebody sleeps and what they live on is the care plan's
# (the pathways of accommodation and finance), so that housing can write it; a prescription for drugs is treatment.
CATEGORY_OF: Mapping[PartKind, Category] = {
    PartKind.MEETS: Category.CUSTODY,
    PartKind.TRAVEL: Category.CUSTODY,
    PartKind.SLEEPS: Category.PATHWAYS,
    PartKind.APPOINTMENT: Category.ENGAGEMENT,
    PartKind.LICENCE: Category.SUPERVISION,
    PartKind.PRESCRIPTION: Category.TREATMENT,
    PartKind.MEDICINE: Category.HEALTH,
    PartKind.PHONE: Category.IDENTITY,
    PartKind.MONEY: Category.PATHWAYS,
}
# Without these a plan says too little to be agreed.
NEEDED = (PartKind.MEETS, PartKind.SLEEPS, PartKind.APPOINTMENT)


def missing(there: Collection[str], readable: Collection[str]) -> list[PartKind]:
    """What a plan still needs before it is agreed, as far as the reader may know of it."""
    return [kind for kind in NEEDED if kind not in there and CATEGORY_OF[kind] in readable]


@dataclass(frozen=True)
class Warning:
    """One thing about the day of a release. `info` is to be known and no more."""

    code: str
    words: str
    info: bool = False


def warnings(expected_on: date, on: date, holidays: Mapping[date, str]) -> list[Warning]:
    """What an officer must know of this day: how near it is, and what is shut. Both bounds are inclusive."""
    return [*_near(expected_on, on), *_shut(expected_on, holidays)]


def _near(expected_on: date, on: date) -> list[Warning]:
    days = (expected_on - on).days
    if days < 0:
        return [Warning("past", "the day has passed, and no release is recorded")]
    if days <= NEAR:
        return [Warning("within_14", "within 14 days")]
    return [Warning("within_28", "within 28 days")] if days <= PLAN_DUE else []


def _shut(day: date, holidays: Mapping[date, str]) -> list[Warning]:
    found = []
    if day in holidays:
        found.append(Warning("bank_holiday", f"a bank holiday ({holidays[day]})"))
    if day.weekday() >= 5:
        found.append(Warning("weekend", f"a {day:%A}"))
    if day.weekday() == 4:
        found.append(Warning("friday", "a Friday"))
    if (after := day + timedelta(days=1)) in holidays:
        found.append(Warning("before_holiday", f"the day before a bank holiday ({holidays[after]})"))
    if day >= EARLIER_SINCE and {"friday", "before_holiday"} & {warning.code for warning in found}:
        found.append(Warning("may_be_earlier", MAY_BE_EARLIER, info=True))
    return found


MAY_BE_EARLIER = (
    "The prison may let somebody out up to two eligible working days earlier who would come out on a Friday or before "
    "a bank holiday (Criminal Justice Act 1961 section 23(3B); Offenders (Day of Release from Detention) Act 2023)."
)


def plan_due_on(expected_on: date) -> date:
    return expected_on - timedelta(days=PLAN_DUE)


def is_within_first_hours(due_at: datetime, expected_on: date) -> bool:
    """A first appointment within 72 hours: on the day of release or the three that follow, since no hour is known."""
    return expected_on <= due_at.date() <= expected_on + timedelta(hours=FIRST_HOURS)
