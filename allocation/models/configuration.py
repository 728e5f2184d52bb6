"""What a scheme sets for itself, as dated rows with a source: points of a case, and what a handover takes."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from offenders.querysets import holds


class Factor(models.TextChoices):
    """What of a case makes work (allocation.rules.workload)."""

    STATUS = "status", "RAG status"
    PLACE = "place", "in custody or at liberty"
    CONTACTS = "contacts", "appointments a week by the contact standard"
    KNOWN = "known", "has led the person before"


class PointsQuerySet(models.QuerySet["WorkloadPoints"]):
    def in_force(self, on: date) -> "PointsQuerySet":
        """What is set on a day: from_on <= day < until_on."""
        return self.filter(holds(on, "from_on", "until_on"))


class ItemQuerySet(models.QuerySet["HandoverItem"]):
    def in_force(self, on: date) -> "ItemQuerySet":
        """What a handover takes on a day: from_on <= day < until_on."""
        return self.filter(holds(on, "from_on", "until_on"))


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name=name)


class WorkloadPoints(models.Model):
    """How many points one fact of a case counts from a day on. A change of numbers is a new row, never an edit."""

    factor = models.CharField(max_length=10, choices=Factor)
    value = models.CharField(max_length=20, db_collation="C", help_text="RED, custody, 4: as the rules name it")
    points = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = PointsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "workload points"
        constraints = [
            models.UniqueConstraint(fields=["factor", "value", "from_on"], name="workload_points_once_a_day"),
            _ends_after_it_begins("workload_points_end_after_they_begin"),
            models.CheckConstraint(condition=~Q(source=""), name="workload_points_have_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_factor_display()} {self.value}: {self.points}"


class HandoverItem(models.Model):
    """One line of the checklist of a handover."""

    code = models.SlugField(max_length=30)
    words = models.CharField(max_length=200)
    obligatory = models.BooleanField()
    position = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="handover_item_once_a_day"),
            _ends_after_it_begins("handover_item_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(source=""), name="handover_item_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.words
