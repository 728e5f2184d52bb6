"""Low risk in the hands of a neighbourhood team: who took them, from when until when, and how it ended."""

from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency, Area
from allocation.models.allocations import staff
from offenders.models import Offender


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class NeighbourhoodCare(models.Model):
    """One person managed by a neighbourhood team of an area, until they are given back. At most one runs at a time."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="neighbourhood_care")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", help_text="the home area then")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="agency of the team")
    team = models.CharField("team", max_length=200)
    officer = models.CharField("officer of the team", max_length=200)
    eighths = models.PositiveSmallIntegerField(help_text="the score by which it was decided, in eighths of a point")
    bound = models.PositiveIntegerField(help_text="the scheme's bound on that day, in points")
    taken_on = models.DateField()
    until_on = models.DateField("until", help_text="the day by which it is looked at again")
    made_by = staff()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    request_key = models.UUIDField(unique=True, editable=False)
    given_back_on = models.DateField(null=True, blank=True)
    given_back_because = models.TextField(blank=True, default="")
    given_back_by = staff(null=True, blank=True)

    class Meta:
        verbose_name_plural = "neighbourhood care"
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offender"], condition=Q(given_back_on=None), name="neighbourhood_care_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gt=F("taken_on")), name="neighbourhood_care_until_a_later_day"
            ),
            models.CheckConstraint(
                condition=~Q(team="") & ~Q(officer=""), name="neighbourhood_care_says_who_took_them"
            ),
            models.CheckConstraint(
                condition=Q(given_back_on=None, given_back_by=None, given_back_because="")
                | (Q(given_back_on__gte=F("taken_on"), given_back_by__isnull=False) & ~Q(given_back_because="")),
                name="neighbourhood_care_given_back_says_why",
            ),
        ]
        indexes = [models.Index(fields=["area", "given_back_on"], name="neighbourhood_care_by_area")]

    def __str__(self) -> str:
        return f"with {self.team} from {self.taken_on}"
