"""What was said at a contact: of an appointment, or of one that nobody had arranged."""

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from contacts.querysets import NoteQuerySet
from offenders.models import Contact, Offender
from offenders.models.contacts import ContactKind


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ContactNote(Sourced):
    """A contact in words. Without `contact` it was unplanned (a telephone call, a visit): nothing was due, so that it
    is neither kept nor missed, and the rules of engagement do not count it.
    """

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="contact_notes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="with")
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.RESTRICT, related_name="said", editable=False
    )
    happened_on = models.DateField("day")
    at = models.TimeField("time", null=True, blank=True)
    kind = models.CharField(max_length=12, choices=ContactKind)
    text = models.TextField("what was said")

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="contact_note_ref_once_a_source"),
            sent_once("contact_note"),
            models.CheckConstraint(condition=~Q(text=""), name="contact_note_says_something"),
        ]
        indexes = [models.Index(fields=["offender", "happened_on"], name="contact_note_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.happened_on}"
