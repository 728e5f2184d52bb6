"""A name: accents, capitals and order do not matter, a short form stands for its name, a slip of the pen is found.

Also the other names that somebody has or had: aliases, former names, nicknames, names on the street.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from rapidfuzz.distance import OSA

from agencies.categories import Category
from agencies.models import User
from agencies.transactions import reader_of
from casefile.lens import Lens
from casefile.search.found import MOST, Found
from offenders import short_names
from offenders.models.facts import AliasKind
from offenders.seen import seen_of

# How alike in trigrams a typed word and the name must be to be looked at: Ikbal for Iqbal is 0.33.
ALIKE = 0.3
CANDIDATES = 1000
MOST_WORDS = 6
EXACT, BEGINS, SHORT, NEAR = 0, 1, 2, 3


@dataclass(frozen=True, order=True)
class Match:
    """How far a name is from what was typed, whether it is another name of theirs, and why it matched."""

    far: int
    also: bool
    why: str


def find(user: User, typed: list[str]) -> Found:
    """Candidates by trigrams in SQL, then only those of whom every typed word is close to a word of the name.

    `typed` is what `folded` gave, in the same transaction.
    """
    tokens = list(dict.fromkeys(typed))[:MOST_WORDS]
    if not tokens:
        return Found({})
    rows = _alike(user, tokens, also=Lens.of(user).reads(Category.IDENTITY))
    best: dict[int, tuple[Match, int]] = {}
    for n, (pk, key, kind) in enumerate(rows):
        match = match_of(tokens, key, kind)
        if match is not None and (pk not in best or match < best[pk][0]):
            best[pk] = (match, n)
    ranked = sorted(best.items(), key=lambda item: (item[1][0].far, item[1][0].also, item[1][1], item[0]))
    return Found({pk: match.why for pk, (match, _) in ranked[:MOST]}, more=len(ranked) > MOST)


def _alike(user: User, tokens: list[str], *, also: bool) -> list[tuple[int, str, str]]:
    """The most alike, by a function of the database that keeps to the floor and can use its index; then the policy's.

    Under row-level security the names' index is of no use to anybody else's statement (docs/adr/0010-floor.md).
    """
    with reader_of(user).reading(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, key, kind FROM floor.people_named(%s, %s, %s)",
            [tokens, [_beside(token) for token in tokens], CANDIDATES],
        )
        found = cursor.fetchall()
    visible = {person.pk for person in seen_of(user, {pk for pk, _, _ in found})}
    return [(pk, key, kind) for pk, key, kind in found if pk in visible and (also or not kind)]


def _beside(token: str) -> str | None:
    """The other names that a word may stand beside, as the database's function takes them; they are letters alone."""
    return "|".join(sorted(short_names.alike(token))) or None


def folded(words: str) -> list[str]:
    """The typed words, folded by the same function as the names; opens the threshold for this transaction.

    What is asked for strictly (a form of two letters) is asked for as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT casefile_name_key(%s, ''), set_config('pg_trgm.word_similarity_threshold', %s, true),"
            " set_config('pg_trgm.strict_word_similarity_threshold', '1', true)",
            [words, str(ALIKE)],
        )
        return list(cursor.fetchone()[0].split())


def match_of(tokens: list[str], key: str, kind: str = "") -> Match | None:
    """Whether a name matches, and why; `kind` where it is another name of the person's."""
    far = distance(tokens, key)
    if far is None:
        return None
    why = reason(tokens, key, far)
    return Match(far, bool(kind), _of_kind(why, kind) if kind else why)


def _of_kind(why: str, kind: str) -> str:
    """The reason in the words of another name: "alias", "former name spelt nearly so"."""
    words = AliasKind(kind).label[0].lower() + AliasKind(kind).label[1:]
    return f"{words}, {why}" if why.startswith("nickname") else why.replace("name", words, 1)


def distance(tokens: list[str], key: str) -> int | None:
    """How far a name is from what was typed: the words themselves, their beginnings, a short form, letters wrong.

    Up to one letter wrong in a word of five, two in a longer one, a swap of neighbours being one; None is no match.
    """
    words = key.split()
    far = [_word_distance(token, words) for token in tokens]
    return None if None in far else max((d for d in far if d is not None), default=None)


def _word_distance(token: str, words: list[str]) -> int | None:
    if token in words:
        return EXACT
    if any(word.startswith(token) for word in words):
        return BEGINS
    if _short(token, words):
        return SHORT
    wrong = min((OSA.distance(token, word) for word in words), default=len(token))
    return SHORT + wrong if wrong <= (0 if len(token) < 3 else 1 if len(token) <= 5 else 2) else None


def _short(token: str, words: Iterable[str]) -> str:
    """Why a word stands for another of the same name: "nickname of William"."""
    others = short_names.alike(token)
    return next((others[word] for word in words if word in others), "")


def reason(tokens: list[str], key: str, far: int) -> str:
    """Why a name matched, in words, by the least close of the words that were typed."""
    if far == SHORT:
        words = key.split()
        return next(why for token in tokens if token not in words and (why := _short(token, words)))
    return {EXACT: "name", BEGINS: "name begins so"}.get(far, "name spelt nearly so")
