"""Who is on a panel's agenda, what was proposed for them, and what the panel decided."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from offenders.models import Offender
from panels import locks, querysets
from panels.models.meetings import Panel
from rag.models import Decision, Proposal, Status


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
    why = models.JSONField(default=list, blank=True, help_text="the reasons for standing on it, as frozen (codes)")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how long the chair gives to it")
    alone = models.BooleanField(default=True, help_text="gone through alone; else in the block of no change proposed")
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
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=120), name="agenda_minutes_can_be_meant"
            ),
            models.CheckConstraint(
                condition=Q(not_discussed=False) | Q(decided_status=""), name="agenda_decided_or_not_discussed"
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"item {self.position}"


class AgendaWish(models.Model):
    """What somebody changed of an agenda that builds itself: who is added or left out, where they stand, how long."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="wishes")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(null=True, blank=True, help_text="as the chair has put it; none: as it comes")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    added = models.BooleanField(default=False, help_text="by hand, though nothing else puts them on it")
    left_out = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500, blank=True, default="")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_agendawish")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "offender"], name="agenda_wish_once_a_person"),
            models.CheckConstraint(
                condition=~Q(why="") | Q(added=False, left_out=False, asked_by=None),
                name="agenda_wish_says_why",
            ),
            models.CheckConstraint(condition=~Q(added=True, left_out=True), name="agenda_wish_on_it_or_not"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=120), name="agenda_wish_minutes_can_be_meant"
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"
