"""The eight pathways, their levels, and what somebody was assessed at."""

import pghistory
from django.db import models

from audit.models import Sourced
from offenders.models import Offender


class Pathway(models.Model):
    """A way out of crime: accommodation, health and so on. Letters are labels, never averaged."""

    code = models.CharField(max_length=20, primary_key=True, db_collation="C")
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class PathwayLevel(models.Model):
    """One lettered level of one pathway, and whether it is a need."""

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="levels")
    level = models.CharField(max_length=1, db_collation="C")
    text = models.CharField(max_length=200)
    need = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pathway", "level"], name="pathway_level_once")]

    def __str__(self) -> str:
        return f"{self.level} {self.text}"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PathwayAssessment(Sourced):
    """The level of one pathway as assessed on a day."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="pathway_assessments")
    assessed_on = models.DateField()
    level = models.ForeignKey(PathwayLevel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "ref"], name="pathway_assessment_ref_once_a_source")]
        indexes = [models.Index(fields=["offender", "assessed_on"], name="pathway_assess_of_person")]

    def __str__(self) -> str:
        return f"assessment of {self.assessed_on}"
