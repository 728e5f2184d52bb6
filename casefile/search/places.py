"""An address: every typed word stands in it, whole, whatever the order, the capitals and the shortening of "Street".

A past address belongs to the identifiers (spec/access.md, section 2): it matches for who may read them, and the
reason says until when it was theirs.
"""

import re
from datetime import date

from django.db import connection

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from agencies.transactions import reader_of
from audit import clock
from casefile.lens import Lens
from casefile.search.found import MOST, Found
from offenders.seen import seen_of

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
# How people shorten the last word of a street. A word alone of this kind is no address.
WAYS = {
    "avenue": ("ave", "av"),
    "close": ("cl",),
    "court": ("ct",),
    "crescent": ("cres",),
    "drive": ("dr",),
    "gardens": ("gdns",),
    "grove": ("gr",),
    "house": ("hse",),
    "lane": ("ln",),
    "place": ("pl",),
    "road": ("rd",),
    "square": ("sq",),
    "street": ("st",),
    "terrace": ("terr",),
}
SPELT = {spelling: (full, *short) for full, short in WAYS.items() for spelling in (full, *short)}
CANDIDATES = 1000
LONGEST_IN_WORDS, SHORTEST = 8, 4


def may_be_one(words: str) -> bool:
    """Whether words without a digit may be an address: one of four letters or more that is no "street" alone."""
    return any(len(word) >= SHORTEST and word.casefold() not in SPELT for word in re.findall(r"\w+", words))


def find(user: User, typed: list[str]) -> Found:
    """Who lives or lived there; `typed` are folded words."""
    lens, on = Lens.of(user), clock.today()
    if not lens.reads(Category.IDENTITY):
        return Found({})
    patterns = [rf"\m({'|'.join(SPELT.get(word, (word,)))})\M" for word in typed[:LONGEST_IN_WORDS]]
    rows = _at(user, patterns, lens.reads(Category.IDENTIFIERS), on) if patterns else []
    seen = {person.pk for person in seen_of(user, {pk for pk, _, _ in rows})} if rows else set()
    why: dict[int, str] = {}
    for pk, from_on, until_on in rows:
        if pk in seen:
            why.setdefault(pk, reason(from_on, until_on, on))
    return Found(dict(list(why.items())[:MOST]), more=len(why) > MOST)


def reason(from_on: date, until_on: date | None, on: date) -> str:
    """Why an address matched: theirs now, theirs until a day, theirs from a day to come."""
    if until_on is not None and until_on <= on:
        return f"address until {uk_date(until_on)}"
    return "address" if from_on <= on else f"address from {uk_date(from_on)}"


def folded(words: str) -> list[str]:
    """The typed words as addresses are searched: a postcode is two words, however it was typed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casefile_name_key(%s, '')", [POSTCODE.sub(r"\1 \2", words)])
        return list(cursor.fetchone()[0].split())


def _at(user: User, patterns: list[str], past: bool, on: date) -> list[tuple[int, date, date | None]]:
    """By a function of the database that keeps to the floor and can use its index."""
    with reader_of(user).reading(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, from_on, until_on FROM floor.people_at(%s, %s, %s, %s)", [patterns, past, on, CANDIDATES]
        )
        return list(cursor.fetchall())
