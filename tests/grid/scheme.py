"""A referral of each person that waits for a second person, another for a cohort of victims, and what they said."""

from typing import Any

from agencies.models import Agency, User
from cohorts.models import (
    Cohort,
    EngagementCategory,
    Membership,
    Referral,
    ReferralBy,
    SchemeAnswer,
    SelectionDecision,
)
from offenders.models import Offender
from tests.cohorts.rows import deselection, disagreement, letters_of
from tests.conftest import TODAY
from tests.grid.canaries import Canaries

CHECKS = [
    [{"kind": "current_charge", "group": "any"}, {"kind": "current_sentence", "group": "any"}],
    [{"kind": "conviction_before", "group": "any"}],
    [{"kind": "marac_known"}, {"kind": "not_supervised"}],
    [{"kind": "score_at_least", "at_least": 1}],
]


def referred(plant: Canaries, scope: str, who: Offender, by: User) -> dict[str, Any]:
    """By the neighbours, so that the eight see it by what the agreement gives them alone."""
    row = _referral(plant, scope, who, by, of_victims=False)
    made = SelectionDecision.objects.create(
        referral=row, way="pair", outcome="selected", because=plant.word(scope, "selection_because"), state="proposed",
        proposed_on=TODAY, created_by=by,
    )  # fmt: skip
    hidden = _referral(plant, scope, who, by, of_victims=True)
    on = Membership.objects.filter(offender=who, cohort__of_victims=False).get()
    SchemeAnswer.objects.create(
        offender=who, membership=on, reply="accepts", told_on=TODAY, words=plant.word(scope, "scheme_answer")
    )
    EngagementCategory.objects.create(
        offender=who, category="motivated", from_on=TODAY, words=plant.word(scope, "engages")
    )
    piece = {"standing": "missed", "text": "An arrest.", "categories": ["offending"], "records": []}
    left = deselection(
        offender=who, created_by=by, because=plant.word(scope, "deselection_because"), against=True, evidence=[piece],
        against_because=plant.word(scope, "deselection_against"),
    )  # fmt: skip
    said = disagreement(left)
    said.why = plant.word(scope, "disagreement")
    said.save()
    before, to_them, handed = letters_of(
        who, Agency.objects.get(code="voluntary"), by, words=plant.word(scope, "letter_words"),
        handed=plant.word(scope, "handover_words"),
    )  # fmt: skip
    return {
        "left": before.public_id, "letter": to_them.public_id, "handed": handed.public_id,
        "template": to_them.template_id,
        "deselection": left.public_id,
        "referral": row.public_id, "selection": made.pk, "referral_of_victims": hidden.public_id, "time": on.pk,
        "cohort_code": on.cohort.code,
    }  # fmt: skip


def _referral(plant: Canaries, scope: str, who: Offender, by: User, *, of_victims: bool) -> Referral:
    code = f"R{len(plant.words)}"
    cohort = Cohort.objects.create(code=code, name=code, position=90, of_victims=of_victims, checks=CHECKS)
    row = Referral.objects.create(
        offender=who, cohort=cohort, status="screened", referred_on=TODAY, screened_on=TODAY, created_by=by
    )
    fact = "victims_referral" if of_victims else "referral_why"
    ReferralBy.objects.create(
        referral=row, agency=Agency.objects.get(code="neighbours"), route="form", referred_on=TODAY,
        why=plant.word(scope, fact), created_by=by,
    )  # fmt: skip
    return row
