"""Where somebody is signed in, and signing them out there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from agencies.models import User

BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]
MACHINES = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
]


@dataclass(frozen=True)
class SignedIn:
    """One browser that somebody is signed in with."""

    browser: str
    address: str
    since: datetime
    seen: datetime
    is_this_one: bool


def signed_in(user: User, this_session: str | None) -> list[SignedIn]:
    """The sessions that still stand, this one first, then the one used last. Each request renews its session, so
    when it was last used is when it would end, less the thirty minutes.
    """
    kept = {row.session_key: row for row in UserSession.objects.purge_and_list(user)}
    ends = dict(Session.objects.filter(session_key__in=kept).values_list("session_key", "expire_date"))
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = [
        SignedIn(_browser(row.user_agent), row.ip, row.created_at, ends[key] - idle, key == this_session)
        for key, row in kept.items()
        if key in ends
    ]
    return sorted(found, key=lambda one: (one.is_this_one, one.seen), reverse=True)


def end(user: User, but: str | None = None) -> int:
    """Sign somebody out everywhere, or everywhere but one session; returns of how many."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=but or ""))
    for row in rows:
        row.end()
    return len(rows)


def _browser(user_agent: str) -> str:
    """Firefox on Windows, as near as browsers say the truth about themselves."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    machine = next((name for mark, name in MACHINES if mark in user_agent), "")
    return f"{browser} on {machine}" if machine else browser
