"""Writing the log: the one place where an entry is made (spec/access.md, section 3).

Changes are logged inside the action's own transaction; a reading is one row a person, written in one statement
before the page is given out, so that what cannot be logged is not shown.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import DatabaseError, connection, transaction
from psycopg2.extras import Json

from audit.models import Entry, Verb
from audit.origin import origin

# What a request was refused: its transaction may be rolled back, and the log must have it all the same.
_kept_back: ContextVar[list[Entry] | None] = ContextVar("audit_kept_back", default=None)


class NotLogged(Exception):
    """The log could not be written, so what was to be shown or done is not (answered as 503)."""


@contextmanager
def _or_nothing() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise NotLogged from error


class Actor(Protocol):
    """Whoever acts: a user, or the account "command line"."""

    pk: Any

    def log_name(self) -> str: ...

    def log_agency(self) -> str: ...

    def log_roles(self) -> str: ...


def _who(by: Actor) -> dict[str, Any]:
    return {
        "user_id": by.pk,
        "user_name": by.log_name(),
        "agency": by.log_agency(),
        "roles": by.log_roles(),
        "origin": origin(),
    }


def changed(
    what: str,
    *,
    by: Actor,
    offender_id: int | None = None,
    categories: Iterable[str] = (),
    reason: str = "",
    **detail: Any,
) -> Entry:
    """Log a change with the action that makes it; call inside its transaction."""
    who = _who(by)
    with _or_nothing():
        return Entry.objects.create(
            verb=Verb.CHANGED,
            what=what,
            offender_id=offender_id,
            categories=list(categories),
            reason=reason,
            detail=detail,
            **who,
        )


def ran(what: str, *, by: Actor, verb: Verb = Verb.COMPUTED, reason: str = "", **detail: Any) -> Entry:
    """Log a collection or a computation: one row a run, naming the run whose own rows name the people."""
    who = _who(by)
    with _or_nothing():
        return Entry.objects.create(verb=verb, what=what, reason=reason, detail=detail, **who)


def viewed(
    offender_ids: Iterable[int], *, by: Actor, channel: str, categories: Iterable[str] = (), reason: str = ""
) -> None:
    """Log a reading: one row a person, in one statement."""
    _read(Verb.VIEWED, offender_ids, by, channel, categories, reason)


def disclosed(
    offender_ids: Iterable[int], *, by: Actor, channel: str, categories: Iterable[str] = (), reason: str = ""
) -> None:
    """Log what leaves the system: an export, a print, an answer to an API."""
    _read(Verb.DISCLOSED, offender_ids, by, channel, categories, reason)


def _read(
    verb: Verb, offender_ids: Iterable[int], by: Actor, channel: str, categories: Iterable[str], reason: str
) -> None:
    people = list(offender_ids)
    if not people:
        return
    said = {"verb": verb, "what": channel[:100], "channel": channel, "reason": reason} | _who(by)
    said |= {"categories": Json(list(categories)), "detail": Json({})}
    with _or_nothing(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Entry._meta.db_table} ({', '.join(said)}, offender_id) "
            f"SELECT {', '.join(['%s'] * len(said))}, person FROM unnest(%s::bigint[]) person",
            [*said.values(), people],
        )


def refused(what: str, *, by: Actor, offender_id: int | None = None, **detail: Any) -> None:
    """Log a refused or failed attempt, in a transaction of its own: a request's is written when the request's ended."""
    entry = Entry(verb=Verb.REFUSED, what=what, offender_id=offender_id, detail=detail, **_who(by))
    kept_back = _kept_back.get()
    if kept_back is None:
        _write([entry])
    else:
        kept_back.append(entry)


@contextmanager
def refusals_at_the_end() -> Iterator[None]:
    """Keep refusals back until the block and its transaction have ended, and write them then, whatever became of it."""
    entries: list[Entry] = []
    token = _kept_back.set(entries)
    try:
        yield
    finally:
        _kept_back.reset(token)
        _write(entries)


def _write(refusals: list[Entry]) -> None:
    if refusals:
        with _or_nothing(), transaction.atomic():
            Entry.objects.bulk_create(refusals)
