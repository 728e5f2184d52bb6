"""What an agency is told of a person: that there is something to read, and who of them read it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from offenders.custody.rules import NoticeKind
from offenders.models.identity import Offender
from offenders.querysets import NoticeQuerySet


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Notice(models.Model):
    """One thing that one agency is told once: a row of the record (`about`, by its kind) on the day that it is of.

    Worked out from the record after each change (offenders.custody.notices); what is no longer so, and was not read,
    is withdrawn. The rows themselves are read where the reader may: a notice carries no words of the record.
    """

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="notices")
    to = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.words) for kind in NoticeKind])
    about = models.BigIntegerField(help_text="the row that it is about: of memberships, expected releases or spells")
    day = models.DateField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to", "kind", "about", "day"], name="notice_is_given_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="notice_acknowledged_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to"],
                condition=Q(acknowledged_at=None, withdrawn_at=None),
                name="notice_to_be_read",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_id}"
