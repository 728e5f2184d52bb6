"""People who may be one and the same: put on a list for a person to decide, never joined by the machine.

Two people are a possible pair when they have the same PNC identifier, or the same date of birth and a similar name
(spec/exchange.md, "Checks"). The database makes blocks of people who could match; the names are scored here.
Pairs that are on the list already, decided or not, stay as they are.
"""

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from rapidfuzz import fuzz

from audit import log
from audit.floor import System, as_system
from audit.log import Actor
from exchange.models import PossibleDuplicate

SIMILAR = 85  # of 100; below it two people born on one day are taken for two people
SURE = 100
SAME_PNC = "same PNC identifier"
SAME_BIRTH = "same date of birth and a similar name"

# Born on one day: more people than this make a block that is too large to compare each with each (a sender that
# writes 1 January for "not known"); there a person is compared with the first of the very same name alone.
LARGE_BLOCK = 400
AT_A_TIME = 5000

# Each with the first of its identifier, so that a wrong identifier shared by many is a line and not a square.
PAIRS_BY_PNC = """
SELECT first, second FROM (
    SELECT min(o.id) OVER same AS first, o.id AS second,
        bool_or(%(all)s OR o.import_number = %(number)s) OVER same AS new
    FROM offenders_offender o WHERE o.pnc_id <> '' AND NOT o.withdrawn
    AND (%(all)s OR o.pnc_id IN (SELECT n.pnc_id FROM offenders_offender n WHERE n.import_number = %(number)s))
    WINDOW same AS (PARTITION BY o.pnc_id)
) pair WHERE first <> second AND new
"""

# The first letter of either name must agree, or both crosswise: a typing mistake seldom changes both.
PAIRS_BY_BIRTH = """
SELECT a.id, b.id, a.family_name, a.given_names, b.family_name, b.given_names
FROM born a JOIN born b
  ON b.date_of_birth = a.date_of_birth AND a.id < b.id
  AND (b.family = a.family OR b.given = a.given OR (b.family = a.given AND b.given = a.family))
WHERE NOT a.crowded AND (a.new OR b.new)
UNION ALL
SELECT first, id, family_name, given_names, family_name, given_names FROM (
    SELECT c.*, min(c.id) OVER same AS first, bool_or(c.new) OVER same AS any_new FROM born c WHERE c.crowded
    WINDOW same AS (PARTITION BY c.date_of_birth, lower(c.family_name), lower(c.given_names))
) alike WHERE first <> id AND any_new
"""

PEOPLE_BY_BIRTH = """
CREATE TEMPORARY TABLE born ON COMMIT DROP AS
SELECT o.id, o.date_of_birth, o.family_name, o.given_names,
    lower(left(o.family_name, 1)) AS family, lower(left(o.given_names, 1)) AS given,
    %(all)s OR o.import_number = %(number)s AS new,
    count(*) OVER (PARTITION BY o.date_of_birth) > %(large)s AS crowded
FROM offenders_offender o
WHERE NOT o.withdrawn AND (%(all)s OR o.date_of_birth IN (
    SELECT n.date_of_birth FROM offenders_offender n WHERE n.import_number = %(number)s))
"""


@transaction.atomic
@as_system(System.DUPLICATES)
def find(*, by: Actor | None = None, import_number: int | None = None) -> int:
    """Put possible pairs on the list; with an import's number, only pairs with somebody whom it brought or changed.

    Returns how many are new. Bounded: candidates are streamed from the database, so that memory does not grow.
    """
    values = {"all": import_number is None, "number": import_number, "large": LARGE_BLOCK}
    new = _keep((first, second, SAME_PNC, SURE) for first, second in _stream(PAIRS_BY_PNC, values))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.born")
        cursor.execute(PEOPLE_BY_BIRTH, values)
        cursor.execute("ANALYZE born")
    new += _keep(_alike(_stream(PAIRS_BY_BIRTH, values)))
    if new and by is not None:  # an import's own entry stands for what it looked for itself
        log.ran("exchange.find_duplicates", by=by, import_number=import_number, new=new)
    return new


def similarity(one: tuple[str, str], other: tuple[str, str]) -> int:
    """How alike two names are, 0 to 100: accents, capitals and the order of the names do not count."""
    return round(fuzz.token_sort_ratio(_plain(*one), _plain(*other)))


def _plain(family: str, given: str) -> str:
    letters = unicodedata.normalize("NFKD", f"{family} {given}".casefold())
    return "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c) and c not in "'’")


def _alike(pairs: Iterator[Any]) -> Iterator[tuple[int, int, str, int]]:
    for first, second, family, given, other_family, other_given in pairs:
        score = similarity((family, given), (other_family, other_given))
        if score >= SIMILAR:
            yield first, second, SAME_BIRTH, score


def _stream(sql: str, values: dict[str, Any]) -> Iterator[Any]:
    """The rows of a query, some thousands at a time, by a cursor that the database keeps."""
    name = f"duplicates_{uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", values)
        while rows := _next(cursor, name):
            yield from rows
        cursor.execute(f"CLOSE {name}")


def _next(cursor: Any, name: str) -> list[Any]:
    cursor.execute(f"FETCH {AT_A_TIME} FROM {name}")
    return cursor.fetchall()


def _keep(pairs: Iterator[tuple[int, int, str, int]]) -> int:
    before = PossibleDuplicate.objects.count()
    while some := list(islice(pairs, AT_A_TIME)):
        PossibleDuplicate.objects.bulk_create(
            (PossibleDuplicate(first_id=a, second_id=b, why=why, score=score) for a, b, why, score in some),
            ignore_conflicts=True,
        )
    return PossibleDuplicate.objects.count() - before
