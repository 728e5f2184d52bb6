"""Who was deselected for a long sentence and is to be looked at again before they come out (code 6A)."""

from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cohorts.models import DecisionState, Deselection, Membership, Referral
from cohorts.rules.referrals import Status
from offenders.models import CustodySpell

LONG_SENTENCE = "6A"


def to_reassess(people: Any, on: date) -> QuerySet[Membership]:
    """Of those in custody, the last times on a cohort, where these ended by code 6A.

    Each with `booked_on`, the day that was booked (an imported time has no decision behind it, and no day), and
    `considered_on`, the last day since on which somebody decided not to select them.
    """
    theirs = {"offender": OuterRef("offender")}
    newest = Membership.objects.filter(**theirs).order_by("-selected_on", "-pk")
    made = Deselection.objects.filter(**theirs, code=LONG_SENTENCE, state=DecisionState.MADE)
    made = made.alias(decided=Coalesce("met_on", "answered_on")).filter(decided=OuterRef("deselected_on"))
    since = Referral.objects.filter(**theirs, status=Status.NOT_SELECTED, referred_on__gt=OuterRef("deselected_on"))
    left = Membership.objects.filter(offender__in=people, deselection_code=LONG_SENTENCE, deselected_on__lte=on)
    return left.filter(
        Exists(CustodySpell.objects.covering(on).filter(**theirs)), pk=Subquery(newest.values("pk")[:1])
    ).annotate(
        booked_on=Subquery(made.order_by("-pk").values("reassess_on")[:1]),
        considered_on=Subquery(since.values("offender").annotate(last=Max("ended_on")).values("last")),
    )  # fmt: skip
