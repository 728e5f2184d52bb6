"""What a person or a court is given of a record: a pack, and each passage of it with the decision on it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.categories import Category
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender


class PackKind(models.TextChoices):
    SUBJECT_ACCESS = "subject_access", "Subject access request"
    COURT = "court", "Disclosure to a court"


class PackStatus(models.TextChoices):
    DECIDING = "deciding", "Passages to decide"
    READY = "ready", "Approved, not sent"
    SENT = "sent", "Sent"
    WITHDRAWN = "withdrawn", "Withdrawn"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Pack(Sourced):
    """One answer to one request, gathered from the record as it stood on a day."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="packs")
    kind = models.CharField(max_length=20, choices=PackKind)
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.CharField("who asks", max_length=200)
    gathered_on = models.DateField()
    status = models.CharField(max_length=10, choices=PackStatus, default=PackStatus.DECIDING)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.CharField("to whom", max_length=200, blank=True, default="", db_default="")
    sent_how = models.CharField("how", max_length=200, blank=True, default="", db_default="")
    digest = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="SHA-256 of what was sent"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="pack_ref_once_a_source"),
            sent_once("pack"),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="pack_due_not_before_asked"),
            models.CheckConstraint(
                condition=~Q(status="sent") | (Q(sent_on__isnull=False) & ~Q(sent_to="") & ~Q(digest="")),
                name="pack_sent_says_when_to_whom_and_what",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ready", "sent"]) | Q(approved_by__isnull=False),
                name="pack_ready_says_who_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("created_by")), name="pack_approved_by_a_second_person"
            ),
        ]
        indexes = [models.Index(fields=["offender", "asked_on"], name="pack_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.asked_on}"


class PassageDecision(models.TextChoices):
    PENDING = "pending", "To decide"
    GIVE = "give", "Give"
    REFUSE = "refuse", "Leave out"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Passage(models.Model):
    """One passage of the record as it stood when the pack was gathered, and whether it is given."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="passages")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    category = models.CharField(max_length=30, choices=[(c.value, c.label) for c in Category])
    heading = models.CharField(max_length=200, help_text="which part of the record it stands in")
    on = models.DateField(null=True, blank=True)
    text = models.TextField()
    names = models.JSONField(default=list, help_text="why somebody must decide: whom it seems to name, or what it is")
    decision = models.CharField(max_length=10, choices=PassageDecision, default=PassageDecision.PENDING)
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "position"], name="passage_once_a_place"),
            models.CheckConstraint(condition=~Q(decision="refuse") | ~Q(reason=""), name="passage_left_out_says_why"),
        ]

    def __str__(self) -> str:
        return f"passage {self.position}"
