"""Cohorts: dated data of the scheme, with criteria in words and as checks; and the codes by which people leave."""

from datetime import date
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.categories import Category
from agencies.models import Agency
from cohorts.rules import is_of_victims


class CohortQuerySet(models.QuerySet["Cohort"]):
    def open(self, on: date) -> "CohortQuerySet":
        """Those that take people on a day: opens_on <= day < closes_on; without days always."""
        return self.filter(Q(opens_on=None) | Q(opens_on__lte=on), Q(closes_on=None) | Q(closes_on__gt=on))


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Cohort(models.Model):
    """A group that the scheme selects for. Passing the maximum is a warning, never a refusal."""

    code = models.CharField(max_length=32, unique=True, db_collation="C")
    name = models.CharField(max_length=200)
    maximum = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    of_victims = models.BooleanField(
        default=False, db_default=False, help_text="being on it says something of victims: domestic violence, MARAC"
    )
    # With defaults of the database, since an import names only the columns of the exchange format.
    purpose = models.TextField(blank=True, default="", db_default="")
    criteria = models.TextField(blank=True, default="", db_default="", help_text="in the scheme's own words")
    checks = models.JSONField(
        default=list, db_default=[], blank=True, help_text="requirements, of each of which one check must hold"
    )
    owner = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True, help_text="the first day on which it takes nobody any more")
    origin = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="where the words are from"
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    changed_because = models.TextField(blank=True, default="", db_default="", editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="cohort_closes_not_before_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **how: Any) -> None:  # type: ignore[override]
        """A new or renamed cohort that is of victims by its code or name is marked so; a mark is never taken away."""
        if is_of_victims(self.code, self.name) and not Cohort.objects.filter(pk=self.pk, name=self.name).exists():
            self.of_victims = True
            if how.get("update_fields") is not None:
                how["update_fields"] = {*how["update_fields"], "of_victims"}
        super().save(**how)

    @property
    def categories(self) -> frozenset[Category]:
        """Of what its name is a part; who may not read all of it is told "on the scheme" (spec/access.md)."""
        return frozenset({Category.SCHEME, Category.VICTIMS} if self.of_victims else {Category.SCHEME})

    def takes(self, on: date) -> bool:
        """Whether somebody can be selected for it on a day."""
        return (self.opens_on is None or self.opens_on <= on) and (self.closes_on is None or on < self.closes_on)


class DeselectionCode(models.Model):
    """Why somebody leaves a cohort (Bedfordshire's codes 1 to 6C)."""

    code = models.CharField(max_length=4, primary_key=True, db_collation="C")
    text = models.TextField()
    evidence = models.TextField()

    def __str__(self) -> str:
        return f"Code {self.code}"
