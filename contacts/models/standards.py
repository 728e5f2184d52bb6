"""How many appointments a week: the scheme's rows, and what was decided for one person."""

import pghistory
from django.db import models
from django.db.models import F, Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender


class ContactStandard(models.Model):
    """A row of the scheme's: for a cohort, a RAG status, both, or (both empty) everybody on a cohort."""

    code = models.SlugField(max_length=50, unique=True)
    cohort = models.CharField(max_length=20, blank=True, default="", help_text="a cohort's code; empty is any")
    status = models.CharField(max_length=10, blank=True, default="", help_text="a RAG status; empty is any")
    weekly = models.PositiveSmallIntegerField()
    at_home = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(at_home__lte=F("weekly")), name="contact_standard_at_home_no_more_than_all"
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekly} a week, {self.at_home} at home"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PersonStandard(Sourced):
    """A decision on one person's standard: it counts from a Monday, until the next decision."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    weekly = models.PositiveSmallIntegerField("appointments a week")
    at_home = models.PositiveSmallIntegerField("of them at home")
    decided_on = models.DateField()
    from_on = models.DateField("counts from")
    why = models.TextField("why")
    review_on = models.DateField("next review")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="person_standard_ref_once_a_source"),
            sent_once("person_standard"),
            models.UniqueConstraint(
                fields=["offender", "from_on"],
                name="person_standard_one_a_week",
                violation_error_message="A standard is decided from that week already. Correct or remove it first.",
            ),
            models.CheckConstraint(
                condition=Q(at_home__lte=F("weekly")), name="person_standard_at_home_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=Q(from_on__gte=F("decided_on"), review_on__gt=F("decided_on")),
                name="person_standard_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekly} a week from {self.from_on}"
