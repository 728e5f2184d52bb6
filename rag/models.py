"""What the rules propose and what people decide (spec/rag.md). Both are kept; nothing is overwritten."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from rag.status import Status as Status


class RuleSet(models.Model):
    """A version of the rules' windows, thresholds and order, as data, with its source."""

    version = models.PositiveIntegerField(unique=True)
    in_force_from = models.DateField()
    thresholds = models.JSONField()
    source = models.TextField()

    class Meta:
        # An old proposal is explained by the rules of its day: a change is a new version, never an edit.
        triggers = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"rules version {self.version}"


class Proposal(models.Model):
    """What the rules proposed for a person as of a day, and why. A later one of the same day stands beside it."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="proposals")
    as_of = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices)
    reasons = models.JSONField(help_text="a list of {code, text, category, records: [[table, id]]}")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    computed_at = models.DateTimeField(db_default=Now())
    current = models.BooleanField(default=True, help_text="the newest of this person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offender"], condition=Q(current=True), name="proposal_one_current"),
            models.CheckConstraint(condition=~Q(status=Status.GREEN_RM), name="proposal_is_never_green_rm"),
        ]
        indexes = [models.Index(fields=["offender", "as_of"], name="proposal_of_person")]

    def __str__(self) -> str:
        return f"proposed {self.status} as of {self.as_of}"


class DecidedBy(models.TextChoices):
    PANEL = "panel", "Panel"
    INTERIM = "interim", "Between panels"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Decision(Sourced):
    """A decided RAG status; it holds until the next."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="decisions")
    effective_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices)
    decided_by = models.CharField(max_length=10, choices=DecidedBy)
    decided_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="decision_ref_once_a_source"),
            sent_once("decision"),
        ]
        indexes = [models.Index(fields=["offender", "effective_on"], name="decision_of_person")]

    def __str__(self) -> str:
        return f"{self.status} from {self.effective_on}"


class Direction(models.TextChoices):
    INCREASE = "increase", "Risk is increasing"
    DECREASE = "decrease", "Risk is decreasing"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Judgement(Sourced):
    """A professional judgement that the risk of re-offending is increasing or decreasing."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="judgements")
    made_on = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="judgement_ref_once_a_source"),
            sent_once("judgement"),
        ]
        indexes = [models.Index(fields=["offender", "made_on"], name="judgement_of_person")]

    def __str__(self) -> str:
        return f"{self.direction} {self.made_on}"
