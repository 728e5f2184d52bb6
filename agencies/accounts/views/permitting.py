"""Who reads original intelligence: by name, given by the agency's own lead."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import reader, requires
from agencies.accounts import actions, policies, rules
from agencies.accounts.forms import PermitForm, first_day
from agencies.accounts.querysets import by_name
from agencies.accounts.views.common import check, find
from agencies.models import NamedPermission
from agencies.paging import page_of
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import clock


@requires(Permission.INTELLIGENCE_PERMIT)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Everybody of the lead's agency to whom it is given, by name, and whether it opens anything today."""
    lead, today = reader(request), clock.today()
    rows = by_name(today).filter(user__agency=lead.agency_id).exclude(user__agency=None)
    rows = rows.select_related("user__agency", "given_by").prefetch_related("user__role_holdings")
    page = page_of(request, rows.order_by("user__full_name", "pk"))
    shared = policies.shares(lead, today)
    listed = [(row, policies.why_without_effect(row.user, today, shared=shared)) for row in page]
    context = {"page": page, "listed": listed, "shared": shared}
    return render(request, "agencies/accounts/readers.html", context)


@requires(Permission.INTELLIGENCE_PERMIT)
@require_http_methods(["GET", "POST"])
def permit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it, or prolong what stands."""
    person, by = find(request, pk), reader(request)
    check(request, policies.may_permit(by, person), "accounts.permit")
    standing = by_name(clock.today()).select_related("given_by").filter(user=person).first()
    form = PermitForm(request.POST if request.method == "POST" else None, initial=_initial(standing))
    if request.method == "POST" and form.is_valid():
        with refusals_logged(request, "accounts.permit"):
            try:
                actions.permit(user=person, by=by, **form.cleaned_data)
            except ValidationError as error:
                say(form, error)
            else:
                messages.success(
                    request, f"{person.full_name} reads original intelligence from the next page they open."
                )
                return redirect("accounts:account", person.pk)
    why_not = policies.why_not_permit(person, clock.today())
    context = {"person": person, "form": form, "standing": standing, "why_not": why_not}
    return render(request, "agencies/accounts/permit.html", context, status=422 if form.errors else 200)


@requires(Permission.INTELLIGENCE_PERMIT)
@require_POST
def end_permission(request: HttpRequest, pk: int) -> HttpResponse:
    person = find(request, pk)
    with refusals_logged(request, "accounts.end_permission"):
        actions.end_permission(user=person, by=reader(request))
    messages.success(request, f"{person.full_name} reads no original intelligence any more.")
    return redirect("accounts:account", person.pk)


def _initial(standing: NamedPermission | None) -> dict[str, Any]:
    if standing is None:
        return {}
    return {"reason": standing.reason, "until": first_day(standing.until_on), "seen": rules.mark_of(standing)}
