"""The room while a meeting sits: who is on its screen, and the part that fewer may hear."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from panels import locks
from panels.models.agenda import AgendaItem
from panels.models.meetings import Panel
from rag.models import Proposal, Status


class OnScreen(models.Model):
    """Whom the room looks at, since when; the screens that follow show them, each as its reader may."""

    panel = models.OneToOneField(Panel, on_delete=models.CASCADE, related_name="on_screen")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(db_default=Now())
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"on screen since {self.since}"


class JoinRequest(models.Model):
    """Somebody whom nobody expected has accepted the confidentiality note, and waits for the chair to let them in."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_joinrequest")]
        constraints = [models.UniqueConstraint(fields=["panel", "user"], name="join_request_once")]

    def __str__(self) -> str:
        return f"waits since {self.accepted_at}"


class SecondPart(models.Model):
    """The part of a meeting for those who stayed: the shared screen takes them alone (spec/access.md, "In the room").

    The chair begins it after marking who has left, and ends it when the others may come back.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="second_parts")
    began_at = models.DateTimeField(db_default=Now())
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_secondpart")]
        constraints = [
            models.UniqueConstraint(fields=["panel"], condition=Q(ended_at=None), name="second_part_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="second_part_ended_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"second part since {self.began_at}"


class ProposalThen(models.Model):
    """What the rules proposed when a decision was made: a decision stores it beside the frozen one (issue 7).

    One a version of the item, so that what is decided anew or undone says what was proposed at that moment.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="proposals_then")
    version = models.PositiveIntegerField(help_text="of the item, as it was decided")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_proposalthen")]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="proposal_then_once_a_decision")]

    def __str__(self) -> str:
        return f"proposed at version {self.version}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Stance(models.Model):
    """Where one agency stands on one person: the status that it proposes, and its dissent from what was decided."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="stances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    words = models.TextField(blank=True, help_text="why, in a word")
    dissent = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_stance")]
        constraints = [models.UniqueConstraint(fields=["item", "agency"], name="stance_once_an_agency")]

    def __str__(self) -> str:
        return f"stance of {self.agency}"


class Draft(models.Model):
    """What somebody is writing on a person and has not saved: theirs alone, and gone when they save or it is signed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    action = models.TextField(blank=True)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="draft_once_a_writer")]

    def __str__(self) -> str:
        return f"draft of {self.saved_at}"
