"""Who was given a person to lead, by whom and why; and who supports them."""

from typing import Any
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency
from allocation.rules.states import OPEN_ALLOCATION, State
from offenders.models import Involvement, Offender


def staff(**more: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class AllocationState(models.TextChoices):
    """The states of the rules, with their words."""

    WAITS = State.WAITS.value, "Waits for a second approval"
    MADE = State.MADE.value, "Made"
    REFUSED = State.REFUSED.value, "Refused"
    WITHDRAWN = State.WITHDRAWN.value, "Withdrawn"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Allocation(models.Model):
    """A person given to an officer of an agency. Somebody under 18 waits for a second approval."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="allocations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    officer = staff()
    recommended = staff(null=True, blank=True)
    figures = models.TextField(blank=True, help_text="the recommendation's reason as it stood: figures, and no names")
    because = models.TextField(blank=True, help_text="why it is another than was recommended")
    state = models.CharField(max_length=10, choices=AllocationState)
    made_on = models.DateField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = staff()
    answered_on = models.DateField(null=True, blank=True)
    answered_by = staff(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offender"], condition=Q(state=OPEN_ALLOCATION.value), name="allocation_one_waits_a_person"
            ),
            models.CheckConstraint(
                condition=Q(recommended=None) | Q(recommended=F("officer")) | ~Q(because=""),
                name="allocation_overridden_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("made_by")) | Q(state=State.WITHDRAWN.value),
                name="allocation_second_approval_is_anothers",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_on=None)
                | Q(answered_by__isnull=False, answered_on__isnull=False, answered_on__gte=F("made_on")),
                name="allocation_answered_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WAITS.value, State.MADE.value]) | Q(answered_by__isnull=False),
                name="allocation_ended_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"allocation {self.pk}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Support(models.Model):
    """What is said of an involvement as support: why it began and ended, and the supporting agency's officer."""

    involvement = models.OneToOneField(Involvement, on_delete=models.CASCADE, related_name="support")
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="supports")
    officer = staff(null=True, blank=True)
    because = models.TextField(blank=True)
    started_by = staff(null=True, blank=True)
    ended_because = models.TextField(blank=True, default="")
    ended_by = staff(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(started_by=None) | ~Q(because=""), name="support_started_for_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_because="") | (Q(ended_by__isnull=False) & ~Q(ended_because="")),
                name="support_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"support {self.pk}"
