"""The log, the outbox, and where a row came from."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
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


# Rows leave by age alone, through the function audit_age (audit.ageing), which runs as the tables' owner.
APPEND_ONLY = """
    IF TG_OP = 'DELETE' AND current_setting('audit.ageing', true) = 'on'
        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the log is append-only: no % of %', TG_OP, TG_TABLE_NAME;
"""
NEVER_EMPTIED = "RAISE EXCEPTION 'the log is append-only: % is never emptied', TG_TABLE_NAME;"


def append_only() -> list[pgtrigger.Trigger]:
    """What refuses UPDATE, DELETE and TRUNCATE in the database itself (spec/access.md, section 3)."""
    return [
        pgtrigger.Trigger(
            name="append_only",
            operation=pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            func=APPEND_ONLY,
        ),
        pgtrigger.Trigger(
            name="never_emptied",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=NEVER_EMPTIED,
        ),
    ]


class Entry(models.Model):
    """One line of the log. No foreign keys: it outlives its subject, its reader and its agency."""

    at = models.DateTimeField(db_default=Now())
    verb = models.CharField(max_length=10, choices=Verb)
    what = models.CharField(max_length=100, help_text="the action, in the code's words: panels.decide")
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=200)
    agency = models.CharField(max_length=32, blank=True)
    roles = models.CharField(max_length=200, blank=True)
    offender_id = models.BigIntegerField(null=True)
    categories = models.JSONField(default=list)
    channel = models.CharField(max_length=200, blank=True, help_text="which page, export or document")
    origin = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        default="",
        help_text="from where: a page's address, a command, a task",
    )
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, help_text="keys and counts, never a value of a personal field")

    class Meta:
        # What is asked of ten years of rows: the latest, a person's, a reader's.
        indexes = [
            models.Index(fields=["at"], name="audit_entry_at"),
            models.Index(fields=["offender_id", "at"], name="audit_entry_of_person"),
            models.Index(fields=["user_id", "at"], name="audit_entry_by_user"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.what}"


class Seal(models.Model):
    """One link of the chain: the rows that were committed since the last, and what they said (audit.sealing)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    form = models.PositiveSmallIntegerField(help_text="the version of the canonical form of a row")
    previous = models.BinaryField(help_text="the digest of the seal before; 32 zeros before the first")
    ids = ArrayField(models.BigIntegerField())
    digests = models.BinaryField(help_text="32 bytes a row, in the order of ids")
    last_id = models.BigIntegerField(help_text="the last of ids")
    newest = models.DateTimeField(help_text="when the newest of its rows was written")
    floor = models.BigIntegerField(help_text="every row below it is sealed or will never come")
    horizon = models.BigIntegerField(help_text="the first transaction number not given out when it was made")
    digest = models.BinaryField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="seal_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(ids__len__gte=1), name="seal_has_rows"),
        ]
        indexes = [
            models.Index(fields=["last_id"], name="audit_seal_last_id"),
            models.Index(fields=["newest"], name="audit_seal_newest"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"seal {self.number}"


class ViewingRule(models.Model):
    """When looking at people is unusual: so many within a window. The numbers are the scheme's, and rows."""

    class Kind(models.TextChoices):
        VOLUME = "volume", "many people"
        OWN_SURNAME = "own_surname", "somebody of the reader's own surname"
        NIGHT = "night", "at night"
        OUTSIDE_CASELOAD = "outside_caseload", "outside the caseload, no reason given"
        RESTRICTED = "restricted", "somebody who was restricted then"

    code = models.SlugField(max_length=50, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=200, help_text="the rule as a reader of the report meets it")
    threshold = models.PositiveIntegerField(help_text="so many different people or more")
    window = models.DurationField(help_text="within so long")
    channel = models.CharField(max_length=200, blank=True, help_text="pages whose name starts so; empty is all")
    night_from = models.TimeField(null=True, blank=True)
    night_until = models.TimeField(null=True, blank=True)
    in_force = models.BooleanField(default=True)
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=1), name="viewing_rule_threshold_is_one_or_more"),
            models.CheckConstraint(
                condition=~Q(kind="night") | Q(night_from__isnull=False, night_until__isnull=False),
                name="viewing_rule_night_has_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class OutboxMessage(models.Model):
    """Something to be done once the transaction that left it has committed. Carries ids only."""

    kind = models.CharField(max_length=50)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now(), db_index=True)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    failed_as = models.CharField(
        max_length=200, blank=True, db_default="", help_text="the error's class, never its text"
    )

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
    import_number = models.BigIntegerField(
        null=True, blank=True, help_text="the import that brought or last changed it"
    )
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
    # What a form made: its key, so that the same form sent twice makes one row (offenders.writing).
    request_key = models.UUIDField(null=True, blank=True, editable=False)
    # Counted by the database at each update, whoever makes it (audit.versions). Each version says who made it and why.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,
    )
    changed_because = models.TextField(blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True
