"""Appointments that were due, and what came of them."""

import pghistory
from django.db import models

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender


class ContactKind(models.TextChoices):
    OFFICE = "office", "Office"
    HOME_VISIT = "home_visit", "Home visit"
    TELEPHONE = "telephone", "Telephone"
    VIDEO = "video", "Video"
    OTHER = "other", "Other"


class Outcome(models.TextChoices):
    KEPT = "kept", "Kept"
    MISSED_ACCEPTABLE = "missed_acceptable", "Missed, acceptable"
    MISSED_UNACCEPTABLE = "missed_unacceptable", "Missed, unacceptable"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Contact(Sourced):
    """An appointment with an agency. An acceptable miss is neither kept nor missed (spec/rag.md)."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="contacts")
    due_on = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ContactKind)
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="contact_ref_once_a_source"),
            sent_once("contact"),
        ]
        indexes = [models.Index(fields=["offender", "due_on"], name="contact_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.due_on}"
