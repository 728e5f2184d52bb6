"""As whom the database is asked: the floor under the policy (docs/adr/0010-floor.md).

Two roles of the database, each owning nothing. As `runtime` a statement sees the people whom row-level security lets
the reader see, who is told in settings that end with the transaction; a reader who is not told sees nobody. As `jobs`
it sees everybody: for the system's own work, and each kind of it is listed here.

What is set is put back to what it was before, so that one may stand inside another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

ROLE = "role"
USER, AGENCY, TODAY, KEEPS = "iom.user", "iom.agency", "iom.today", "iom.keeps"
GRANTED, NAMED = "iom.granted", "iom.named"
# How a reader's statements are planned. A policy is a small part of a page, and to compile it would take longer than
# the page; what is prepared (audit.prepared) is planned once for all values, which are a caseload's and no register's.
PLANNED = {"jit": "off", "plan_cache_mode": "force_generic_plan"}
_NOT_TOLD = dict.fromkeys((USER, AGENCY, TODAY, KEEPS, GRANTED, NAMED), "")


class System(Enum):
    """The system's own work on people whom nobody in particular reads. Nothing else is let past the floor."""

    IMPORT = "An import matches its rows to everybody on the register."
    INVOLVEMENT = "Who is involved with whom is worked out of everybody, and decides who sees them."
    RANKING = "A ranking compares everybody, and a place in it is counted among all."
    PROPOSALS = "The rules propose for every member, and before anybody reads it."
    DUPLICATES = "A possible duplicate may be somebody whom the reader does not see."
    NOTICE = "An agency is told of its people before anybody of it looks; what is expected ends with a release."
    FIGURES = "A report counts the whole scheme, and names nobody."
    ROOM = "Who has joined a meeting reads those on its agenda while it sits, and nobody else by it."
    PANEL = "A panel puts all members of its area on the agenda, and closes for all of them."
    TRANSFER = "A transfer asks another agency to take a case, hands it over, and ends what the asking opened."
    ACTION = "An action or a request makes another agency involved, and ends that with the last one."
    APPOINTMENT = "An open appointment makes its agency involved, and ends that with the last one."
    REFERRAL = "A referral makes its agency involved, while it is open and as long as what came of it holds."
    PLAN = "An open item of a care plan makes its agency involved, and ends that with the last one."
    HANDOVER = "A handover makes the agency that it is for involved, while it is open and as long as it follows up."
    EXCEPTION = "Restricting a person, granting a record and breaking glass change who sees the person."
    IDENTIFIER = "An exact identifier is asked for that may belong to somebody whom the reader does not see."
    OVERSIGHT = "Who looked at whom is judged over all people, and the report says only what its reader may see."
    NEW_PERSON = "Somebody who is put on the register is nobody's yet, and a form that was sent twice made them once."
    JOINING = "Two records that are one person are joined, or taken apart again, whatever agency wrote their rows."
    DEMONSTRATION = "The demonstration's register of invented people is loaded."
    REFUSAL = "A refused look is logged with whom it was at, who is somebody that the reader does not see."
    SCANNING = "A document is checked for viruses before anybody can open it, and an orphaned file is taken away."
    DISPOSAL = "A record that is disposed of is erased from every table, whoever wrote it."
    MIGRATION = "A migration changes the rows of everybody."


class NoTransaction(Exception):
    """A reader's context ends with a transaction, so that the next request never reads with it (M8)."""


@contextmanager
def as_reader(
    user_id: int | None, agency_id: int | None, on: date | None, *, coordinator: bool = False
) -> Iterator[None]:
    """Read as somebody: the people of their agency on that day, and those whom they see by name.

    A coordinator keeps those whom the agency once led. Only inside a transaction.
    """
    if not connection.in_atomic_block:
        raise NoTransaction("Open a transaction before reading as somebody.")
    with _set({**_NOT_TOLD, **PLANNED, ROLE: runtime()}):
        _ask("SELECT floor.tell(%s, %s, %s, %s)", [user_id, agency_id, on, coordinator])
        yield


@contextmanager
def as_nobody() -> Iterator[None]:
    """Read as nobody: no person is there. What a task begins with; also outside a transaction."""
    with _set({**_NOT_TOLD, ROLE: runtime()}):
        yield


@contextmanager
def as_system(why: System) -> Iterator[None]:
    """Do the system's own work, for one of the listed reasons; also a decorator of a function.

    Inside of it nothing is asked of the database again: whatever the reason, the role is the same.
    """
    its = jobs(System(why))
    if role() == its:
        yield
        return
    with _set({ROLE: its}):
        yield


def role() -> str:
    """As whom the database is asked now, as far as this module has said; empty where it has not."""
    standing = _standing.get()
    return standing[1] if standing is not None and standing[0] is connection.connection else ""


def runtime() -> str:
    return f"{settings.ROLES}_runtime"


def jobs(why: System | None = None) -> str:
    """The role of the system's own work."""
    return f"{settings.ROLES}_jobs"


# The connection and the role that this module gave it last, and has not taken back.
_standing: ContextVar[tuple[Any, str] | None] = ContextVar("standing", default=None)


@contextmanager
def _set(values: dict[str, str]) -> Iterator[None]:
    """Set, and afterwards put back: within a transaction for it alone, else for the session."""
    local = connection.in_atomic_block
    before = _swap(values, local)
    held = connection.connection
    token = _standing.set((held, values[ROLE]))
    try:
        yield
    finally:
        _standing.reset(token)
        # A transaction that failed is rolled back, and with it what was set in it; a session that ended took it along.
        if connection.connection is held and not _is_lost():
            _swap(before, local)


def _is_lost() -> bool:
    held = connection.connection
    return held is None or bool(held.closed) or held.info.transaction_status == TRANSACTION_STATUS_INERROR


def _swap(values: dict[str, str], local: bool) -> dict[str, str]:
    """Set these and return what they were, in one statement."""
    one = "coalesce(current_setting(%s, true), ''), set_config(%s, %s, %s)"
    parts: list[Any] = [part for name, value in values.items() for part in (name, name, value, local)]
    found = _ask(f"SELECT {', '.join([one] * len(values))}", parts)
    return dict(zip(values, found[::2], strict=True))


def _ask(statement: str, values: list[Any]) -> tuple[Any, ...]:
    """Past Django's cursor: this belongs to the connection, and is no query of a page."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] = cursor.fetchone()
    return found
