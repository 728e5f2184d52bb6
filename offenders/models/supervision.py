"""Probation or youth supervision."""

import pghistory
from django.db import models
from django.db.models import F, Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender
from offenders.querysets import SupervisionQuerySet


class Provider(models.TextChoices):
    """Who supervises, in the order in which the snapshot takes the first (spec/evaluation.md, "The snapshot")."""

    PROBATION_SERVICE = "probation_service", "Probation Service"
    NPS = "nps", "National Probation Service"
    CRC = "crc", "Community Rehabilitation Company"
    YOT = "yot", "Youth offending team"


class OrderType(models.TextChoices):
    COMMUNITY_ORDER = "community_order", "Community order"
    SUSPENDED_SENTENCE = "suspended_sentence", "Suspended sentence"
    LICENCE = "licence", "Licence"
    POST_SENTENCE_SUPERVISION = "post_sentence_supervision", "Post-sentence supervision"
    YOUTH_ORDER = "youth_order", "Youth order"
    OTHER = "other", "Other"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Supervision(Sourced):
    """A supervision holds on the days started_on <= day < ended_on."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="supervisions")
    provider = models.CharField(max_length=20, choices=Provider)
    order_type = models.CharField(max_length=30, choices=OrderType)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    due_to_end_on = models.DateField(
        null=True, blank=True, verbose_name="due to end on", help_text="the day on which the order or licence runs out"
    )

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="supervision_ref_once_a_source"),
            sent_once("supervision"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="supervision_ends_not_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(due_to_end_on=None) | Q(due_to_end_on__gte=F("started_on")),
                name="supervision_due_to_end_not_before_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["offender", "started_on"], name="supervision_of_person")]

    def __str__(self) -> str:
        return f"{self.order_type} from {self.started_on}"


class ConditionCode(models.Model):
    """One condition of a licence policy: a standard one by its words, an additional one by its category."""

    policy = models.CharField(max_length=10, help_text="the version of the policy")
    code = models.CharField(max_length=40)
    additional = models.BooleanField(help_text="written out for each licence; the standard ones stand on all")
    text = models.TextField()
    source = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["policy", "additional", "position"]
        constraints = [models.UniqueConstraint(fields=["policy", "code"], name="condition_code_once_a_policy")]

    def __str__(self) -> str:
        return self.text


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class LicenceCondition(Sourced):
    """A condition of one licence holds on the days from_on <= day < until_on; its policy is that of its code."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="licence_conditions")
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="conditions")
    condition = models.ForeignKey(ConditionCode, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, verbose_name="what it says")
    from_on = models.DateField(verbose_name="from")
    until_on = models.DateField(null=True, blank=True, verbose_name="until")

    class Meta:
        ordering = ["condition__additional", "condition__position", "from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="licence_condition_ref_once_a_source"),
            sent_once("licence_condition"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="licence_condition_ends_not_before_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"condition of a licence from {self.from_on}"
