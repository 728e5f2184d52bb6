"""Who may see one person, and the overview of what is by name."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import may, reader, requires
from agencies.paging import page_of
from agencies.roles import Permission
from audit import clock, log
from offenders.exceptions import policies, queries, rules
from offenders.exceptions.rules import Step
from offenders.exceptions.views.common import find, shown
from offenders.policies import view_of


@requires(Permission.PEOPLE_VIEW)
@require_safe
def of_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who may see this record: by which agency and why, by name, and by glass."""
    user, on = reader(request), clock.today()
    offender = find(request, public_id, "exceptions.of_person")
    view = view_of(user, offender.pk)
    if view is None:
        raise Http404
    found = queries.who_may_see(user, view, offender, on)
    restriction = found.restriction
    context: dict[str, Any] = {
        "who": found,
        "staff_count": sum(len(staff.people) for staff in found.staff),
        "now": timezone.now(),
        "soon": {row.pk for row in found.grants if rules.ends_soon(row.until_on, on)},
        "may_grant": policies.may_grant(user, offender),
        "may_restrict": policies.may_restrict(user, offender),
        "may_name": restriction is not None and policies.may_change_names(user, restriction),
        "may_ask": restriction is not None and policies.may_step(user, restriction, Step.ASK),
        "may_lift": restriction is not None and policies.may_step(user, restriction, Step.LIFT),
    }
    return shown(request, "of_person", offender, **context)


@requires(Permission.GRANT_BY_NAME)  # the roles that have it restrict as well
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The grants of the agency's people that stand, or the restricted people for whom the reader is named."""
    user, on = reader(request), clock.today()
    grants, restricted = queries.grants_of_agency(user, on), queries.restrictions_of(user)
    of_restricted = request.GET.get("show") == "restricted" and may(user, Permission.RESTRICT)
    page = page_of(request, restricted if of_restricted else grants)
    people = [row.offender_id if of_restricted else row.content_object_id for row in page.object_list]
    log.viewed(set(people), by=user, channel="exceptions.overview", categories=["identity"])
    context: dict[str, Any] = {"page": page, "of_restricted": of_restricted}
    context["soon"] = set() if of_restricted else {r.pk for r in page.object_list if rules.ends_soon(r.until_on, on)}
    context["counts"] = {"grants": grants.count(), "restricted": restricted.count()}
    return render(request, "exceptions/overview.html", context)
