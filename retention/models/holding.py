"""Reviews of a record, holds on it, and what is left when it has been disposed of."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from retention.models.groups import ReviewGroup


class ReviewDecision(models.TextChoices):
    RETAIN = "retain", "Keep the record"
    DISPOSE = "dispose", "Dispose of the record"


class ReviewStatus(models.TextChoices):
    """A decision to keep stands at once; one to dispose is proposed by one person and approved by a second."""

    KEPT = "kept", "Kept"
    PROPOSED = "proposed", "Disposal proposed"
    REFUSED = "refused", "Disposal refused"
    WITHDRAWN = "withdrawn", "Proposal withdrawn"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Review(Sourced):
    """One look at whether a record is still needed, with what was decided and why."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="retention_reviews")
    group = models.ForeignKey(ReviewGroup, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    decided_on = models.DateField()
    decision = models.CharField(max_length=10, choices=ReviewDecision)
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=ReviewStatus)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="retention_review_ref_once_a_source"),
            sent_once("retention_review"),
            models.UniqueConstraint(
                fields=["offender"], condition=Q(status="proposed"), name="retention_review_one_proposal_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="retention_review_says_why"),
            models.CheckConstraint(
                condition=Q(decision="retain", status="kept")
                | Q(decision="dispose", status__in=["proposed", "refused", "withdrawn"]),
                name="retention_review_kept_at_once_or_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | (Q(answered_by__isnull=False) & ~Q(answer="")),
                name="retention_review_refused_says_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("created_by")) | Q(status="withdrawn"),
                name="retention_review_answered_by_a_second_person",
            ),
        ]
        indexes = [models.Index(fields=["offender", "decided_on"], name="retention_review_of_person")]

    def __str__(self) -> str:
        return f"{self.decision} of {self.decided_on}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Hold(Sourced):
    """A reason outside the review for which a record must not be disposed of: an inquiry, a court, a complaint."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="retention_holds")
    reason = models.TextField()
    asked_by = models.CharField("who asked for it", max_length=200)
    from_on = models.DateField()
    review_on = models.DateField("looked at again on")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_because = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="retention_hold_ref_once_a_source"),
            sent_once("retention_hold"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(asked_by=""), name="retention_hold_says_why_and_for_whom"
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("from_on")), name="retention_hold_reviewed_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None) | (Q(lifted_on__gte=F("from_on")) & ~Q(lifted_because="")),
                name="retention_hold_lifted_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"hold from {self.from_on}"


class DisposalCertificate(models.Model):
    """That a record was disposed of, by whom and by which rule. Nothing of it says whose it was."""

    number = models.PositiveIntegerField(unique=True)
    disposed_at = models.DateTimeField(db_default=Now(), editable=False)
    group = models.ForeignKey(ReviewGroup, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    log_entry = models.BigIntegerField(help_text="the entry of the log that records it")
    counts = models.JSONField(help_text="rows erased, by table: numbers alone")
    files = models.PositiveIntegerField(default=0, help_text="documents erased from the store")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("approved_by")), name="disposal_approved_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.number}"
