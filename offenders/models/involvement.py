"""Which agency is involved with whom, why and for how long; and who leads the case."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from agencies.models import Agency
from offenders.models.identity import Offender
from offenders.querysets import CaseLeadQuerySet, InvolvementQuerySet


class DateRange(Func):
    """daterange(a, b): from a, up to but without b; no b is no end."""

    function = "DATERANGE"
    output_field = DateRangeField()


class InvolvementReason(models.TextChoices):
    """Why an agency is involved (spec/access.md, section 1)."""

    HOME_POLICE = "home_police", "police of the home area"
    SUPERVISES = "supervises", "supervises the person"
    HOLDS = "holds", "holds the person in custody"
    UNDER_18 = "under_18", "youth justice, under 18"
    COHORT = "cohort", "named for the cohort by the agreement"
    REFERRED = "referred", "referred the person"
    LEADS = "leads", "leads the case"
    SUPPORTS = "supports", "supports the case"
    ACTION = "action", "holds an open action"
    REQUEST = "request", "holds an open request"
    APPOINTMENT = "appointment", "holds an open appointment"
    PLAN_ITEM = "plan_item", "holds an open plan item"
    TRANSFER = "transfer", "is asked to take the case"
    HANDOVER = "handover", "was handed the person when they left the scheme"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Involvement(models.Model):
    """An agency is involved with a person for one reason from a day until a day. The only table `visible_to` reads."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="involvements")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="involvements")
    reason = models.CharField(max_length=20, choices=InvolvementReason)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="involvement_ends_not_before_it_starts"
            ),
            ExclusionConstraint(
                name="involvement_once_at_a_time",
                expressions=[
                    ("offender", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("reason", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            # The floor asks it of every row of every table of a person, and it answers alone (offenders.floor.sql).
            models.Index(
                fields=["offender", "agency", "from_on", "until_on"], include=["reason"], name="involvement_answers"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.reason}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class CaseLead(models.Model):
    """The agency, and the officer where one is named, that leads a person's case; one at a time."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="leads")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseLeadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="case_lead_ends_not_before_it_starts"
            ),
            ExclusionConstraint(
                name="case_lead_one_at_a_time",
                expressions=[
                    ("offender", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"led by {self.agency}"
