"""What a panel gives agencies to do."""

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from documents.models import Document
from offenders.models import Offender
from panels import locks, querysets
from panels.models.agenda import AgendaItem


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
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who of the agency does it, where somebody is named",
    )
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=ActionStatus, default=ActionStatus.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proof = models.TextField(blank=True, default="", db_default="", help_text="what shows that it is done")
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="a paper of the person that shows it, filed already",
    )
    ended_because = models.TextField(blank=True, default="", db_default="", help_text="why it is wanted no more")
    version = models.PositiveIntegerField(
        default=1, db_default=1, help_text="two people editing: the second is shown the first's"
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
            models.CheckConstraint(
                condition=Q(status=ActionStatus.DONE) | Q(proof="", document=None), name="action_proof_is_of_one_done"
            ),
            models.CheckConstraint(
                condition=Q(status=ActionStatus.CANCELLED) | Q(ended_because=""),
                name="action_because_is_of_one_cancelled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(status=ActionStatus.OPEN), name="action_open_of_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"action for {self.owner}"


class Escalation(models.Model):
    """That an action was so late that the agency's supervisors and the panel's chair were told, once."""

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="escalation")
    on = models.DateField()
    told_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"told on {self.on}"
