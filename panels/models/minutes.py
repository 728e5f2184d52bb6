"""What comes after the signature: notes that correct what was signed, and who was told that there are minutes."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from agencies.categories import Category
from panels import locks
from panels.models.agenda import AgendaItem
from panels.models.meetings import Panel


class SignedNote(models.Model):
    """A correction: a new note that somebody signed, and never an edit. It is not changed either."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    text = models.TextField()
    signed_at = models.DateTimeField(db_default=Now())
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True, help_text="a double click does it once")

    class Meta:
        abstract = True
        ordering = ["signed_at", "pk"]

    def __str__(self) -> str:
        return f"note of {self.signed_at:%d %B %Y}"


class PanelNote(SignedNote):
    """About the meeting: who was there, when it ended. It names nobody of the agenda."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="notes")

    class Meta(SignedNote.Meta):
        triggers = [locks.stands_as_signed("NEW.panel_id")]


class ItemNote(SignedNote):
    """About what was written of one person; for whoever reads of the scheme and of what it is filed under."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="notes")
    category = models.CharField(
        max_length=24, choices=[(one.value, one.value) for one in Category], default=Category.SCHEME
    )

    class Meta(SignedNote.Meta):
        triggers = [locks.stands_as_signed("(SELECT panel_id FROM panels_agendaitem WHERE id = NEW.item_id)")]


class MinutesTold(models.Model):
    """That somebody was told by e-mail that there are minutes to read: once a panel."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "user"], name="minutes_told_once_a_panel")]

    def __str__(self) -> str:
        return f"told at {self.told_at}"
