"""Finding a person among those whom the reader may see: by a name, a number, a day, a place or a telephone.

Nothing that the reader may not read may match, since a match gives it away: identifiers and past addresses need their
category. Every row says why it matched. What was searched for is kept in the session under a random key, so that no
address, history or log names a person.
"""

from django.db import transaction

from agencies.models import User
from casefile.search import names, numbers, places
from casefile.search.found import MOST, Found, together
from casefile.search.kept import LONGEST, recall, remember
from casefile.search.names import distance
from casefile.search.numbers import day_typed, pnc_forms

__all__ = ["LONGEST", "MOST", "Found", "day_typed", "distance", "find", "pnc_forms", "recall", "remember", "together"]


def find(user: User, words: str) -> Found:
    """The people whom the reader may see and who match, best first.

    Words with a digit are a day, a number, a telephone or an address; others a name, and then an address.
    """
    words = words.replace("\x00", " ").strip()
    if any(c.isdigit() for c in words):
        found = numbers.find(user, words)
        return found if found.ids or numbers.is_one(words) else places.find(user, places.folded(words))
    with transaction.atomic():
        typed = names.folded(words)
        found = names.find(user, typed)
    return together(found, places.find(user, typed)) if places.may_be_one(words) else found
