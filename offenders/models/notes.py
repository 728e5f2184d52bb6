"""Notes: what somebody wrote down about a person, filed under one part of the record."""

import pghistory
from django.db import models
from django.db.models import Q

from agencies.categories import Category
from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender

# Intelligence is a graded report, never a note: neither of its two parts takes any.
NOTED_UNDER = tuple(
    category
    for category in Category
    if category not in (Category.INTELLIGENCE_ORIGINAL, Category.INTELLIGENCE_SANITISED)
)


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Note(Sourced):
    """Read by who reads its category, written by who adds to it (spec/access.md, section 2)."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="notes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="whose note it is")
    category = models.CharField(max_length=30, choices=[(category.value, category.label) for category in NOTED_UNDER])
    noted_on = models.DateField(verbose_name="day")
    text = models.TextField(verbose_name="note")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="note_ref_once_a_source"),
            sent_once("note"),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(category__in=[category.value for category in NOTED_UNDER]), name="note_has_a_category"
            ),
        ]
        indexes = [models.Index(fields=["offender", "noted_on"], name="note_of_person")]

    def __str__(self) -> str:
        return f"note of {self.noted_on}"
