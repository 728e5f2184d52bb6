"""The teams of an agency: whose work belongs together, from when to when."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from agencies.models.agencies import Agency


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Team(models.Model):
    """A team of one agency. A closed one keeps its past members and takes no new ones."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("agency", Lower("name"), name="team_name_once_an_agency")]

    def __str__(self) -> str:
        return self.name


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def in_force(self, on: date) -> "TeamMemberQuerySet":
        """Who is in a team on a day: from_on <= day < until_on, in a team that is not closed."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on, team__active=True)

    def colleagues_of(self, user: int, on: date) -> "TeamMemberQuerySet":
        """The members of all the teams that somebody is in on a day, themselves among them: "my team's"."""
        teams = TeamMember.objects.in_force(on).filter(user=user).values("team")
        return self.in_force(on).filter(team__in=teams)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class TeamMember(models.Model):
    """Somebody's time in a team; in more than one team where they work in both."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="team_member_ends_not_before_they_start",
            ),
            models.UniqueConstraint(fields=["team", "user"], condition=Q(until_on=None), name="team_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.team}"
