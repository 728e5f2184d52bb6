"""Requests: what one agency asks another to do for a person, between panels."""

from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender


class RequestStatus(models.TextChoices):
    """Its steps from one to the next stand in offenders.events.rules."""

    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (RequestStatus.ASKED, RequestStatus.ACCEPTED)


class RequestQuerySet(models.QuerySet["AgencyRequest"]):
    def visible_to(self, user: Any) -> "RequestQuerySet":
        """What a reader is shown: of people whom they see, and between their agency and another."""
        people = Offender.objects.visible_to(user).order_by().values("pk")
        return self.between(user.agency_id).filter(offender__in=people)

    def open(self) -> "RequestQuerySet":
        """Asked or accepted, and not yet done, refused or withdrawn."""
        return self.filter(status__in=OPEN)

    def open_for(self, agency: Agency, on: date) -> "RequestQuerySet":
        """What an agency is to do, as it stands on a day: what is due first on top. People: add `visible_to`."""
        return self.open().filter(asked_of=agency, asked_on__lte=on).order_by("due_on", "pk")

    def overdue(self, on: date) -> "RequestQuerySet":
        """Open, and due before the day."""
        return self.open().filter(due_on__lt=on)

    def between(self, agency: Agency | int | None) -> "RequestQuerySet":
        """What an agency asked or was asked: nobody else is shown a request."""
        return self.filter(Q(asked_by=agency) | Q(asked_of=agency))


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class AgencyRequest(Sourced):
    """Read by the two agencies alone; while it is open the one that is asked is involved with the person."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="requests")
    asked_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(verbose_name="what is asked")
    asked_on = models.DateField()
    due_on = models.DateField(verbose_name="due")
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.ASKED)
    outcome = models.TextField(blank=True, default="", db_default="", help_text="what was done, or why it was not")
    ended_on = models.DateField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="request_ref_once_a_source"),
            sent_once("request"),
            models.CheckConstraint(condition=~Q(text=""), name="request_says_what_is_asked"),
            models.CheckConstraint(condition=~Q(asked_by=F("asked_of")), name="request_is_to_another_agency"),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="request_due_not_before_asked"),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, ended_on=None)
                | (~Q(status__in=OPEN) & Q(ended_on__isnull=False, ended_on__gte=F("asked_on"))),
                name="request_ended_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(RequestStatus.DONE, RequestStatus.REFUSED)) | ~Q(outcome=""),
                name="request_done_or_refused_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["offender", "asked_on"], name="request_of_person"),
            models.Index(fields=["asked_of", "due_on"], name="request_open_of", condition=Q(status__in=OPEN)),
            models.Index(fields=["asked_by", "due_on"], name="request_open_by", condition=Q(status__in=OPEN)),
        ]

    def __str__(self) -> str:
        return f"request of {self.asked_on}"
