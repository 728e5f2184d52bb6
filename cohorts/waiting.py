"""What waits for who runs the scheme: referrals to screen and to decide, proposals for a second person.

Querysets for one reader; whom they see, and whether they run the scheme, is asked beside them (cohorts.policies).
"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cohorts.models import DecisionState, Deselection, Referral, ReferralBy, Route, SelectionDecision
from cohorts.rules.referrals import Status
from offenders.models import CaseLead


def referrals(reader: Any, on: date) -> QuerySet[Referral]:
    """Each with its proposal that waits, and what keeps this reader from deciding: they lead, or they referred.

    `not_by_marac` is that another way than a MARAC is known: without it the referral says something of victims.
    """
    bys = ReferralBy.objects.filter(referral=OuterRef("pk")).order_by()
    proposals = SelectionDecision.objects.filter(referral=OuterRef("pk"), state=DecisionState.PROPOSED).order_by()
    return _referrals(on).annotate(
        proposal=proposals.values("pk"),
        proposed_on=proposals.values("proposed_on"),
        proposed_by=proposals.values("created_by"),
        led=_led(reader, on),
        own=Exists(bys.filter(created_by=reader)),
        not_by_marac=Exists(bys.exclude(route=Route.MARAC)),
    )


def deselections(reader: Any, on: date) -> QuerySet[Deselection]:
    """Proposals of others to let somebody leave whom the reader does not lead."""
    by_another = Q(created_by=None) | ~Q(created_by=reader)
    return _deselections().filter(by_another, ~_led(reader, on))


def people(on: date) -> QuerySet[Any, Any]:
    """The numbers of all of whom something waits."""
    found = _referrals(on).order_by().values_list("offender_id", flat=True)
    return found.union(_deselections().order_by().values_list("offender_id", flat=True))


def _referrals(on: date) -> QuerySet[Referral]:
    """A proposal is of one that waits for a decision."""
    return Referral.objects.filter(status=Status.REFERRED) | Referral.objects.to_decide(on)


def _deselections() -> QuerySet[Deselection]:
    return Deselection.objects.filter(state=DecisionState.PROPOSED)


def _led(reader: Any, on: date) -> Exists:
    return Exists(CaseLead.objects.in_force(on).filter(offender=OuterRef("offender"), officer=reader).order_by())
