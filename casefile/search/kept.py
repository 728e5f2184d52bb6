"""What was searched for, kept on the server."""

from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase

KEPT_SEARCHES = 20
LONGEST = 100


def remember(session: SessionBase, words: str) -> str:
    """Keep what is searched for on the server; returns the random key that the address carries."""
    searches = dict(list(session.get("searches", {}).items())[-KEPT_SEARCHES + 1 :])
    key = token_urlsafe(9)
    session["searches"] = {**searches, key: words.strip()[:LONGEST]}
    return key


def recall(session: SessionBase, key: str) -> str | None:
    return session.get("searches", {}).get(key)
