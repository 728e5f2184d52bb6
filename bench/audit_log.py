"""How long a page of the log takes after ten years, against the same page after a month; a person's log and a reader's.

Ten years are five million rows: two thousand looks on each of 250 days a year.
"""

import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

from audit.models import Entry

NAME = "audit_log"
BOUND = 3.0
AGAINST = "the same pages over a log of one month"
MONTH = 42_000
TEN_YEARS = 5_000_000
REPEATS = 20
PEOPLE = 2_000
READERS = 100
ROWS = 25

LOOKS = """
    INSERT INTO audit_entry (at, verb, what, user_id, user_name, agency, roles, offender_id, categories, channel,
        reason, detail)
    SELECT now() - interval '86 seconds' * (%(rows)s - n), 'viewed', 'casefile.register', n %% %(readers)s,
        'Somebody Else', 'police', 'practitioner', (n::bigint * 7919) %% %(people)s, '["identity", "scheme"]',
        'casefile.register', '', '{}'
    FROM generate_series(%(begin)s, %(rows)s) n
"""


def run() -> float:
    """The slower of the two pages after ten years, over the same after a month."""
    try:
        _fill(1, MONTH)
        before = [_fastest(page) for page in (_of_person, _by_reader)]
        _fill(MONTH + 1, TEN_YEARS)
        after = [_fastest(page) for page in (_of_person, _by_reader)]
    finally:
        call_command("flush", interactive=False, verbosity=0)
    return max(late / early for late, early in zip(after, before, strict=True))


def _fill(begin: int, rows: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOOKS, {"begin": begin, "rows": rows, "readers": READERS, "people": PEOPLE})
        cursor.execute("VACUUM ANALYZE audit_entry")


def _of_person() -> None:
    list(Entry.objects.filter(offender_id=77).order_by("-at", "-id")[:ROWS])


def _by_reader() -> None:
    list(Entry.objects.filter(user_id=7).order_by("-at", "-id")[:ROWS])


def _fastest(page: Callable[[], None]) -> float:
    def once() -> float:
        began = time.perf_counter()
        page()
        return time.perf_counter() - began

    return min(once() for _ in range(REPEATS))
