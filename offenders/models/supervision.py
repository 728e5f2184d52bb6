"""Probation or youth supervision."""

import pghistory
from django.db import models
from django.db.models import F, Q

from audit.models import Sourced
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


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Supervision(Sourced):
    """A supervision holds on the days started_on <= day < ended_on."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="supervisions")
    provider = models.CharField(max_length=20, choices=Provider)
    order_type = models.CharField(max_length=30, choices=OrderType)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="supervision_ref_once_a_source"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="supervision_ends_not_before_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["offender", "started_on"], name="supervision_of_person")]

    def __str__(self) -> str:
        return f"{self.order_type} from {self.started_on}"
