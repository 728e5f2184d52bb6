"""The people who work here: the list, one of them, and inviting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from agencies.access import may, requires
from agencies.accounts import actions, policies
from agencies.accounts.forms import InviteForm
from agencies.accounts.querysets import Standing, by_name, managed_by, with_standing
from agencies.accounts.views.common import find
from agencies.models import Agency
from agencies.paging import page_of
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import clock


@requires(Permission.ACCOUNTS_MANAGE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the agency, or of the agency chosen, by name; who has left is on a list of their own."""
    chosen = Standing.LEFT if request.GET.get("show") == "left" else None
    everywhere = policies.is_everywhere(request.user)  # type: ignore[arg-type]
    rows = _listed(request, chosen)
    context = {
        "page": page_of(request, rows),
        "left": chosen is not None,
        "agencies": Agency.objects.all() if everywhere else [],
        "agency": request.GET.get("agency", ""),
        "everywhere": everywhere,
        "permits": may(request.user, Permission.INTELLIGENCE_PERMIT),
    }
    return render(request, "agencies/accounts/people.html", context)


def _listed(request: HttpRequest, chosen: Standing | None) -> Any:
    rows: Any = with_standing(managed_by(request.user), clock.today())  # type: ignore[arg-type]
    rows = rows.filter(standing=Standing.LEFT) if chosen else rows.exclude(standing=Standing.LEFT)
    if code := request.GET.get("agency"):
        rows = rows.filter(agency__code=code)
    return rows.select_related("agency").prefetch_related("role_holdings").order_by("full_name", "pk")


@requires(Permission.ACCOUNTS_MANAGE)
@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: how their account stands, and what may be done about it."""
    person: Any = find(request, pk)
    by: Any = request.user
    may_end, may_manage = policies.may_end(by, person), policies.may_manage(by, person)
    here, left = person.standing == Standing.HERE, person.standing == Standing.LEFT
    context = {
        "person": person,
        "here": here,
        "left": left,
        "invited": person.standing == Standing.INVITED,
        "is_self": person == by,
        "may_manage": may_manage and not left,
        "may_end": may_end and here,
        "may_cancel": may_end and person.standing == Standing.INVITED,
        "may_let_back": may_manage and (left or (here and person.ends_on)),
        "by_name": by_name(clock.today()).select_related("given_by").filter(user=person).first(),
        "may_permit": policies.may_permit(by, person),
        "without_effect": policies.why_not_permit(person, clock.today()),
    }
    return render(request, "agencies/accounts/account.html", context)


@requires(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None, by=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        with refusals_logged(request, "accounts.invite"):
            try:
                person = actions.invite(**form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            except ValidationError as error:
                say(form, error)
            else:
                messages.success(request, "Invited. The link is on its way and works for seven days.")
                return redirect("accounts:account", person.pk)
    return render(request, "agencies/accounts/invite.html", {"form": form}, status=422 if form.errors else 200)
