"""Who is locked out after failures: a pair of account and address, so that nobody can lock a colleague out from
elsewhere, and nobody gets more tries by writing a name in other letters or by inventing an address.
"""

from typing import Any

from allauth.core.internal.httpkit import clean_client_ip
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest

from agencies.models import User

UNKNOWN = "0.0.0.0"  # noqa: S104  (an address to count under, not one to listen on)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: what the outermost of our own proxies saw, whatever the sender wrote before it."""
    hops = [hop for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    ours: int = settings.PROXIES
    seen = hops[-ours] if ours and len(hops) >= ours else request.META.get("REMOTE_ADDR", "")
    return clean_client_ip(seen) or UNKNOWN


def account_named(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries, in one way of writing it."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login") or ""
    return str(name).strip().lower()


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether too many failures lock this account from here; single sign-on does not go round it."""
    return bool(settings.AXES_ENABLED and AxesProxyHandler.is_locked(request, {"username": user.email}))
