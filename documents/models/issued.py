"""The RAG documents that were issued: what a number on a sheet of paper stands for."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from offenders.models import Offender


class RagDocument(models.Model):
    """One issue: its number is the row's own. What it said is what its reader could see at that moment."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    issued_at = models.DateTimeField(db_default=Now())
    issued_on = models.DateField(help_text="the day that its facts are of")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_for = models.CharField(max_length=120)
    reason = models.CharField(max_length=500)
    request_key = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request_key"], name="rag_document_sent_once")]

    def __str__(self) -> str:
        return f"RAG document {self.number}"

    @property
    def number(self) -> str:
        return f"RAG-{self.pk:06}"
