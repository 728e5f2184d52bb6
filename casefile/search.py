"""Finding a person by name or identifier, among those whom the reader may see.

Names: accents, capitals and order do not matter, and a near-miss spelling is found (pg_trgm). Identifiers: exact,
however they were typed. Every row says why it matched. What was searched for is kept in the session under a random
key, so that no address, history or log names a person.
"""

import re
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.db.models import Q
from rapidfuzz.distance import OSA

from agencies.models import User
from agencies.sharing import Category
from agencies.transactions import reader_of
from casefile.lens import Lens
from offenders import identifiers
from offenders.identifiers import pnc_forms as pnc_forms
from offenders.models import Offender

# How alike in trigrams a typed word and the name must be to be looked at: Ikbal for Iqbal is 0.33.
ALIKE = 0.3
CANDIDATES = 1000
MOST = 200
KEPT_SEARCHES = 20
LONGEST = 100


@dataclass(frozen=True)
class Found:
    """Who matched, best first, and why each did."""

    why: dict[int, str]
    more: bool = False

    @property
    def ids(self) -> list[int]:
        return list(self.why)


def remember(session: SessionBase, words: str) -> str:
    """Keep what is searched for on the server; returns the random key that the address carries."""
    searches = dict(list(session.get("searches", {}).items())[-KEPT_SEARCHES + 1 :])
    key = token_urlsafe(9)
    session["searches"] = {**searches, key: words.strip()[:LONGEST]}
    return key


def recall(session: SessionBase, key: str) -> str | None:
    return session.get("searches", {}).get(key)


def find(user: User, words: str) -> Found:
    """The people whom the reader may see and who match: by identifier or date of birth where there is a digit."""
    words = words.replace("\x00", " ").strip()
    if any(c.isdigit() for c in words):
        return _by_number(user, words)
    return _by_name(user, words)


def _by_number(user: User, words: str) -> Found:
    """PNC, CRN and prison number for those who may read identifiers; a date of birth for everybody."""
    people = Offender.objects.visible_to(user)
    why: dict[int, str] = {}
    if born := day_typed(words):
        rows = people.filter(date_of_birth=born).order_by("family_name", "given_names", "id")
        why |= dict.fromkeys(rows.values_list("pk", flat=True)[: MOST + 1], "date of birth")
    if Lens.of(user).reads(Category.IDENTIFIERS):
        kinds = identifiers.kinds(words)
        named = Q()
        for kind in kinds:
            named |= Q(**{f"{kind.column}__in": kind.forms})
        for person in people.filter(named)[:MOST]:
            why[person.pk] = next(kind.words for kind in kinds if getattr(person, kind.column) in kind.forms)
    return Found(dict(list(why.items())[:MOST]), more=len(why) > MOST)


def day_typed(words: str) -> date | None:
    """3/2/1994, 03.02.1994, 3-2-1994 or 1994-02-03."""
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", words):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_name(user: User, words: str) -> Found:
    """Candidates by trigrams in SQL, then only those of whom every typed word is close to a word of the name."""
    with transaction.atomic():
        tokens = _tokens(words)
        if not tokens:
            return Found({})
        found = _alike(user, tokens)
    ranked = sorted(
        (closeness, n, pk) for n, (pk, key) in enumerate(found) if (closeness := distance(tokens, key)) is not None
    )
    why = {pk: reason(tokens, closeness) for closeness, _, pk in ranked[:MOST]}
    return Found(why, more=len(ranked) > MOST)


def _alike(user: User, tokens: list[str]) -> list[tuple[int, str]]:
    """The most alike, by a function of the database that keeps to the floor and can use its index; then the policy's.

    Under row-level security the names' index is of no use to anybody else's statement (docs/adr/0010-floor.md).
    """
    with reader_of(user).reading(), connection.cursor() as cursor:
        cursor.execute("SELECT person, key FROM floor.people_named(%s, %s)", [tokens, CANDIDATES])
        found = cursor.fetchall()
    people = Offender.objects.visible_to(user).filter(pk__in=[pk for pk, _ in found])
    visible = set(people.order_by().values_list("pk", flat=True))
    return [(pk, key) for pk, key in found if pk in visible]


def _tokens(words: str) -> list[str]:
    """The typed words, folded by the same function as the names; opens the threshold for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT casefile_name_key(%s, ''), set_config('pg_trgm.word_similarity_threshold', %s, true)",
            [words, str(ALIKE)],
        )
        return cursor.fetchone()[0].split()[:6]


EXACT, BEGINS, NEAR = 0, 1, 2


def distance(tokens: list[str], key: str) -> int | None:
    """How far a name is from what was typed: 0 the words themselves, 1 their beginnings, 2 and more letters wrong.

    Up to one letter wrong in a word of five, two in a longer one, a swap of neighbours being one; None is no match.
    """
    words = key.split()
    far = [_word_distance(token, words) for token in tokens]
    return None if None in far else max(d for d in far if d is not None)


def _word_distance(token: str, words: list[str]) -> int | None:
    if token in words:
        return EXACT
    if any(word.startswith(token) for word in words):
        return BEGINS
    wrong = min(OSA.distance(token, word) for word in words)
    return BEGINS + wrong if wrong <= (0 if len(token) < 3 else 1 if len(token) <= 5 else 2) else None


def reason(tokens: list[str], closeness: int) -> str:
    """Why a name matched, in words, by the least close of the words that were typed."""
    return {EXACT: "name", BEGINS: "name begins so"}.get(closeness, "name spelt nearly so")
