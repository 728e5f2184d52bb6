"""A request is one transaction, from who asks to the last word of the page, and reads as that reader alone.

What fails is rolled back whole; a page is given out only after its transaction has committed, with its log rows in
it. The reader's context ends with the transaction (audit.floor), so that the next request on the connection never
reads with it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection, transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from agencies.models import User
from agencies.roles import Role
from audit import clock, floor, log

View = TypeVar("View", bound=Callable[..., Any])

# Through whom an agency keeps reading those whom it once led (spec/access.md, section 1).
KEEPS = frozenset({Role.COORDINATOR, Role.ANALYST})

FAILED = "iom_request_failed"


class NotKept(Exception):
    """Something in the request failed and was passed over: nothing of it was kept, so nothing is shown."""


@dataclass(frozen=True)
class Reader:
    """As whom the database is asked; nobody sees nobody."""

    user_id: int | None = None
    agency_id: int | None = None
    on: date | None = None
    coordinator: bool = False

    def reading(self) -> AbstractContextManager[None]:
        return floor.as_reader(self.user_id, self.agency_id, self.on, coordinator=self.coordinator)


def reader_of(user: Any) -> Reader:
    """Who has signed in, works for an agency and has not left it; anybody else is nobody."""
    today = clock.today()
    if not isinstance(user, User) or not user.is_active or user.agency_id is None or user.has_left(today):
        return Reader()
    return Reader(user.pk, user.agency_id, today, bool(KEEPS & user.roles))


def at_one_moment(view: View) -> View:
    """Mark a view whose figures must all be of one moment: its transaction sees nothing of what commits meanwhile."""
    view.at_one_moment = True  # type: ignore[attr-defined]
    return view


def without_transaction(view: View) -> View:
    """Mark a view that answers even where the database does not."""
    view.without_transaction = True  # type: ignore[attr-defined]
    return view


class TransactionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = _view_of(request)
        if getattr(view, "without_transaction", False):
            return self.get_response(request)
        try:
            with log.refusals_at_the_end():
                return self._answer(request, view)
        except log.NotLogged:
            return HttpResponse(render_to_string("errors/503.html"), status=503)

    def _answer(self, request: HttpRequest, view: Any) -> HttpResponseBase:
        reader = reader_of(request.user)  # read before the transaction: it may want to be at one moment
        with transaction.atomic():
            if getattr(view, "at_one_moment", False):
                _at_one_moment()
            with reader.reading():
                response = self.get_response(request)
            if hasattr(request, FAILED) or response.status_code >= 500 or getattr(response, "exception", False):
                transaction.set_rollback(True)
            elif connection.needs_rollback:
                raise NotKept
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = _streamed(response.streaming_content, reader)  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Also what is answered as not found or not allowed: nothing of it is kept."""
        setattr(request, FAILED, True)


def _view_of(request: HttpRequest) -> Any:
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None


def _at_one_moment() -> None:
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _streamed(content: Iterable[bytes], reader: Reader) -> Iterator[bytes]:
    """A stream outlives its request, and reads in a transaction of its own, as the same reader."""
    with transaction.atomic(), reader.reading():
        yield from content
