"""The care plan: what is to be done about a pathway, by whom, what was done, and what the person said to it."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.categories import Category
from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from pathways.models.sets import Pathway
from pathways.querysets import PlanItemQuerySet
from pathways.rules.plans import ASKS_WHY, OPEN, Answer, ItemStatus, part_of_plan, waiting_days


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PlanItem(Sourced):
    """One line of a plan (Preston's columns). While it is open, its agency sees the person (spec/access.md, 1)."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="plan_items")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="responsible agency")
    contact = models.CharField("contact", max_length=200)
    aims = models.TextField("aims and objectives")
    action = models.TextField("action")
    review_on = models.DateField("review date")
    status = models.CharField(
        max_length=20, choices=[(s.value, s.words) for s in ItemStatus], default=ItemStatus.NOT_STARTED.value
    )
    status_on = models.DateField("status since")
    status_why = models.TextField("why", blank=True, default="", db_default="")

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="plan_item_ref_once_a_source"),
            sent_once("plan_item"),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in ItemStatus]), name="plan_item_has_a_status"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(s.value for s in ASKS_WHY)) | ~Q(status_why=""),
                name="plan_item_declined_or_not_needed_says_why",
            ),
        ]
        indexes = [models.Index(fields=["offender", "status"], name="plan_item_of_person")]

    def __str__(self) -> str:
        return f"item of {self.pathway_id}"

    @property
    def category(self) -> Category:
        """Read with its pathway."""
        return part_of_plan(self.pathway.theme)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class OfItem(Sourced):
    """A row that hangs by an item and is filed as it is."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, on_delete=models.RESTRICT, related_name="%(class)ss", editable=False)

    class Meta:
        abstract = True


class Result(models.TextChoices):
    COMPLETED = "completed", "Completed"
    LEFT_EARLY = "left_early", "Left early"
    NOT_STARTED = "not_started", "Never started"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Intervention(OfItem):
    """A course, a programme, a placement: from a day, until a day with what came of it."""

    kind = models.CharField(
        max_length=12, choices=[("intervention", "Intervention"), ("placement", "Placement")], default="intervention"
    )
    name = models.CharField("what", max_length=200)
    provider = models.CharField("provider", max_length=200)
    starts_on = models.DateField("start")
    ends_on = models.DateField("end", null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="intervention_ref_once_a_source"),
            sent_once("intervention"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="intervention_ends_not_before_it_starts",
                violation_error_message="The end is before the start.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, result="") | Q(ends_on__isnull=False) & ~Q(result=""),
                name="intervention_ends_with_a_result",
                violation_error_message="Give the end and the result together.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ServiceReferral(OfItem):
    """A service is asked to take somebody on: when, what it answered, and when it began."""

    service = models.CharField("service", max_length=200)
    referred_on = models.DateField("referred on")
    answer = models.CharField(
        max_length=12, choices=[(a.value, a.words) for a in Answer], blank=True, default="", db_default=""
    )
    answered_on = models.DateField("answered on", null=True, blank=True)
    started_on = models.DateField("started on", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="service_referral_ref_once_a_source"),
            sent_once("service_referral"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__gte=F("referred_on")),
                name="service_referral_answered_on_a_day_after_it",
                violation_error_message="Give the answer with its day, which is not before the referral.",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(answer="accepted", started_on__gte=F("referred_on")),
                name="service_referral_starts_when_accepted",
                violation_error_message="It starts when it is accepted, and not before the referral.",
            ),
        ]

    def __str__(self) -> str:
        return self.service

    def waits(self, on: date) -> int | None:
        return waiting_days(self.referred_on, self.started_on, self.answer, on)


class Signed(models.TextChoices):
    ON_PAPER = "on_paper", "Signed on paper"
    SAID_YES = "said_yes", "Agreed in words, not signed"
    REFUSED = "refused", "Did not agree"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PlanAgreement(Sourced):
    """The person was shown the plan: what they said in their own words, how they signed, and who was there."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    agreed_on = models.DateField("day")
    signed = models.CharField("agreed", max_length=10, choices=Signed)
    own_words = models.TextField("in their own words")
    present = models.CharField("who was there", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="plan_agreement_ref_once_a_source"),
            sent_once("plan_agreement"),
        ]

    def __str__(self) -> str:
        return f"agreement of {self.agreed_on}"
