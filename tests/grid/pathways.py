"""What is begun and planned of each person of the grid about their pathways: probation's sitting, not finished."""

from datetime import date
from typing import Any

from agencies.models import Agency, User
from offenders.models import Offender
from pathways.models import Intervention, PathwayLevel, PlanAgreement, PlanItem, ServiceReferral, Sitting, SittingLevel
from tests.grid.canaries import Canaries

THEN, REVIEW = date(2019, 3, 15), date(2019, 6, 20)


def begun(plant: Canaries, scope: str, who: Offender) -> dict[str, Any]:
    """The rows, and what fills their addresses."""
    level = PathwayLevel.objects.get(pathway="lifestyle", level="A")
    by = User.objects.get(email="probation.practitioner@example.org")
    sitting = Sitting.objects.create(offender=who, agency=Agency.objects.get(code="probation"), assessed_on=THEN)
    SittingLevel.objects.create(
        sitting=sitting, offender=who, pathway_id="lifestyle", level=level, why=plant.word(scope, "sitting_why"),
        written_by=by,
    )  # fmt: skip
    return planned(plant, scope, who)


def planned(plant: Canaries, scope: str, who: Offender) -> dict[str, Any]:
    """Probation's items of accommodation and of drugs, a service that was asked, and what the person said."""
    probation = Agency.objects.get(code="probation")
    common = {"offender": who, "agency": probation, "contact": "Reception", "action": "Meets.", "review_on": REVIEW}
    item = PlanItem.objects.create(
        **common, pathway_id="accommodation", aims=plant.word(scope, "plan_aims"), status_on=THEN
    )
    treated = PlanItem.objects.create(
        **common, pathway_id="drugs_alcohol", aims=plant.word(scope, "plan_treatment"), status_on=THEN
    )
    ServiceReferral.objects.create(
        offender=who, item=treated, service=plant.word(scope, "plan_recovery"), referred_on=THEN
    )
    Intervention.objects.create(
        offender=who, item=treated, name=plant.word(scope, "plan_course"), provider="Recovery", starts_on=THEN
    )
    asked = ServiceReferral.objects.create(
        offender=who, item=item, service=plant.word(scope, "plan_service"), referred_on=THEN
    )
    agreed = PlanAgreement.objects.create(
        offender=who, agreed_on=THEN, signed="on_paper", own_words=plant.word(scope, "plan_words"), present="Us"
    )
    return {"plan_item": item.pk, "service_referral": asked.pk, "plan_agreement": agreed.pk}
