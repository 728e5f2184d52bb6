"""Forming a team, and saying who is in it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agencies.access import may
from agencies.models import Team, TeamMember, User
from agencies.roles import Permission
from audit import clock, log

TAKEN = "Your agency has a team of this name already."
NOT_OURS = "A team has people of its own agency only."


@transaction.atomic
def form_team(*, name: str, by: User) -> Team:
    """A new team of one's own agency."""
    if not may(by, Permission.TEAMS_MANAGE) or by.agency is None:
        raise PermissionDenied
    team = Team(agency=by.agency, name=name.strip())
    _check_name(team)
    team.save()
    log.changed("teams.form_team", by=by, team=team.pk)
    return team


@transaction.atomic
def set_team(*, team: Team, name: str, active: bool, members: Iterable[User], by: User) -> None:
    """A team's name, whether it is open, and who is in it from today. Twice changes nothing."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    if not may(by, Permission.TEAMS_MANAGE) or by.agency_id != team.agency_id:
        raise PermissionDenied
    people = {user.pk for user in members if _of_the_agency(user, team)}
    today, here = clock.today(), set(team.members.filter(until_on=None).values_list("user", flat=True))
    if (team.name, team.active, here) == (name.strip(), active, people):
        return
    team.name, team.active = name.strip(), active
    _check_name(team)
    team.save()
    team.members.filter(until_on=None).exclude(user__in=people).update(until_on=today)
    TeamMember.objects.bulk_create(TeamMember(team=team, user_id=pk, from_on=today) for pk in sorted(people - here))
    log.changed("teams.set_team", by=by, team=team.pk, active=active, before=sorted(here), after=sorted(people))


def _of_the_agency(user: User, team: Team) -> bool:
    if user.agency_id != team.agency_id:
        raise ValidationError({"members": NOT_OURS})
    return True


def _check_name(team: Team) -> None:
    if Team.objects.filter(agency=team.agency, name__iexact=team.name).exclude(pk=team.pk).exists():
        raise ValidationError({"name": TAKEN})
