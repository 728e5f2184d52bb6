"""Who has nobody that leads them by name, and the queue of transfers."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import reader, requires
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission, Role
from allocation.models import Transfer
from allocation.querysets import own_people, without_active_lead
from audit import clock, log


@requires(Permission.ALLOCATE)
@require_safe
def without_lead(request: HttpRequest) -> HttpResponse:
    """No active lead: with the reason, and a link to give the person to somebody."""
    user, on = reader(request), clock.today()
    rows = without_active_lead(user, on).select_related("area").order_by("family_name", "given_names", "pk")
    page = page_of(request, rows)
    log.viewed([person.pk for person in page], by=user, channel="no active lead", categories=["identity"])
    return render(request, "casefile/allocation/without_lead.html", {"page": page})


@requires(Permission.ALLOCATE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The open transfers: what the reader's agency is asked first, then what it asked; a coordinator sees all."""
    user, on = reader(request), clock.today()
    page = page_of(request, _open(user))
    log.viewed([row.offender_id for row in page], by=user, channel="transfers", categories=["identity"])
    rows = [(row, (on - row.asked_on).days) for row in page]
    return render(request, "casefile/allocation/queue.html", {"page": page, "rows": rows, "agency": user.agency_id})


def _open(user: User) -> QuerySet[Transfer]:
    rows = Transfer.objects.open().filter(offender__in=own_people(user, clock.today()))
    if Role.COORDINATOR not in user.roles:
        rows = rows.filter(Q(from_agency=user.agency_id) | Q(to_agency=user.agency_id))
    mine_first = Case(When(to_agency=user.agency_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("offender", "from_agency", "to_agency", "from_area", "to_area", "asked_by").order_by(
        mine_first, "asked_on", "pk"
    )
