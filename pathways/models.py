"""The eight pathways, their levels, and what somebody was assessed at."""

from datetime import date

import pghistory
from django.db import models

from agencies.categories import Category
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from pathways.rules import letter_categories


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

    @property
    def letter_categories(self) -> frozenset[Category]:
        """Of what its letter and words are a part; who may not read all of it is told a need or none."""
        return letter_categories(self.pathway_id)


class PathwayAssessmentQuerySet(models.QuerySet["PathwayAssessment"]):
    def latest_first(self, on: date) -> "PathwayAssessmentQuerySet":
        """The assessments up to a day. Of two levels of one day a need wins (spec/ranking.md), then the greater ref."""
        return self.filter(assessed_on__lte=on).order_by("-assessed_on", "-level__need", "-ref", "-id")

    def newest(self, on: date) -> "PathwayAssessmentQuerySet":
        """The one of each person and pathway that stands on a day."""
        one_each = ("offender_id", "level__pathway_id")
        ordered = self.latest_first(on)
        return ordered.order_by(*one_each, *ordered.query.order_by).distinct(*one_each)


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PathwayAssessment(Sourced):
    """The level of one pathway as assessed on a day."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="pathway_assessments")
    assessed_on = models.DateField()
    level = models.ForeignKey(PathwayLevel, on_delete=models.PROTECT, related_name="+")

    objects = PathwayAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="pathway_assessment_ref_once_a_source"),
            sent_once("pathway_assessment"),
        ]
        indexes = [models.Index(fields=["offender", "assessed_on"], name="pathway_assess_of_person")]

    def __str__(self) -> str:
        return f"assessment of {self.assessed_on}"
