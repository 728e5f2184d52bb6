"""A person handed over, from one agency or area to another: asked for, prepared, and taken or not."""

from datetime import date
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency, Area
from allocation.models.allocations import staff
from allocation.models.configuration import HandoverItem
from allocation.rules.states import OPEN_TRANSFERS, Stage
from offenders.models import Consent, Offender


class TransferState(models.TextChoices):
    """The stages of the rules, with their words."""

    ASKED = Stage.ASKED.value, "Asked"
    APPROVED = Stage.APPROVED.value, "Asked, and approved by a second person"
    ACCEPTED = Stage.ACCEPTED.value, "Accepted"
    REFUSED = Stage.REFUSED.value, "Refused"
    WITHDRAWN = Stage.WITHDRAWN.value, "Withdrawn"
    DISMISSED = Stage.DISMISSED.value, "Dismissed by the coordinator"


OPEN = [stage.value for stage in OPEN_TRANSFERS]


class TransferQuerySet(models.QuerySet["Transfer"]):
    def open(self) -> "TransferQuerySet":
        return self.filter(state__in=OPEN)

    def of_agency(self, agency: int | None) -> "TransferQuerySet":
        """What an agency asked for or is asked."""
        return self.filter(Q(from_agency=agency) | Q(to_agency=agency))

    def waiting_for(self, agency: int | None, on: date) -> "TransferQuerySet":
        """What an agency is asked and has not answered, the oldest first: a line of its worklist."""
        return self.open().filter(to_agency=agency, asked_on__lte=on).order_by("asked_on", "pk")


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Transfer(models.Model):
    """One request to take a case. A move to another area asks by itself: nobody in person, once an address."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="transfers")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    from_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.ASKED)
    asked_on = models.DateField()
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    asked_by = staff(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = staff(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = staff(null=True, blank=True)
    answer = models.TextField(blank=True, default="", help_text="why it was refused, withdrawn or dismissed")
    undone_because = models.TextField(blank=True, default="", help_text="why it was taken with something left undone")

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offender"], condition=Q(state__in=OPEN), name="transfer_one_open_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(from_agency=F("to_agency")) | Q(to_area__isnull=False), name="transfer_goes_somewhere_else"
            ),
            models.CheckConstraint(
                condition=Q(to_area=None)
                | (Q(to_area__isnull=False, from_area__isnull=False) & ~Q(to_area=F("from_area"))),
                name="transfer_of_area_is_between_two",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="transfer_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, answered_by=None, answered_on=None)
                | (~Q(state__in=OPEN) & Q(answered_by__isnull=False, answered_on__gte=F("asked_on"))),
                name="transfer_answered_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "withdrawn", "dismissed"]) | ~Q(answer=""),
                name="transfer_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_on=None)
                | (
                    Q(approved_by__isnull=False, approved_on__isnull=False)
                    & (Q(asked_by=None) | ~Q(asked_by=F("approved_by")))
                ),
                name="transfer_second_approval_is_anothers",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False), name="transfer_approved_says_by_whom"
            ),
        ]
        indexes = [
            models.Index(fields=["to_agency", "asked_on"], name="transfer_open_to", condition=Q(state__in=OPEN)),
            models.Index(fields=["from_agency", "asked_on"], name="transfer_open_from", condition=Q(state__in=OPEN)),
        ]

    def __str__(self) -> str:
        return f"transfer {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class HandoverTick(models.Model):
    """One line of the checklist, done by a named person on a day."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="ticks")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(HandoverItem, on_delete=models.PROTECT, related_name="+")
    ticked_by = staff()
    ticked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transfer", "item"], name="handover_tick_once")]

    def __str__(self) -> str:
        return f"tick {self.pk}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class TransferConsent(models.Model):
    """A consent to the old agency, asked about again: whether the person confirms it for the new one."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="consents")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="+")
    confirmed = models.BooleanField()
    how = models.TextField(help_text="how the person said so: signed form and where it is kept, or in whose presence")
    asked_by = staff()
    asked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "consent"], name="transfer_consent_once"),
            models.CheckConstraint(condition=~Q(how=""), name="transfer_consent_says_how"),
        ]

    def __str__(self) -> str:
        return f"consent asked about {self.pk}"
