"""The time that somebody spends on a cohort: the fact that every other room reads. Decisions and imports write it."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from cohorts.models.cohorts import Cohort, DeselectionCode
from cohorts.models.referrals import Referral, ReferredBy
from offenders.models import Offender
from offenders.models.involvement import DateRange
from offenders.querysets import holds


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
    referral = models.OneToOneField(
        Referral, null=True, blank=True, on_delete=models.RESTRICT, related_name="membership", editable=False
    )
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
            models.CheckConstraint(
                condition=Q(import_number__isnull=False) | Q(referral__isnull=False),
                name="membership_has_a_referral_or_an_import",
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
