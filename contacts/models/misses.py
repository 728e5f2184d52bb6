"""What the scheme lets follow from an unacceptable miss, and what people decided."""

import pghistory
from django.db import models
from django.db.models import F, Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from contacts.rules import misses
from offenders.models import Contact, Offender


class MissRule(models.Model):
    """A row of the scheme's own practice. It is not law, and says so wherever it is shown."""

    code = models.SlugField(max_length=50, unique=True)
    under = models.CharField(max_length=10, choices=[(u.value, u.value) for u in misses.Under])
    number = models.PositiveSmallIntegerField(help_text="from the n-th unacceptable miss on")
    within_months = models.PositiveSmallIntegerField()
    follows = models.CharField(max_length=20, choices=[(f.value, f.label) for f in misses.Follows])
    words = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["under", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, within_months__gte=1), name="miss_rule_counts_from_one"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="miss_rule_ends_not_before_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class MissChoice(models.TextChoices):
    WARNING_SENT = "warning_sent", "Warning sent"
    BREACH_PROPOSED = "breach_proposed", "Breach proposed"
    RECALL_PROPOSED = "recall_proposed", "Recall proposed"
    NOT_ENFORCED = "not_enforced", "Not enforced"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class MissDecision(Sourced):
    """What somebody decided on an unacceptable miss. Filed under supervision: it is done under a licence or order."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.RESTRICT, related_name="decisions", editable=False)
    decision = models.CharField(max_length=20, choices=MissChoice)
    decided_on = models.DateField("day")
    why = models.TextField("why", blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="miss_decision_ref_once_a_source"),
            sent_once("miss_decision"),
            models.UniqueConstraint(
                fields=["contact", "decision"],
                name="miss_decision_once_a_miss",
                violation_error_message="That is decided for this miss already.",
            ),
            models.CheckConstraint(
                condition=~Q(decision="not_enforced", why=""), name="miss_decision_not_enforced_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} of {self.decided_on}"
