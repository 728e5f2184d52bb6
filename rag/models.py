"""What the rules propose and what people decide (spec/rag.md). Both are kept; nothing is overwritten."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency, drafted
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from rag.status import Status as Status


class RuleSet(drafted.Drafted):
    """A version of the rules' windows, thresholds and order, as data, with its source."""

    thresholds = models.JSONField()

    HOLDS = "thresholds"

    class Meta:
        constraints = drafted.constraints("rule_set")
        triggers = drafted.triggers()

    def __str__(self) -> str:
        return f"rules version {self.version}"


class RulePreview(drafted.Preview):
    """What a draft would propose of a day's members, worked out by a worker; of one state of the draft."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="previews")
    against = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+", help_text="what counts that day")
    members = models.PositiveIntegerField(help_text="how many proposals were compared")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "edits", "as_of"], name="rule_preview_once_a_day_and_draft")
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} as of {self.as_of}"


class RuleChange(models.Model):
    """One member whose proposal a draft would change: what it is, what it would be, each with its reasons."""

    preview = models.ForeignKey(RulePreview, on_delete=models.CASCADE, related_name="changes", db_index=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    was = models.CharField(max_length=10, choices=Status.choices)
    was_reasons = models.JSONField()
    would_be = models.CharField(max_length=10, choices=Status.choices)
    would_be_reasons = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preview", "offender"], name="rule_change_one_a_person_and_preview")
        ]

    def __str__(self) -> str:
        return f"{self.was} would be {self.would_be}"


class Proposal(models.Model):
    """What the rules proposed for a person as of a day, and why. A later one of the same day stands beside it."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="proposals")
    as_of = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices)
    reasons = models.JSONField(help_text="a list of {code, text, category, status, records: [[table, id, values]]}")
    missing = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="a list of {code, text, category, could_be}",
    )
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
    review_on = models.DateField(
        "looked at again by", null=True, blank=True, help_text="of a decision between panels: by the next panel"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="decision_ref_once_a_source"),
            sent_once("decision"),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(decided_by="interim", review_on__gt=F("effective_on")),
                name="decision_review_is_of_one_between_panels",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by="interim", decided_by_user__isnull=False, review_on=None),
                name="decision_between_panels_says_when_it_is_reviewed",
            ),
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


class RegistrationCheck(models.Model):
    """Somebody brought the probation system's own list of who is RED; each stands as it was brought."""

    as_of = models.DateField(help_text="the day of the list")
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True)
    lines = models.PositiveIntegerField(help_text="how many people it named")
    unknown = models.PositiveIntegerField(help_text="how many of them nobody could be found for")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(unknown__lte=F("lines")), name="registration_check_unknown_of_its_lines")
        ]
        indexes = [models.Index(fields=["-as_of", "-id"], name="registration_check_latest")]

    def __str__(self) -> str:
        return f"registrations as of {self.as_of}"


class Registration(models.Model):
    """The probation system had somebody registered as RED, since a day, by one list."""

    check_of = models.ForeignKey(RegistrationCheck, on_delete=models.CASCADE, related_name="people", db_index=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="registrations")
    since = models.DateField(help_text="registered as RED from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_of", "offender"], name="registration_one_a_person_and_check")
        ]

    def __str__(self) -> str:
        return f"registered as RED since {self.since}"
