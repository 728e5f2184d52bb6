"""Time in custody."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender
from offenders.querysets import CustodySpellQuerySet


class CustodyReason(models.TextChoices):
    REMAND = "remand", "Remand"
    SENTENCE = "sentence", "Sentence"
    RECALL = "recall", "Recall"


class PreReleaseEngagement(models.TextChoices):
    GOOD = "good", "Good"
    POOR = "poor", "Poor"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class CustodySpell(Sourced):
    """A spell in custody covers the days admitted_on <= day < released_on; closed spells may overlap."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="custody_spells")
    establishment = models.TextField()
    reason = models.CharField(max_length=10, choices=CustodyReason)
    admitted_on = models.DateField()
    released_on = models.DateField(null=True, blank=True)
    sentence_days = models.PositiveIntegerField(null=True, blank=True)
    engagement = models.CharField(max_length=4, choices=PreReleaseEngagement, blank=True, help_text="before release")

    objects = CustodySpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="custody_ref_once_a_source"),
            sent_once("custody"),
            models.CheckConstraint(
                condition=Q(released_on=None) | Q(released_on__gte=F("admitted_on")),
                name="custody_ends_not_before_it_starts",
            ),
            ExclusionConstraint(
                name="custody_one_open_spell",
                expressions=[("offender", RangeOperators.EQUAL)],
                condition=Q(released_on=None),
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        indexes = [models.Index(fields=["offender", "admitted_on"], name="custody_of_person")]

    def __str__(self) -> str:
        return f"{self.establishment} from {self.admitted_on}"
