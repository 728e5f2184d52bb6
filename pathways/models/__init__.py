"""The sets of pathways, their levels, what somebody was assessed at, and the care plan."""

from pathways.models.assessments import PathwayAssessment, Sitting, SittingLevel
from pathways.models.plans import Intervention, PlanAgreement, PlanItem, Result, ServiceReferral, Signed
from pathways.models.sets import Pathway, PathwayLevel, PathwaySet

__all__ = [
    "Intervention",
    "Pathway",
    "PathwayAssessment",
    "PathwayLevel",
    "PathwaySet",
    "PlanAgreement",
    "PlanItem",
    "Result",
    "ServiceReferral",
    "Signed",
    "Sitting",
    "SittingLevel",
]
