"""What a reader is shown of referrals, screenings and cohorts (spec/access.md, section 2).

A referral for a cohort of victims, and that a MARAC referred, say something of victims: who does not read of them is
not told that it is there. Who knows only that somebody is on the scheme sees what their own agency referred.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agencies.categories import Category
from casefile.lens import Lens
from cohorts.models import Cohort, Referral, ReferralBy, Route
from cohorts.rules.screening import Standing, any_of, whole


def referrals_for(lens: Lens) -> QuerySet[Referral]:
    """The referrals that a reader may know of: of any person whom they see."""
    rows = Referral.objects.select_related("offender", "cohort")
    if not lens.reads(Category.VICTIMS):
        by_others = ReferralBy.objects.filter(referral=OuterRef("pk")).exclude(route=Route.MARAC)
        rows = rows.filter(Exists(by_others), cohort__of_victims=False)
    if not lens.reads(Category.SCHEME):
        rows = rows.filter(Exists(ReferralBy.objects.filter(referral=OuterRef("pk"), agency=lens.user.agency_id)))
    return rows


def bys_for(lens: Lens, referral: Referral) -> list[ReferralBy]:
    """Who referred, as this reader may know it."""
    return bys_of(lens, [referral])[referral.pk]


def bys_of(lens: Lens, referrals: Iterable[Referral]) -> dict[int, list[ReferralBy]]:
    """The same of some at once, by referral."""
    found: dict[int, list[ReferralBy]] = {referral.pk: [] for referral in referrals}
    rows = ReferralBy.objects.filter(referral__in=list(found)).select_related("agency", "created_by")
    if not lens.reads(Category.VICTIMS):
        rows = rows.exclude(route=Route.MARAC)
    if not lens.reads(Category.SCHEME):
        rows = rows.filter(agency=lens.user.agency_id)
    for row in rows:
        found[row.referral_id].append(row)
    return found


def may_name(lens: Lens, cohort: Cohort) -> bool:
    """Whether the scheme's list may name a cohort: those of victims are for who reads of victims."""
    return not cohort.of_victims or lens.reads(Category.VICTIMS)


def cohorts_for(lens: Lens) -> list[Cohort]:
    """The scheme's cohorts that a reader may hear named: nothing of a person."""
    return [cohort for cohort in Cohort.objects.select_related("owner") if may_name(lens, cohort)]


@dataclass(frozen=True)
class Line:
    """What the records say of one check; `hidden` is that it stands in a part that the reader does not read."""

    standing: Standing
    text: str
    hidden: bool = False

    @property
    def tag(self) -> str:
        return {Standing.MET: "tag--good", Standing.MISSED: "tag--bad"}.get(self.standing, "")


@dataclass(frozen=True)
class Shown:
    """A screening as one reader sees it. What it comes to is said only to who reads all of it."""

    requirements: list[list[Line]]
    others: list[Line]
    standing: Standing | None
    parts: frozenset[Category]


def screening_for(lens: Lens, kept: dict[str, Any]) -> Shown:
    """A screening, as it is now or as it stood, without what the reader may not read."""
    requirements = [[line_of(lens, one) for one in found] for found in kept.get("requirements", [])]
    others = [line_of(lens, one) for one in kept.get("others", [])]
    hidden = any(line.hidden for found in requirements for line in found)
    standing = None if hidden or not requirements else whole(any_of(found) for found in requirements)  # type: ignore[arg-type]
    every = [one for found in (*kept.get("requirements", []), kept.get("others", [])) for one in found]
    parts = frozenset(Category(name) for one in every for name in one["categories"]) & lens.parts
    return Shown(requirements, others, standing, parts)


def line_of(lens: Lens, one: dict[str, Any]) -> Line:
    """One kept finding, or piece of evidence, as a reader sees it."""
    if not lens.reads(*map(Category, one["categories"])):
        return Line(Standing.NOT_RECORDED, "Not shown to your agency", hidden=True)
    text = one["text"]
    return Line(Standing(one["standing"]), text[:1].upper() + text[1:])
