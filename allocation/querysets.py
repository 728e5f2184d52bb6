"""People who need somebody: without an active lead, without an officer of youth justice, about to be 18.

Each starts from whom the reader sees through their own agency's involvement today, and is what a worklist counts.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from agencies.models import AgencyKind, User
from audit.months import add_months
from cohorts.models import Membership
from offenders import sight
from offenders.models import CaseLead, Involvement, Offender
from offenders.querysets import OffenderQuerySet
from offenders.young import ADULT_AT, youngest_adult_born

# How long before and after the eighteenth birthday the review stands on a worklist where nobody took it off.
REVIEWED_WITHIN = timedelta(days=90)


class WhyNot(StrEnum):
    """Why nobody leads by name."""

    NEVER = "Nobody leads"
    ENDED = "The lead has ended"
    NO_OFFICER = "Your agency leads, and no officer is named"
    LEFT = "The officer has left your agency"


def own_people(user: User, on: date) -> OffenderQuerySet:
    """Whom a reader sees because their agency is involved today: nobody decides for anybody else."""
    return Offender.objects.visible_to(user).filter(sight.involved(user, on))


def gone(on: date, officer: str = "officer") -> Q:
    """The officer of a lead has no account any more, or works for another agency than the one that leads."""
    has_left = Q(**{f"{officer}__is_active": False}) | Q(**{f"{officer}__ends_on__lte": on})
    return Q(**{f"{officer}__isnull": False}) & (has_left | ~Q(**{f"{officer}__agency": F("agency")}))


def without_active_lead(user: User, on: date) -> OffenderQuerySet:
    """Who has nobody that leads them by name, with `why_not`, as far as it is for the reader's agency to mend.

    A member of a cohort, or somebody once led, whom nobody leads today; or whom the reader's own agency leads
    without an officer, or by one who has left it.
    """
    leads = CaseLead.objects.filter(offender=OuterRef("pk"))
    now = leads.in_force(on)
    ours = now.filter(agency=user.agency_id)
    nobody, once = ~Exists(now), Exists(leads.filter(until_on__lte=on))
    member = Exists(Membership.objects.current(on).filter(offender=OuterRef("pk")))
    why: Any = Case(
        When(nobody & once, then=Value(WhyNot.ENDED.value)),
        When(nobody & member, then=Value(WhyNot.NEVER.value)),
        When(Exists(ours.filter(officer=None)), then=Value(WhyNot.NO_OFFICER.value)),
        When(Exists(ours.filter(gone(on))), then=Value(WhyNot.LEFT.value)),
        output_field=CharField(),
    )
    return own_people(user, on).annotate(why_not=why).filter(why_not__isnull=False)


def young(rows: OffenderQuerySet, on: date) -> OffenderQuerySet:
    """Who is under 18 on a day (offenders.young says the same of one person)."""
    return rows.filter(date_of_birth__gt=youngest_adult_born(on))


def without_youth_justice(user: User, on: date) -> OffenderQuerySet:
    """People under 18 whom no officer of youth justice leads or supports: a line of a worklist."""
    kind = AgencyKind.YOUTH_JUSTICE
    leads = CaseLead.objects.in_force(on).filter(offender=OuterRef("pk"), agency__kind=kind, officer__isnull=False)
    supports = Involvement.objects.in_force(on).filter(
        offender=OuterRef("pk"), reason="supports", agency__kind=kind, support__officer__isnull=False
    )
    working = (Exists(leads.exclude(gone(on)))) | Exists(supports)
    member = Exists(Membership.objects.current(on).filter(offender=OuterRef("pk")))
    return young(own_people(user, on), on).filter(member).filter(~working)


def turned_18_before(on: date, ahead: timedelta = REVIEWED_WITHIN) -> date:
    """Who was born before that day turned 18 so long ago that nobody reviews it any more."""
    return add_months(on - ahead, -ADULT_AT * 12)


def reviews_at_18(user: User, on: date, *, ahead: timedelta = REVIEWED_WITHIN) -> OffenderQuerySet:
    """Who turns 18 within `ahead` days or turned 18 as long ago: the transition to the services for adults is due.

    `offenders.young.eighteenth(person.date_of_birth)` is the day on which it is due.
    """
    latest = add_months(on + ahead, -ADULT_AT * 12)
    rows = own_people(user, on).filter(date_of_birth__gte=turned_18_before(on, ahead), date_of_birth__lte=latest)
    member = Exists(Membership.objects.current(on).filter(offender=OuterRef("pk")))
    return rows.filter(member | Exists(CaseLead.objects.in_force(on).filter(offender=OuterRef("pk"))))
