"""Intelligence reports, graded 3x5x2."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
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


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
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
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="intelligence_ref_once_a_source"),
            sent_once("intelligence"),
        ]
        indexes = [models.Index(fields=["offender", "received_on"], name="intelligence_of_person")]

    def __str__(self) -> str:
        return f"report of {self.received_on}"


class SanitisedQuerySet(models.QuerySet["SanitisedReport"]):
    def open_to(self, agency: Agency) -> "SanitisedQuerySet":
        """What an agency may be shown that reads sanitised intelligence: the one filter, for every page and list.

        Not withdrawn; written for the handling that the report has today (a report regraded since is as if nobody
        had sanitised it); under conditions only for the agencies that are named.
        """
        named = Q(handling=Handling.PERMITTED) | Q(agencies__contains=[agency.code])
        return self.filter(named, withdrawn_on=None, handling=F("report__handling"))


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class SanitisedReport(Sourced):
    """What partners are told of a report, in the words of a named person (`created_by`, or who corrected it last).

    The agencies are kept as their codes in the row itself, so that each of its versions says for whom it was.
    """

    report = models.OneToOneField(IntelligenceReport, on_delete=models.CASCADE, related_name="sanitised")
    text = models.TextField(verbose_name="sanitised text")
    handling = models.CharField(max_length=1, choices=Handling, help_text="the report's, when this was written")
    conditions = models.TextField(blank=True, default="", db_default="")
    agencies = ArrayField(models.CharField(max_length=32), blank=True, default=list, db_default=[])
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = SanitisedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="sanitised_ref_once_a_source"),
            sent_once("sanitised"),
            models.CheckConstraint(condition=~Q(text=""), name="sanitised_says_something"),
            models.CheckConstraint(
                condition=Q(handling=Handling.PERMITTED) | (~Q(conditions="") & Q(agencies__len__gte=1)),
                name="sanitised_under_conditions_names_them_and_agencies",
            ),
        ]

    def __str__(self) -> str:
        return f"sanitised report {self.pk}"
