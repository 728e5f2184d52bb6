"""Intelligence reports, graded 3x5x2."""

import pghistory
from django.db import models

from audit.models import Sourced
from offenders.models.identity import Offender


class SourceGrade(models.IntegerChoices):
    RELIABLE = 1, "1 reliable"
    UNTESTED = 2, "2 untested"
    NOT_RELIABLE = 3, "3 not reliable"


class IntelligenceGrade(models.TextChoices):
    KNOWN_DIRECTLY = "A", "A known directly"
    CORROBORATED = "B", "B known indirectly but corroborated"
    KNOWN_INDIRECTLY = "C", "C known indirectly"
    NOT_KNOWN = "D", "D not known"
    SUSPECTED_FALSE = "E", "E suspected to be false"


class Handling(models.TextChoices):
    PERMITTED = "P", "P lawful sharing permitted"
    CONDITIONS = "C", "C lawful sharing permitted with conditions"


class IntelligenceKind(models.TextChoices):
    OFFENDING = "offending", "Offending"
    DRUG_USE = "drug_use", "Drug use"
    ASSOCIATION = "association", "Association"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class IntelligenceReport(Sourced):
    """A report as it was received. `summary` is the original: nothing imported is sanitised."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="intelligence_reports")
    received_on = models.DateField()
    source_grade = models.PositiveSmallIntegerField(choices=SourceGrade)
    intelligence_grade = models.CharField(max_length=1, choices=IntelligenceGrade)
    handling = models.CharField(max_length=1, choices=Handling)
    kind = models.CharField(max_length=12, choices=IntelligenceKind)
    summary = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "ref"], name="intelligence_ref_once_a_source")]
        indexes = [models.Index(fields=["offender", "received_on"], name="intelligence_of_person")]

    def __str__(self) -> str:
        return f"report of {self.received_on}"
