"""Changing an account: roles, leaving and coming back, links, the second factor."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import requires
from agencies.accounts import actions, policies
from agencies.accounts.forms import BackForm, EndForm, ResetForm, RolesForm, first_day
from agencies.accounts.views.common import carry_out, check, find
from agencies.refusals import refusals_logged
from agencies.roles import Permission
from audit import clock


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    person, by = find(request, pk), _by(request)
    check(request, policies.may_manage(by, person), "accounts.roles")
    held = {"roles": sorted(role.value for role in person.roles)}
    form = RolesForm(_posted(request), by=by, initial=held)
    act = lambda: actions.change_roles(user=person, roles=form.cleaned_data["roles"], by=by)  # noqa: E731
    return carry_out(request, person, form, act, "The roles are changed, from the next page they open.", "roles")


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    person, by = find(request, pk), _by(request)
    check(request, policies.may_end(by, person), "accounts.end")
    form = EndForm(_posted(request), initial={"on": first_day(clock.today())})
    act = lambda: actions.end_access(user=person, on=form.cleaned_data["on"], by=by)  # noqa: E731
    return carry_out(request, person, form, act, "The day is set.", "end")


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, pk: int) -> HttpResponse:
    person, by = find(request, pk), _by(request)
    check(request, policies.may_manage(by, person), "accounts.back")
    form = BackForm(_posted(request))
    act = lambda: actions.let_back_in(user=person, until=form.cleaned_data["until"], by=by)  # noqa: E731
    return carry_out(request, person, form, act, "They can sign in.", "back")


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    person, by = find(request, pk), _by(request)
    check(request, policies.may_manage(by, person), "accounts.reset")
    form = ResetForm(_posted(request))
    act = lambda: actions.reset_second_factor(user=person, checked=form.cleaned_data["checked"], by=by)  # noqa: E731
    done = "The second factor is gone, and a link to set a new password is on its way to them."
    return carry_out(request, person, form, act, done, "reset")


@requires(Permission.ACCOUNTS_MANAGE)
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation again, or a link to set a new password."""
    person = find(request, pk)
    with refusals_logged(request, "accounts.link"):
        try:
            actions.send_link(user=person, by=_by(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "A link is on its way to them. Any that was sent before works no more.")
    return redirect("accounts:account", person.pk)


@requires(Permission.ACCOUNTS_MANAGE)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    person = find(request, pk)
    with refusals_logged(request, "accounts.cancel"):
        try:
            actions.cancel(user=person, by=_by(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("accounts:account", person.pk)
    messages.success(request, "The invitation is taken back, and its link works no more.")
    return redirect("accounts:people")


def _by(request: HttpRequest) -> Any:
    return request.user


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
