"""What each agency writes of somebody before a meeting, and that it was reminded."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.categories import Category
from agencies.models import Agency
from offenders.models import Offender
from panels import locks
from panels.models.meetings import Panel
from rag.models import Status

CATEGORIES = [(category.value, category.label) for category in Category]


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class AgencyUpdate(models.Model):
    """What one agency did and proposes for one person, for one meeting; who reads its category reads it."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="updates")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, choices=CATEGORIES)
    did = models.TextField()
    proposes = models.CharField(max_length=10, choices=Status.choices, blank=True, default="")
    version = models.PositiveIntegerField(default=1, help_text="two people editing: the second is shown the first's")
    request_key = models.UUIDField(unique=True, help_text="a double click does it once")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_agencyupdate")]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "offender", "agency", "category"], name="agency_update_once_a_category"
            ),
            models.CheckConstraint(condition=~Q(did=""), name="agency_update_says_something"),
        ]

    def __str__(self) -> str:
        return f"update of {self.agency}"


class UpdateReminder(models.Model):
    """That an agency was reminded of what it has not written for a meeting: once."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="reminders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "agency"], name="update_reminder_once")]

    def __str__(self) -> str:
        return f"reminder of {self.agency}"
