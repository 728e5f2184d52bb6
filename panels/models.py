"""The monthly RAG panel of an area: who was there, who was discussed, what was decided and who is to do what."""

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency, Area
from offenders.models import Offender
from panels import locks, querysets
from rag.models import Decision, Proposal, Status


class PanelStatus(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Panel(models.Model):
    """One meeting for one area. Closing locks it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    status = models.CharField(max_length=10, choices=PanelStatus, default=PanelStatus.OPEN)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who opened it, where they may chair; else the first who decided",
    )
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = querysets.PanelQuerySet.as_manager()

    class Meta:
        triggers = [locks.closed_panel_stands()]
        constraints = [
            models.UniqueConstraint(fields=["area", "held_on"], name="panel_one_an_area_and_day"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(status=PanelStatus.OPEN), name="panel_one_open_an_area"
            ),
            models.CheckConstraint(
                condition=Q(status=PanelStatus.OPEN, closed_at=None, closed_by=None)
                | Q(status=PanelStatus.CLOSED, closed_at__isnull=False, closed_by__isnull=False),
                name="panel_closed_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"panel of {self.held_on}"


class Attendance(models.Model):
    """An agency was there, and who for it."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="attendances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_attendance")]
        constraints = [models.UniqueConstraint(fields=["panel", "agency", "name"], name="attendance_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class AgendaItem(models.Model):
    """One person on one panel's agenda, with what stood before and what was proposed, as at opening."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="items")
    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveIntegerField()
    previous = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    decided_status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="written on closing"
    )
    not_discussed = models.BooleanField(default=False, help_text="left for the next panel, in so many words")
    version = models.PositiveIntegerField(default=1, help_text="two people editing: the second is shown the first's")

    objects = querysets.AgendaItemQuerySet.as_manager()

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_agendaitem")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "offender"], name="agenda_person_once_a_panel"),
            models.UniqueConstraint(
                fields=["panel", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(decided_status="", decided_by=None, decided_at=None)
                | (~Q(decided_status="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="agenda_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(not_discussed=False) | Q(decided_status=""), name="agenda_decided_or_not_discussed"
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"item {self.position}"


class ActionStatus(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Action(models.Model):
    """What an agency is to do for a person, by when."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField()
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=ActionStatus, default=ActionStatus.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True, help_text="a double click does it once")

    objects = querysets.ActionQuerySet.as_manager()

    class Meta:
        triggers = [locks.action_stands_as_given()]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ActionStatus.OPEN, ended_on=None, ended_at=None, ended_by=None)
                | (
                    ~Q(status=ActionStatus.OPEN)
                    & Q(ended_on__isnull=False, ended_at__isnull=False, ended_by__isnull=False)
                ),
                name="action_ended_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(status=ActionStatus.OPEN), name="action_open_of_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"action for {self.owner}"
