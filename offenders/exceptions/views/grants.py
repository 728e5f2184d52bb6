"""Granting a record by name, prolonging a grant, ending it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.accounts.forms import first_day
from agencies.roles import Permission
from audit import clock
from offenders.exceptions import actions, policies, queries
from offenders.exceptions.forms import GrantForm, ProlongForm
from offenders.exceptions.views.common import checked, find, posted, refusals_logged, say, shown, told, where
from offenders.models import NamedGrant, Offender
from offenders.policies import View, view_of


@requires(Permission.GRANT_BY_NAME)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show this record to one more person, for a reason and for a time."""
    offender, view = _asked(request, public_id, "exceptions.grant")
    if policies_say_restricted(view):
        messages.error(request, policies.NOT_RESTRICTED_ONES)
        return where(offender)
    user = reader(request)
    checked(request, policies.may_grant(user, offender), "exceptions.grant", offender)
    staff = queries.grantees(user, view, offender, clock.today())
    form = GrantForm(posted(request), staff=staff)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exceptions.grant", offender.pk):
                made = actions.grant(offender=offender, by=user, **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            return told(request, offender, f"{made.user.full_name} sees this record from now on.")
    return shown(request, "grant", offender, 422 if form.errors else 200, form=form)


@requires(Permission.GRANT_BY_NAME)
@require_http_methods(["GET", "POST"])
def prolong(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Let a grant run longer. Who writes on an old page is shown what stands now."""
    offender, view = _asked(request, public_id, "exceptions.prolong")
    user = reader(request)
    checked(request, policies.may_grant(user, offender), "exceptions.prolong", offender)
    row = _grant(request, view, offender, pk)
    if row is None:
        return _gone(request, offender)
    form = ProlongForm(posted(request), initial={"version": row.version, "until": first_day(row.until_on)})
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exceptions.prolong", offender.pk):
                actions.prolong(grant=row, by=user, **form.cleaned_data)
        except actions.ChangedMeanwhile:
            again = {**form.cleaned_data, "until": first_day(form.cleaned_data["until"]), "version": row.version}
            mine = ProlongForm(initial=again)
            return shown(request, "prolong", offender, 409, form=mine, grant=row, meanwhile=form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            return told(request, offender, "The grant runs longer.")
    return shown(request, "prolong", offender, 422 if form.errors else 200, form=form, grant=row)


@requires(Permission.GRANT_BY_NAME)
@require_POST
def end(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """End a grant now."""
    offender, view = _asked(request, public_id, "exceptions.end")
    user = reader(request)
    checked(request, policies.may_grant(user, offender), "exceptions.end", offender)
    row = _grant(request, view, offender, pk)
    if row is None:
        return _gone(request, offender)
    with refusals_logged(request, "exceptions.end", offender.pk):
        actions.end(grant=row, by=user)
    return told(request, offender, f"The grant is ended: {row.user.full_name} no longer sees this record by it.")


def policies_say_restricted(view: View) -> bool:
    return view.how == "named"


def _asked(request: HttpRequest, public_id: UUID, what: str) -> tuple[Offender, View]:
    offender = find(request, public_id, what)
    view = view_of(reader(request), offender.pk)
    if view is None:
        raise Http404
    return offender, view


def _grant(request: HttpRequest, view: View, offender: Offender, pk: int) -> NamedGrant | None:
    whole = policies.knows_the_others(view)
    rows = queries.grants_told_to(reader(request), clock.today(), whole=whole)
    return rows.filter(content_object=offender, pk=pk).first()


def _gone(request: HttpRequest, offender: Offender) -> HttpResponse:
    messages.error(request, "That grant has ended. What stands now is below.")
    return where(offender)
