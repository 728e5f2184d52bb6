"""What the worklist keeps: its thresholds, what was put off, and who was told in the morning. Lines are derived."""

from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency
from casefile.worklist.querysets import PutOffQuerySet
from offenders.models import Offender
from offenders.models.involvement import DateRange


class Unit(models.TextChoices):
    DAYS = "days", "days"
    MONTHS = "months", "months"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class WorklistRule(models.Model):
    """A threshold of the worklist: how long before or after something it is due. The scheme's own, with its source."""

    code = models.SlugField(max_length=30, unique=True)
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=6, choices=Unit)
    words = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="worklist_rule_is_one_or_more")]

    def __str__(self) -> str:
        return self.code


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PutOff(models.Model):
    """A line of an agency's worklist that somebody put off, until a day, for a reason.

    `key` names the fact behind the line and its version: when the fact changes the line has another key, and is back.
    What the line says is not kept: whoever reads the list of what was put off reads the line as they may see it today.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100, db_collation="C")
    reason = models.TextField()
    put_off_on = models.DateField()
    until_on = models.DateField(help_text="the day on which it comes back")
    put_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    request_key = models.UUIDField(unique=True, help_text="a double click does it once")

    objects = PutOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="put_off_says_why"),
            models.CheckConstraint(condition=Q(until_on__gt=F("put_off_on")), name="put_off_comes_back_later"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="put_off_taken_back_says_when_and_by_whom",
            ),
            ExclusionConstraint(
                name="put_off_once_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("offender", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (DateRange("put_off_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(taken_back_at=None),
            ),
        ]
        indexes = [models.Index(fields=["offender", "agency", "until_on"], name="put_off_of_person")]

    def __str__(self) -> str:
        return f"put off until {self.until_on}"


class DigestChoice(models.Model):
    """Whether somebody wants the letter of the morning; who has never said so does."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice")
    wanted = models.BooleanField(default=True)

    def __str__(self) -> str:
        return "wanted" if self.wanted else "not wanted"


class Digest(models.Model):
    """The letter of one morning to one user: once a day. `keys` are the lines it counted, to know the new ones by."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    overdue = models.PositiveIntegerField()
    this_week = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    sent = models.BooleanField(help_text="no letter is sent where nothing is due")
    keys = models.JSONField(default=list, help_text="the numbers of facts, never a value of them")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"digest of {self.on}"
