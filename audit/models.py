"""The log, the outbox, and where a row came from."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Verb(models.TextChoices):
    """What a log entry says was done (Data Protection Act 2018, section 62)."""

    COLLECTED = "collected", "collected"
    CHANGED = "changed", "changed"
    VIEWED = "viewed", "viewed"
    DISCLOSED = "disclosed", "disclosed"
    COMPUTED = "computed", "computed"
    ERASED = "erased", "erased"
    REFUSED = "refused", "refused"


class Entry(models.Model):
    """One line of the log. No foreign keys: it outlives its subject, its reader and its agency."""

    at = models.DateTimeField(db_default=Now())
    verb = models.CharField(max_length=10, choices=Verb)
    what = models.CharField(max_length=100, help_text="the action, in the code's words: panels.decide")
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=200)
    agency = models.CharField(max_length=32, blank=True)
    roles = models.CharField(max_length=200, blank=True)
    offender_id = models.BigIntegerField(null=True, db_index=True)
    categories = models.JSONField(default=list)
    channel = models.CharField(max_length=200, blank=True, help_text="page, export, command, task")
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, help_text="keys and counts, never a value of a personal field")

    class Meta:
        indexes = [models.Index(fields=["at"], name="audit_entry_at")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'the log is append-only: audit_entry is never emptied';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.what}"


class OutboxMessage(models.Model):
    """Something to be done once the transaction that left it has committed. Carries ids only."""

    kind = models.CharField(max_length=50)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now(), db_index=True)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    failed_as = models.CharField(max_length=200, blank=True, db_default="", help_text="the error's class, never its text")

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Source(models.Model):
    """Who sent a row: the sender's name of an import, or the product itself. Keys are unique within it."""

    PRODUCT = "entered here"

    name = models.CharField(max_length=200, unique=True, db_collation="C")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def product(cls) -> "Source":
        return cls.objects.get_or_create(name=cls.PRODUCT)[0]


def new_ref() -> str:
    """A key of the product's own for a row that was entered here: 32 characters, unique."""
    return uuid4().hex


def product_source_id() -> int:
    return Source.product().pk


class Sourced(models.Model):
    """A row of the exchange format: the sender's key, and how it came in. Updates and deletes keep the old row."""

    # No index of its own: the unique constraint on source and ref begins with it, and an import would pay for both.
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, default=product_source_id, related_name="+", db_index=False
    )
    ref = models.CharField(max_length=64, db_collation="C", default=new_ref)
    import_number = models.BigIntegerField(null=True, blank=True, help_text="the import that brought or last changed it")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,
    )

    class Meta:
        abstract = True
