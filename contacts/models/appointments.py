"""An appointment is the arrangement; what came of it is a fact of its own (`offenders.models.Contact`)."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from contacts.querysets import AppointmentQuerySet
from contacts.rules import status
from offenders.models import Contact, Offender
from offenders.models.contacts import ContactKind


class Arranged(Sourced):
    """What a single appointment and a series have in common. No related name: an agency's are asked by querysets."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="with")
    kind = models.CharField(max_length=12, choices=ContactKind)
    at = models.TimeField("time", null=True, blank=True)
    place = models.CharField("where", max_length=200, blank=True, default="", db_default="")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        abstract = True


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Series(Arranged):
    """Appointments on the same days of the week, each week or every second, until a day or so many."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    days = ArrayField(models.PositiveSmallIntegerField(), help_text="days of the week; Monday is 0")
    fortnightly = models.BooleanField(default=False)
    starts_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    left_out = ArrayField(models.DateField(), default=list, blank=True, help_text="bank holidays that were left out")

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="series_ref_once_a_source"),
            sent_once("series"),
            models.CheckConstraint(
                condition=Q(until_on=None, number__isnull=False) | Q(until_on__isnull=False, number=None),
                name="series_until_a_day_or_so_many",
            ),
            models.CheckConstraint(
                condition=Q(days__contained_by=[0, 1, 2, 3, 4, 5, 6], days__len__gte=1),
                name="series_on_days_of_the_week",
            ),
        ]

    def __str__(self) -> str:
        return f"series from {self.starts_on}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Appointment(Arranged):
    """One appointment with an agency. While it is open, it lets that agency see the person (spec/access.md, 1)."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="appointments")
    due_on = models.DateField("day")
    status = models.CharField(max_length=20, choices=status.CHOICES, default=status.Status.BOOKED)
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.RESTRICT, related_name="appointments")
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.RESTRICT, related_name="appointment", editable=False
    )
    moved_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="moved_to", editable=False
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="appointment_ref_once_a_source"),
            sent_once("appointment"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(status.OUTCOMES), contact__isnull=False)
                | (~Q(status__in=sorted(status.OUTCOMES)) & Q(contact=None)),
                name="appointment_outcome_is_a_contact",
            ),
        ]
        indexes = [
            models.Index(fields=["offender", "due_on"], name="appointment_of_person"),
            models.Index(fields=["agency", "due_on"], name="appointment_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.due_on}"
