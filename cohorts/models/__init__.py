"""What the room of cohorts keeps."""

from cohorts.models.answers import EngagementCategory, Engages, Reply, SchemeAnswer
from cohorts.models.cohorts import Cohort, DeselectionCode
from cohorts.models.deselections import Deselection, Disagreement, SchemeSetting
from cohorts.models.letters import Letter, LetterTemplate
from cohorts.models.memberships import Membership, MembershipQuerySet
from cohorts.models.referrals import (
    DecisionState,
    Referral,
    ReferralBy,
    ReferralQuerySet,
    ReferredBy,
    Route,
    SelectionDecision,
    Way,
)

__all__ = [
    "Cohort",
    "DecisionState",
    "Deselection",
    "DeselectionCode",
    "Disagreement",
    "EngagementCategory",
    "Engages",
    "Letter",
    "LetterTemplate",
    "Membership",
    "MembershipQuerySet",
    "Referral",
    "ReferralBy",
    "ReferralQuerySet",
    "ReferredBy",
    "Reply",
    "Route",
    "SchemeAnswer",
    "SchemeSetting",
    "SelectionDecision",
    "Way",
]
