"""The teams of the reader's own agency."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.models import Team
from agencies.refusals import say
from agencies.roles import Permission
from agencies.teams import actions
from agencies.teams.forms import NewTeamForm, TeamForm


@requires(Permission.TEAMS_MANAGE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    here = Count("members", filter=Q(members__until_on=None))
    teams = Team.objects.filter(agency=reader(request).agency_id).annotate(here=here).order_by("-active", "name")
    return render(request, "agencies/teams/list.html", {"teams": teams, "agency": reader(request).agency})


@requires(Permission.TEAMS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = NewTeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            team = actions.form_team(name=form.cleaned_data["name"], by=reader(request))
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The team is formed. Say who is in it.")
            return redirect("teams:edit", team.pk)
    return render(request, "agencies/teams/add.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.TEAMS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One team of the reader's own agency; another agency's is not there."""
    by = reader(request)
    team = get_object_or_404(Team, pk=pk, agency=by.agency_id)
    form = TeamForm(team, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            actions.set_team(team=team, name=sent["name"], active=not sent["closed"], members=sent["members"], by=by)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("teams:list")
    # What stands now goes out again: what the second reader sends after being told is not out of date.
    context = {"team": team, "form": form, "stood": form.now}
    return render(request, "agencies/teams/edit.html", context, status=422 if form.errors else 200)
