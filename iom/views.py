"""The pages that belong to no room: the health check and the error pages."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from agencies.access import public
from agencies.transactions import without_transaction


@without_transaction
@public("Asked by the machine that watches the service; says nothing about anybody.")
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"database": "does not answer"}, status=503)
    return JsonResponse({"database": "answers"})


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"errors/{status}.html", status=status)


@public("An error page.")
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400)


@public("An error page.")
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


@public("An error page.")
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


@public("An error page.")
def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request: what every page needs may be what has failed.
    return HttpResponse(render_to_string("errors/500.html"), status=500)
