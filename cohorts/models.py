"""Cohorts, the time somebody spends on one, and the codes by which they leave."""

from datetime import date
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from agencies.categories import Category
from audit.models import Sourced
from audit.versions import sent_once, versioned
from cohorts.rules import is_of_victims
from offenders.models import Offender
from offenders.models.involvement import DateRange
from offenders.querysets import holds


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

    class Meta:
        ordering = ["position", "code"]

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


class DeselectionCode(models.Model):
    """Why somebody leaves a cohort (Bedfordshire's codes 1 to 6C)."""

    code = models.CharField(max_length=4, primary_key=True, db_collation="C")
    text = models.TextField()
    evidence = models.TextField()

    def __str__(self) -> str:
        return f"Code {self.code}"


class ReferredBy(models.TextChoices):
    POLICE = "police", "Police"
    PROBATION_SERVICE = "probation_service", "Probation Service"
    PROBATION_CRC = "probation_crc", "Probation (Community Rehabilitation Company)"
    PROBATION_NPS = "probation_nps", "Probation (National Probation Service)"
    YOUTH_OFFENDING = "youth_offending", "Youth offending service"
    PRISON = "prison", "Prison"
    MARAC = "marac", "MARAC"
    COURT = "court", "Court"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    HEALTH = "health", "Health"
    VOLUNTARY = "voluntary", "Voluntary sector"
    OTHER = "other", "Other"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> "MembershipQuerySet":
        """Memberships that hold on a day: selected_on <= day < deselected_on."""
        return self.filter(holds(on, "selected_on", "deselected_on"))


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Membership(Sourced):
    """Time on one cohort: a member on the days selected_on <= day < deselected_on."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="memberships")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="memberships")
    referred_by = models.CharField(max_length=20, choices=ReferredBy)
    referred_on = models.DateField()
    selected_on = models.DateField()
    deselected_on = models.DateField(null=True, blank=True)
    deselection_code = models.ForeignKey(
        DeselectionCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="membership_ref_once_a_source"),
            sent_once("membership"),
            models.CheckConstraint(
                condition=Q(selected_on__gte=F("referred_on")), name="membership_selected_not_before_referred"
            ),
            models.CheckConstraint(
                condition=Q(deselected_on=None) | Q(deselected_on__gte=F("selected_on")),
                name="membership_ends_not_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(deselected_on=None, deselection_code=None)
                | Q(deselected_on__isnull=False, deselection_code__isnull=False),
                name="membership_deselection_has_a_code",
            ),
            ExclusionConstraint(
                name="membership_no_overlap_on_one_cohort",
                expressions=[
                    ("offender", RangeOperators.EQUAL),
                    ("cohort", RangeOperators.EQUAL),
                    (DateRange("selected_on", "deselected_on"), RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [models.Index(fields=["offender", "selected_on"], name="membership_of_person")]

    def __str__(self) -> str:
        return f"{self.cohort_id} from {self.selected_on}"
