"""Who sits in an area's meetings and for which agency, when a meeting has its quorum, and who was invited to one."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency, Area
from panels import querysets
from panels.models.meetings import Panel, PanelKind


def _user(*, needed: bool = True) -> models.ForeignKey:
    null = not needed
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=null, blank=null
    )


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PanelMember(models.Model):
    """Somebody who sits for their agency in the meetings of one kind of one area, or stands in for who does."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PanelKind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = _user()
    deputy = models.BooleanField(default=False, help_text="comes where the member sends them")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    created_by = _user()
    created_at = models.DateTimeField(db_default=Now())

    objects = querysets.PanelMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "user"], condition=Q(until_on=None), name="panel_member_sits_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="panel_member_ends_not_before_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.area}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Quorum(models.Model):
    """From a day on, how many of which agencies must be at the meetings of one kind of one area."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PanelKind)
    at_least = models.PositiveSmallIntegerField(help_text="of the agencies that are named")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    created_by = _user()
    created_at = models.DateTimeField(db_default=Now())

    objects = querysets.QuorumQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind"], condition=Q(until_on=None), name="quorum_one_stands_an_area_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="quorum_ends_not_before_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"quorum of {self.area} from {self.from_on}"


class QuorumAgency(models.Model):
    """An agency that counts towards a quorum; one that must be there is missed, however many others come."""

    quorum = models.ForeignKey(Quorum, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    must_be_there = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quorum", "agency"], name="quorum_agency_once")]

    def __str__(self) -> str:
        return str(self.agency)


class InvitationAnswer(models.TextChoices):
    WAITING = "waiting", "No answer yet"
    COMES = "comes", "Comes"
    SENDS_DEPUTY = "deputy", "Sends a deputy"
    CANNOT = "cannot", "Cannot come"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class MeetingInvitation(models.Model):
    """One member's invitation to one meeting, and what they answered."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=InvitationAnswer, default=InvitationAnswer.WAITING)
    deputy = _user(needed=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "member"], name="meeting_invitation_once"),
            models.CheckConstraint(
                condition=Q(answer=InvitationAnswer.WAITING, answered_at=None)
                | ~Q(answer=InvitationAnswer.WAITING) & Q(answered_at__isnull=False),
                name="meeting_invitation_says_when_it_was_answered",
            ),
            models.CheckConstraint(
                condition=Q(answer=InvitationAnswer.SENDS_DEPUTY, deputy__isnull=False)
                | ~Q(answer=InvitationAnswer.SENDS_DEPUTY) & Q(deputy=None),
                name="meeting_invitation_names_the_deputy",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
