"""The teams of an agency: formed and filled by its supervisors and its lead, of its own people alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.models import Agency, Team, TeamMember
from agencies.roles import Role
from agencies.teams import actions
from tests.constraints import Held, hold
from tests.people import make_for

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(scheme):
    return make_for("probation", Role.SUPERVISOR)


@pytest.fixture
def team(supervisor):
    return actions.form_team(name="Luton IOM", by=supervisor)


def within(agency, name="Luton IOM"):
    return Team.objects.create(agency=Agency.objects.get(code=agency), name=name)


def test_a_team_is_of_the_agency_of_who_forms_it(team, supervisor):
    assert (team.agency, team.active) == (supervisor.agency, True)


def test_a_name_is_once_an_agency_whatever_its_capitals(team, supervisor):
    with pytest.raises(ValidationError):
        actions.form_team(name="LUTON iom", by=supervisor)
    within("police")  # another agency's may be called the same


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.VIEWER, Role.COORDINATOR, Role.AUDITOR])
def test_others_form_none(scheme, role):
    with pytest.raises(PermissionDenied):
        actions.form_team(name="Luton IOM", by=make_for("probation", role))


def test_the_agencys_lead_forms_one_too(scheme):
    assert actions.form_team(name="Luton IOM", by=make_for("probation", Role.AGENCY_LEAD)).pk


def test_nobody_changes_another_agencys(scheme, supervisor):
    with pytest.raises(PermissionDenied):
        actions.set_team(team=within("police"), name="Ours", active=True, members=[], by=supervisor)


def test_a_team_has_people_of_its_own_agency_only(team, supervisor, person):
    with pytest.raises(ValidationError):
        actions.set_team(team=team, name=team.name, active=True, members=[person("aisha")], by=supervisor)


def test_who_is_taken_out_has_been_in_it(team, supervisor, person, settings):
    ines = person("ines")
    settings.FIXED_TODAY = date(2019, 3, 1)
    actions.set_team(team=team, name=team.name, active=True, members=[ines], by=supervisor)
    settings.FIXED_TODAY = date(2019, 3, 31)
    actions.set_team(team=team, name=team.name, active=True, members=[], by=supervisor)
    row = TeamMember.objects.get()
    assert (row.user, row.from_on, row.until_on) == (ines, date(2019, 3, 1), date(2019, 3, 31))
    held = {on: TeamMember.objects.in_force(date(2019, 3, on)).exists() for on in (1, 30, 31)}
    assert held == {1: True, 30: True, 31: False}


def test_colleagues_are_all_of_ones_teams_on_the_day(team, supervisor, person):
    other = within("probation", "Bedford")
    for who, where in [(person("ines"), team), (supervisor, team), (supervisor, other)]:
        TeamMember.objects.create(team=where, user=who, from_on=date(2019, 1, 1))
    on = date(2019, 3, 31)
    assert {row.user for row in TeamMember.objects.colleagues_of(person("ines").pk, on)} == {person("ines"), supervisor}
    assert TeamMember.objects.colleagues_of(supervisor.pk, on).count() == 3
    Team.objects.update(active=False)
    assert not TeamMember.objects.colleagues_of(supervisor.pk, on).exists()


MEMBER = "INSERT INTO agencies_teammember (team_id, user_id, from_on, until_on) SELECT t.id, u.id, {} FROM "
WHO = "agencies_team t, agencies_user u WHERE u.agency_id = t.agency_id"
CONSTRAINTS = {
    "team_member_ends_not_before_they_start": ("'2019-03-31', '2019-03-31'", "'2019-03-31', '2019-03-30'"),
    "team_member_once": ("'2019-03-30', NULL", "'2019-03-31', NULL"),
}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_database_holds_a_membership(team, name):
    allowed, refused = (MEMBER.format(days) + WHO for days in CONSTRAINTS[name])
    hold(Held(name, lambda: None, refused=refused, allowed=allowed))


def test_the_database_holds_a_name(team):
    insert = "INSERT INTO agencies_team (agency_id, name, active) SELECT agency_id, '{}', true FROM agencies_team"
    held = Held("team_name_once_an_agency", lambda: None, insert.format("LUTON iom"), insert.format("Bedford"))
    hold(held)


def test_the_pages_form_fill_and_close_a_team(client, supervisor, person):
    ines = person("ines")
    client.force_login(supervisor, backend=BACKEND)
    page = client.post(reverse("teams:add"), {"name": "Luton IOM"}, follow=True)
    assert "Luton IOM" in page.content.decode()
    team = Team.objects.get()
    address = reverse("teams:edit", args=[team.pk])
    stood = page.context["stood"]
    client.post(address, {"name": "Luton", "members": [ines.pk], "stood": stood})
    assert [row.user for row in team.members.all()] == [ines]
    stale = client.post(address, {"name": "Mine", "members": [], "stood": stood})
    assert stale.status_code == 422
    assert "Somebody has changed this team" in stale.content.decode()
    now = client.get(address).context["stood"]
    client.post(address, {"name": "Luton", "members": [ines.pk], "closed": "on", "stood": now})
    team.refresh_from_db()
    assert (team.name, team.active) == ("Luton", False)
    assert "Closed" in client.get(reverse("teams:list")).content.decode()


def test_another_agencys_team_is_not_there(client, supervisor):
    client.force_login(supervisor, backend=BACKEND)
    assert client.get(reverse("teams:edit", args=[within("police").pk])).status_code == 404
