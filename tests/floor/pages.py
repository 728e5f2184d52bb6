"""Pages of a test's own, each doing one thing that a request may do wrong."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

from agencies.access import public, reader
from agencies.models import Area
from agencies.transactions import at_one_moment
from audit import log, outbox
from offenders.models import Offender

WHY = "A page of the tests."


def said(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT current_setting('{name}', true)")
        return str(cursor.fetchone()[0])


@public(WHY)
def asked_as(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM offenders_offender ORDER BY id")  # past the ORM and its policy
        people = [pk for (pk,) in cursor.fetchall()]
    return JsonResponse({"role": said("role"), "agency": said("iom.agency"), "people": people})


@public(WHY)
def fails(request: HttpRequest, how: str) -> HttpResponse:
    outbox.put("left_behind")
    log.refused("floor.tried", by=reader(request))
    if how == "status":
        return HttpResponse("No.", status=500)
    raise {"error": RuntimeError, "denied": PermissionDenied, "missing": Http404}[how]


@public(WHY)
def broken(request: HttpRequest) -> HttpResponse:
    """Fails in the database, and passes over it."""
    outbox.put("left_behind")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    except Exception:
        connection.needs_rollback = True
    return HttpResponse("All is well.")


@public(WHY)
def at_the_end(request: HttpRequest) -> HttpResponse:
    """Breaks a rule that the database looks at when the transaction ends."""
    Area.objects.create(code="Lost", name="Lost", level="area", parent_id=999_999)
    return HttpResponse("All is well.")


@public(WHY)
def stream(request: HttpRequest) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        yield said("role") + "\n"
        for person in Offender.objects.order_by("pk"):
            yield f"{person.pk}\n"

    return StreamingHttpResponse(lines())


@public(WHY)
@at_one_moment
def one_moment(request: HttpRequest) -> HttpResponse:
    return HttpResponse(said("transaction_isolation"))


urlpatterns = [
    path("asked-as/", asked_as),
    path("fails/<how>/", fails),
    path("broken/", broken),
    path("at-the-end/", at_the_end),
    path("stream/", stream),
    path("one-moment/", one_moment),
    path("health/", public(WHY)(lambda request: HttpResponse()), name="health"),
]
handler403 = handler404 = public(WHY)(lambda request, exception: HttpResponse(said("role"), status=404))
handler500 = public(WHY)(lambda request: HttpResponse("Sorry.", status=500))
