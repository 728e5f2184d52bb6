"""What somebody was assessed at."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from pathways.models.sets import Pathway, PathwayLevel
from pathways.querysets import PathwayAssessmentQuerySet
from pathways.rules import SittingStatus


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PathwayAssessment(Sourced):
    """The level of one pathway as assessed on a day; read for ever by the set that its level is of."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="pathway_assessments")
    assessed_on = models.DateField()
    level = models.ForeignKey(PathwayLevel, on_delete=models.PROTECT, related_name="+")
    why = models.TextField("what changed", blank=True, default="", db_default="")

    objects = PathwayAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="pathway_assessment_ref_once_a_source"),
            sent_once("pathway_assessment"),
        ]
        indexes = [models.Index(fields=["offender", "assessed_on"], name="pathway_assess_of_person")]

    def __str__(self) -> str:
        return f"assessment of {self.assessed_on}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Sitting(Sourced):
    """Somebody is being assessed: what an agency has written down so far, which counts nowhere until it is finished."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    assessed_on = models.DateField("day of the assessment")
    status = models.CharField(
        max_length=10, choices=[(s.value, s.words) for s in SittingStatus], default=SittingStatus.DRAFT.value
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="pathway_sitting_ref_once_a_source"),
            sent_once("pathway_sitting"),
            models.UniqueConstraint(
                fields=["offender", "agency"], condition=Q(status="draft"), name="pathway_sitting_one_draft_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in SittingStatus]), name="pathway_sitting_has_a_status"
            ),
        ]

    def __str__(self) -> str:
        return f"sitting of {self.assessed_on}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class SittingLevel(models.Model):
    """A level that stands in a sitting; with the sitting's end it goes, and its history says what it was."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="levels")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(PathwayLevel, on_delete=models.PROTECT, related_name="+")
    why = models.TextField("what changed", blank=True, default="", db_default="")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "pathway"], name="pathway_sitting_level_once_a_pathway")
        ]

    def __str__(self) -> str:
        return f"level in sitting {self.sitting_id}"
