"""What somebody has entered in the probation system, so that nothing is typed twice and nothing is forgotten."""

import pghistory
from django.db import models
from django.db.models import Q

from audit.models import Sourced
from audit.versions import sent_once, versioned
from contacts.models.notes import ContactNote
from offenders.models import Contact, Offender


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Entered(Sourced):
    """A contact is entered there: by whom is `created_by`. It is of an appointment, or of an unplanned contact."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.RESTRICT, related_name="entered", editable=False
    )
    note = models.OneToOneField(
        ContactNote, null=True, blank=True, on_delete=models.RESTRICT, related_name="entered", editable=False
    )
    contact_type = models.CharField(max_length=10, blank=True, default="", help_text="empty is an ordinary one")
    entered_on = models.DateField("entered on")

    class Meta:
        verbose_name_plural = "entered"
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="entered_ref_once_a_source"),
            sent_once("entered"),
            models.CheckConstraint(
                condition=Q(contact=None, note__isnull=False) | Q(contact__isnull=False, note=None),
                name="entered_is_of_one_contact",
            ),
        ]

    def __str__(self) -> str:
        return f"entered on {self.entered_on}"
