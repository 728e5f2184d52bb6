"""The database's advisory locks, all of them: each number means one thing in the whole product.

Whoever holds one is alone at that work. The database lets go of it when the transaction or the session ends, so
nothing stays locked behind a process that died.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum, unique

from django.db import connection


@unique
class Lock(IntEnum):
    AUDIT_SEALING = 1
    RAG_PROPOSALS = 2
    RANKING_RUN = 3
    RANKING_ASK = 4
    IMPORT = 5
    IMPORT_RUN = 6  # with the run's own number as a second
    INVOLVEMENT = 7
    DEMO = 8
    DRAFTS = 9
    MATRIX_PREVIEW = 10
    MEETING_PACK = 11  # with the panel's own number as a second
    SCORES = 20  # shared by who writes them, alone for who deletes what they name


@contextmanager
def alone(lock: Lock, busy: type[Exception]) -> Iterator[None]:
    """Hold a lock for as long as the block runs, or raise `busy` at once where another session holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        if not cursor.fetchone()[0]:
            raise busy
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def is_held(lock: Lock) -> bool:
    """Whether any session of this database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [lock],
        )
        return cursor.fetchone() is not None
