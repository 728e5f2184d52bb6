"""The scoring matrix, the runs of the ranking and everybody's score in each (spec/ranking.md)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from offenders.models import Offender
from ranking.rules import printed


class Matrix(models.Model):
    """A version of the scheme's scoring matrix: the points of every factor, as data."""

    version = models.PositiveIntegerField(unique=True)
    in_force_from = models.DateField()
    points = models.JSONField()
    source = models.TextField(help_text="where the numbers come from, and who agreed them")

    class Meta:
        verbose_name_plural = "matrices"
        # A run's points are read against its matrix: a change of numbers is a new version, never an edit.
        triggers = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"matrix version {self.version}"


class RunStatus(models.TextChoices):
    RUNNING = "running", "running"
    FINISHED = "finished", "finished"
    DIED = "died", "died"


class Run(models.Model):
    """One ranking of everybody on the register, as of a day. Of a day's runs the one finished last is current."""

    as_of = models.DateField()
    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="+")
    scheduled = models.BooleanField(help_text="the nightly run, as against one asked for by hand")
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.RUNNING)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(null=True)
    middle_member = models.PositiveIntegerField(
        null=True,
        help_text="the rank of the member in the middle: who is on no cohort and ranks above is an emerging threat",
    )
    adults = models.PositiveIntegerField(null=True, help_text="of the people, those of 18 and over on the day")
    asked_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["as_of", "matrix"],
                condition=Q(scheduled=True) & ~Q(status=RunStatus.DIED),
                name="ranking_one_scheduled_run_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.FINISHED, finished_at__isnull=False, people__isnull=False)
                | (~Q(status=RunStatus.FINISHED) & Q(finished_at=None)),
                name="ranking_finished_run_has_its_end",
            ),
        ]
        indexes = [models.Index(fields=["as_of", "finished_at"], name="ranking_run_by_day")]

    def __str__(self) -> str:
        return f"run {self.pk} as of {self.as_of}"


class Score(models.Model):
    """One person's place in one run: each factor's points, the score in eighths of a point, and the rank."""

    # No index of its own: both constraints below begin with the run.
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="scores", db_index=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="scores")
    rank = models.PositiveIntegerField()
    adult_rank = models.PositiveIntegerField(
        null=True, help_text="the rank among those of 18 and over on the day; none under 18"
    )
    eighths = models.PositiveSmallIntegerField(help_text="the score in eighths of a point")
    recency = models.PositiveSmallIntegerField()
    frequency = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField()
    intelligence = models.PositiveSmallIntegerField()
    drugs = models.PositiveSmallIntegerField()
    instability = models.PositiveSmallIntegerField()
    engagement = models.PositiveSmallIntegerField()
    in_custody = models.BooleanField(help_text="divided by 4")
    resident = models.BooleanField(help_text="where not, divided by 2")
    latest_offence_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "offender"], name="score_one_a_person_and_run"),
            models.UniqueConstraint(fields=["run", "rank"], name="score_no_two_share_a_rank"),
        ]

    # As one reader may see it (ranking.visible.shown_places).
    shown_rank: int | None = None
    shown_people: int | None = None

    def __str__(self) -> str:
        return f"rank {self.rank}"

    @property
    def printed(self) -> str:
        """The score with two decimals, half a hundredth up."""
        return printed(self.eighths)
