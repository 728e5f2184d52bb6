"""Imports, what they found, and people who may be one and the same."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from offenders.models import Join, Offender


class ImportStatus(models.TextChoices):
    WAITING = "waiting", "Waiting for a worker"
    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    REFUSED = "refused", "Refused: problems were found, nothing was written"
    DIED = "died", "Stopped half-way: nothing was written"


class ImportRun(models.Model):
    """One import of one folder, from a command or from the page. Its number is its id."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    source_name = models.CharField(max_length=200)
    folder_name = models.CharField(max_length=200, help_text="the upload's name, never a path")
    folder = models.CharField(max_length=500, blank=True, help_text="where the upload waits, relative to UPLOAD_ROOT")
    as_of = models.DateField()
    dry_run = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=100, blank=True, help_text="what it is doing now")
    counts = models.JSONField(default=dict, help_text="{file: {read, created, updated, unchanged}}")
    problem_count = models.PositiveBigIntegerField(default=0)
    may_rename = models.BooleanField(default=False, help_text="scheme.json may change what the scheme has already")
    not_taken = models.JSONField(default=list, help_text="who was disposed of and stays out, a sentence each")
    scheme_changes = models.JSONField(default=list, help_text="a SchemeChange each, in the file's order")

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportProblem(models.Model):
    """One thing wrong with one cell; the first 1,000 of each file are kept."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    file = models.CharField(max_length=100)
    line = models.PositiveBigIntegerField(null=True)
    column = models.CharField(max_length=100, blank=True)
    value = models.TextField(blank=True)
    expected = models.TextField()

    def __str__(self) -> str:
        return f"{self.file} line {self.line}"


class DuplicateStatus(models.TextChoices):
    OPEN = "open", "To be decided"
    SAME = "same", "The same person"
    DIFFERENT = "different", "Not the same person"


class PossibleDuplicate(models.Model):
    """Two people who look like one; a person decides, never the machine."""

    first = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    score = models.PositiveSmallIntegerField(help_text="0 to 100")
    status = models.CharField(max_length=10, choices=DuplicateStatus, default=DuplicateStatus.OPEN)
    found_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(blank=True, default="")
    decided_on = models.CharField(
        max_length=32, blank=True, default="", help_text="what the two were compared by then, as a digest"
    )
    join = models.ForeignKey(Join, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_lower_id_first"),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk}"
