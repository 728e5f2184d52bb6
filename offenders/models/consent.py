"""The person's own consent to sharing: permission under the duty of confidence (spec/access.md)."""

from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from agencies.categories import Category
from agencies.models import Agency
from offenders.models.identity import Offender
from offenders.models.involvement import DateRange
from offenders.querysets import ConsentQuerySet


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Consent(models.Model):
    """One category, to one agency, from a day until a day or until it is withdrawn, which acts at once."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="consents")
    category = models.CharField(max_length=30, choices=[(category.value, category.label) for category in Category])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="to whom")
    given_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="the day on which it runs out")
    how = models.TextField(help_text="how it was given: signed form and where it is kept, or in whose presence")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_how = models.TextField(blank=True, default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("given_on")), name="consent_runs_out_after_it_is_given"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__isnull=False, withdrawn_on__gte=F("given_on"), withdrawn_by__isnull=False),
                name="consent_withdrawn_says_when_and_by_whom_it_was_recorded",
            ),
            models.CheckConstraint(condition=~Q(how=""), name="consent_says_how"),
            ExclusionConstraint(
                name="consent_once_at_a_time",
                expressions=[
                    ("offender", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (DateRange("given_on", Coalesce("withdrawn_on", "until_on")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["offender", "agency"], name="consent_of_person")]

    def __str__(self) -> str:
        return f"consent to {self.agency}"
