"""What the pages of one person say of cohorts and referrals: read once, and only what is for this reader."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.categories import Category
from casefile.scheme.scored import Scored, scored_now, scored_then
from casefile.scheme.shown import Shown, bys_for, bys_of, cohorts_for, referrals_for, screening_for
from casefile.writing import Here
from cohorts import policies
from cohorts.leaving import after_leaving
from cohorts.models import (
    Cohort,
    DecisionState,
    EngagementCategory,
    Membership,
    Referral,
    ReferredBy,
    Route,
    SchemeAnswer,
    SelectionDecision,
)
from cohorts.rules.referrals import Status
from cohorts.screening import place_on, screening_of

TAB = "scheme:of_person"


@dataclass(frozen=True)
class Time:
    """One time on a cohort, as the reader may hear of it, and what the person said of it."""

    row: Membership
    cohort: str
    referrer: str
    answers: list[SchemeAnswer]
    now: bool


@dataclass(frozen=True)
class Decided:
    """One decision, what the records said when it was made, and what the reader may do with it."""

    row: SelectionDecision
    screening: Shown
    scored: Scored | None
    leaves: str
    may_answer: bool
    may_take_back: bool

    @property
    def place(self) -> str:
        return str(self.row.screening.get("place", ""))


def person_context(here: Here) -> dict[str, Any]:
    on, reads = here.on, here.lens.reads(Category.SCHEME)
    found = list(referrals_for(here.lens).filter(offender=here.person).order_by("-referred_on", "-pk"))
    bys = bys_of(here.lens, found)
    return {
        "open_ones": [(row, row.stands(on), bys[row.pk]) for row in found if row.ended_on is None],
        "over": [(row, row.stands(on), bys[row.pk]) for row in found if row.ended_on is not None],
        "times": times(here) if reads else [],
        "engages": list(EngagementCategory.objects.filter(offender=here.person)) if reads else [],
        "reads": reads,
        "may_refer": policies.may_refer(here.user, here.person),
        "may_tell": here.adds(Category.SCHEME),
        "may_deselect": policies.may_deselect(here.user, here.person, on),
        "leads_it": policies.runs_the_scheme(here.user) and policies.leads(here.user, here.person, on),
        "after": after_leaving(here.person, on) if reads else None,
    }


def parts_of_person(here: Here, context: dict[str, Any]) -> list[Category]:
    """What the page of somebody's referrals and times shows: a victims' cohort that is named is read of victims."""
    referred = [*context["open_ones"], *context["over"]]
    times, left = context["times"], context["deselections"]
    named = {row.cohort for row, *_ in referred}
    named |= {one.row.cohort for one in [*times, *left] if one.row.cohort and here.lens.sees_cohort(one.row.cohort)}
    parts = {Category.SCHEME}.union(*(cohort.categories for cohort in named))
    by_marac = any(by.route == Route.MARAC for _, _, bys in referred for by in bys)
    if by_marac or any(one.row.referred_by == ReferredBy.MARAC and one.referrer for one in times):
        parts.add(Category.VICTIMS)
    pieces = [Category(name) for one in left for piece in one.row.evidence for name in piece["categories"]]
    return sorted(parts | (set(pieces) & here.lens.parts))


def times(here: Here) -> list[Time]:
    rows = Membership.objects.filter(offender=here.person).select_related("cohort", "deselection_code", "referral")
    rows = rows.prefetch_related("answers__created_by__agency").order_by("-selected_on", "-pk")
    return [
        Time(
            row,
            here.lens.cohort(row.cohort),
            here.lens.referrer(row),
            list(row.answers.all()),
            row.selected_on <= here.on and (row.deselected_on is None or here.on < row.deselected_on),
        )
        for row in rows
    ]


def cohorts_to_refer(here: Here) -> list[Cohort]:
    """Those that take people today and may be named here; for who reads which the person is on, without these."""
    if not here.lens.reads(Category.SCHEME):
        return [one for one in cohorts_for(here.lens) if one.takes(here.on)]
    theirs = set(Membership.objects.current(here.on).filter(offender=here.person).values_list("cohort", flat=True))
    return [one for one in cohorts_for(here.lens) if one.takes(here.on) and one.pk not in theirs]


def routes_for(here: Here) -> list[Route]:
    """An import refers by itself; that a MARAC does is said by who reads of victims."""
    left_out = {Route.IMPORT} | (set() if here.lens.reads(Category.VICTIMS) else {Route.MARAC})
    return [route for route in Route if route not in left_out]


def cohorts_of(here: Here) -> list[Cohort]:
    """The cohorts that the person is on, as far as the reader may hear their names."""
    rows = Membership.objects.current(here.on).filter(offender=here.person).select_related("cohort")
    return [row.cohort for row in rows if here.lens.sees_cohort(row.cohort)]


def referral_context(here: Here, row: Referral) -> dict[str, Any]:
    on, lens = here.on, here.lens
    whole = lens.reads(Category.SCHEME)
    is_open = row.ended_on is None
    now = screening_for(lens, screening_of(row.offender_id, row.cohort, on).as_json()) if whole and is_open else None
    decisions = list(row.decisions.select_related("created_by__agency", "answered_by__agency", "leaves"))
    made = [_decided(here, one) for one in decisions] if whole else []
    return {
        "row": row,
        "state": row.stands(on),
        "bys": bys_for(lens, row),
        "now": now,
        "scored": scored_now(lens, row.offender_id, on) if now else None,
        "place": place_on(row.cohort, on) if whole and is_open else "",
        "decisions": made,
        "waits": any(one.row.state == DecisionState.PROPOSED for one in made),
        "came_back": row.status == Status.DEFERRED and row.stands(on) is Status.SCREENED,
        "may_screen": policies.may_screen(here.user, row, on),
        "may_decide": policies.may_decide(here.user, row, on),
        "may_withdraw": policies.may_withdraw(here.user, row, on),
        "why_not": _why_not(here, row, on),
        "after": after_leaving(here.person, on) if whole and is_open else None,
        "whole": whole,
    }


def _why_not(here: Here, row: Referral, on: date) -> str:
    """Said where somebody would decide on others."""
    if row.stands(on) is not Status.SCREENED or not policies.runs_the_scheme(here.user):
        return ""
    return policies.why_not_decide(here.user, row, on)


def _decided(here: Here, one: SelectionDecision) -> Decided:
    return Decided(
        one,
        screening_for(here.lens, one.screening),
        scored_then(here.lens, here.person.pk, one.screening),
        here.lens.cohort(one.leaves) if one.leaves else "",
        policies.may_answer(here.user, one, here.on),
        policies.may_take_back(here.user, one),
    )


def parts_of(context: dict[str, Any], row: Referral) -> list[Category]:
    """What the page of a referral shows."""
    parts = {Category.SCHEME, *row.cohort.categories}
    if any(by.route == Route.MARAC for by in context["bys"]):
        parts.add(Category.VICTIMS)
    decided = context["decisions"]
    read = [context["now"], context["scored"], *(one.screening for one in decided), *(one.scored for one in decided)]
    parts = parts.union(*(one.parts for one in read if one is not None))
    parts |= {part for one in decided if one.leaves and one.row.leaves for part in one.row.leaves.categories}
    return sorted(parts)
