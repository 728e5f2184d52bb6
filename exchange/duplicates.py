"""People who may be one and the same: put on a list for a person to decide, never joined by the machine.

Two people are a possible pair when they have the same PNC identifier, CRN or prison number, or the same date of birth
(or the day and the month of it changed about) and a similar name (spec/exchange.md, "Checks"). The database makes
blocks of people who could match; the names are scored here. A pair that is on the list stays as it is; one that was
decided to be two people comes back only when what the two are compared by has changed since.
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
from offenders import short_names

SIMILAR = 85  # of 100; below it two people born on one day are taken for two people
SURE = 100
SAME_PNC = "same PNC identifier"
SAME_CRN = "same CRN"
SAME_PRISON_NUMBER = "same prison number"
SAME_BIRTH = "same date of birth and a similar name"
SWAPPED_BIRTH = "day and month of birth changed about, and a similar name"
# That two numbers are the same says something of both.
BY_NUMBER = {SAME_PNC: "pnc_id", SAME_CRN: "crn", SAME_PRISON_NUMBER: "prison_number"}
A_NICKNAME = 95  # a short form for the very name
A_SWAP = 10  # so much less sure where the day and the month are changed about

# Born on one day: more people than this make a block that is too large to compare each with each (a sender that
# writes 1 January for "not known"); there a person is compared with the first of the very same name alone.
LARGE_BLOCK = 400
AT_A_TIME = 5000

# The lower number, the other, why, how alike.
Pair = tuple[int, int, str, int]

# Each with the first of its identifier, so that a wrong identifier shared by many is a line and not a square.
PAIRS_BY_NUMBER = """
SELECT first, second FROM (
    SELECT min(o.id) OVER same AS first, o.id AS second,
        bool_or(%(all)s OR o.import_number = %(number)s) OVER same AS new
    FROM offenders_offender o WHERE o.{number} <> '' AND NOT o.withdrawn
    AND (%(all)s OR o.{number} IN (SELECT n.{number} FROM offenders_offender n WHERE n.import_number = %(number)s))
    WINDOW same AS (PARTITION BY o.{number})
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

# Where the day could be a month and the month a day; beside a crowded day nobody is compared so.
PAIRS_BY_SWAPPED_BIRTH = """
SELECT a.id, b.id, a.family_name, a.given_names, b.family_name, b.given_names
FROM born a JOIN offenders_offender b
  ON b.date_of_birth = make_date(date_part('year', a.date_of_birth)::int, date_part('day', a.date_of_birth)::int,
      date_part('month', a.date_of_birth)::int)
  AND NOT b.withdrawn AND lower(left(b.family_name, 1)) = a.family
WHERE a.new AND NOT a.crowded AND date_part('day', a.date_of_birth) <= 12
  AND date_part('day', a.date_of_birth) <> date_part('month', a.date_of_birth)
"""

# What the two are compared by, as a digest: what was decided of a pair holds while it says the same.
COMPARED_BY = """md5(concat_ws('|', {a}.pnc_id, {a}.crn, {a}.prison_number, {a}.date_of_birth, {a}.family_name,
    {a}.given_names, {b}.pnc_id, {b}.crn, {b}.prison_number, {b}.date_of_birth, {b}.family_name, {b}.given_names))"""
COMPARED = f"""
SELECT {COMPARED_BY.format(a="a", b="b")} FROM offenders_offender a, offenders_offender b WHERE a.id = %s AND b.id = %s
"""
OPEN_AGAIN = f"""
UPDATE exchange_possibleduplicate p SET status = 'open', why = n.why, score = n.score, found_at = now()
FROM offenders_offender a, offenders_offender b,
    unnest(%(firsts)s::bigint[], %(seconds)s::bigint[], %(whys)s::text[], %(scores)s::int[])
        AS n (first, second, why, score)
WHERE p.first_id = n.first AND p.second_id = n.second AND p.status = 'different' AND a.id = n.first
AND b.id = n.second AND p.decided_on <> '' AND p.decided_on <> {COMPARED_BY.format(a="a", b="b")}
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
    new = 0
    for why, number in BY_NUMBER.items():
        pairs = _stream(PAIRS_BY_NUMBER.replace("{number}", number), values)
        new += _keep((first, second, why, SURE) for first, second in pairs)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.born")
        cursor.execute(PEOPLE_BY_BIRTH, values)
        cursor.execute("ANALYZE born")
    new += _keep(_alike(_stream(PAIRS_BY_BIRTH, values), SAME_BIRTH))
    new += _keep(_alike(_stream(PAIRS_BY_SWAPPED_BIRTH, values), SWAPPED_BIRTH, less=A_SWAP))
    if new and by is not None:  # an import's own entry stands for what it looked for itself
        log.ran("exchange.find_duplicates", by=by, import_number=import_number, new=new)
    return new


def similarity(one: tuple[str, str], other: tuple[str, str]) -> int:
    """How alike two names are, 0 to 100: accents, capitals and order do not count, a short form counts as its name."""
    written = round(fuzz.token_sort_ratio(_plain(*one), _plain(*other)))
    return max(written, A_NICKNAME) if _by_nickname(one, other) else written


def _by_nickname(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """One family name, and a first name that is short for the other's or for the same."""
    given, other_given = _plain("", one[1]).split(), _plain("", other[1]).split()
    if not given or not other_given or _plain(one[0], "") != _plain(other[0], ""):
        return False
    return short_names.same_name(given[0], other_given[0]) and given[1:] == other_given[1:]


def _plain(family: str, given: str) -> str:
    letters = unicodedata.normalize("NFKD", f"{family} {given}".casefold())
    return "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c) and c not in "'’")


def _alike(pairs: Iterator[Any], why: str, *, less: int = 0) -> Iterator[Pair]:
    for first, second, family, given, other_family, other_given in pairs:
        score = similarity((family, given), (other_family, other_given))
        if score >= SIMILAR:
            yield min(first, second), max(first, second), why, score - less


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


def _keep(pairs: Iterator[Pair]) -> int:
    """Put these on the list; those decided to be two people come back where they are compared by something new."""
    before, again = PossibleDuplicate.objects.count(), 0
    while some := list(islice(pairs, AT_A_TIME)):
        PossibleDuplicate.objects.bulk_create(
            (PossibleDuplicate(first_id=a, second_id=b, why=why, score=score) for a, b, why, score in some),
            ignore_conflicts=True,
        )
        again += _open_again(some)
    return PossibleDuplicate.objects.count() - before + again


def _open_again(pairs: list[Pair]) -> int:
    firsts, seconds, whys, scores = (list(column) for column in zip(*pairs, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(OPEN_AGAIN, {"firsts": firsts, "seconds": seconds, "whys": whys, "scores": scores})
        return int(cursor.rowcount)


def compared_by(first: int, second: int) -> str:
    """What a pair is compared by today, as a digest; asked as the system, whose the two are to compare."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARED, [first, second])
        return str(cursor.fetchone()[0])
