"""The offline packs of a meeting that were taken out: what a number on a printed page stands for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from panels import locks
from panels.models.meetings import Panel


class MeetingPack(models.Model):
    """One file that left: its number within its meeting, for which agency, who took it out and when.

    It names nobody of the agenda. Who stood in it, of which categories and what it was for is in the log, whose own
    retention holds for that (spec/access.md, section 3).
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="packs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="of the meeting, over all agencies, in the order of leaving")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(db_default=Now())
    request_key = models.UUIDField(help_text="a double click takes one")

    class Meta:
        triggers = [locks.pack_stands_as_taken()]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="meeting_pack_number_once_a_panel"),
            models.UniqueConstraint(fields=["request_key"], name="meeting_pack_sent_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="meeting_pack_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"pack {self.number}"
