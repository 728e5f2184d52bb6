"""Two records that were one person: joined with everything kept, so that it can be undone."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from offenders.models.identity import Offender
from offenders.querysets import JoinQuerySet


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Join(models.Model):
    """Somebody decided that two records are one person: one stands, the other is withdrawn and leads on to it."""

    stands = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="joined_to_it")
    gone = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="joins")
    joined_at = models.DateTimeField(db_default=Now(), editable=False)
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    filled = models.JSONField(default=list, help_text="numbers that stood on the other record alone, by field")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_because = models.TextField(blank=True, default="")

    objects = JoinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(stands=F("gone")), name="join_of_two_records"),
            models.CheckConstraint(condition=~Q(because=""), name="join_says_why"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="join_leads_to_one_record"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_because="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
                name="join_undone_says_when_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"join {self.pk}"


class MovedRow(models.Model):
    """One row that a join moved to the record that stands, or made for it: what an undoing moves back, or takes off."""

    join = models.ForeignKey(Join, on_delete=models.CASCADE, related_name="moved")
    table = models.CharField(max_length=100, help_text="the model: offenders.contact")
    column = models.CharField(max_length=50, help_text="the key that named the other record")
    row = models.BigIntegerField()
    made = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["join", "table", "column", "row"], name="moved_row_once_a_join"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
