"""What a session knows of single sign-on: that it began by it, for whom, and whether a second factor was proven."""

from typing import Any

from django.http import HttpRequest

KEPT = "single_sign_on"


def came(request: HttpRequest, user: Any, proved: bool) -> None:
    """Somebody has come from the provider; kept in the session only once they have signed in (`keep`)."""
    request.came_by_sign_on = {"user": user.pk, "proved": proved}  # type: ignore[attr-defined]


def now_proved(request: HttpRequest) -> bool:
    """Whether this very request brings a proven second factor: then ours is not asked for as well."""
    return bool(getattr(request, "came_by_sign_on", {}).get("proved"))


def keep(request: HttpRequest, user: Any) -> None:
    """Call after signing in: what an earlier sign-in of the same session proved counts for nothing."""
    request.session.pop(KEPT, None)
    came: dict[str, Any] | None = getattr(request, "came_by_sign_on", None)
    if came is not None and came["user"] == user.pk:
        request.session[KEPT] = came


def has_proved(request: HttpRequest) -> bool:
    """Whether who is signed in gave a second factor at the provider when this session began."""
    kept = request.session.get(KEPT) or {}
    return kept.get("user") == request.user.pk and kept.get("proved") is True


def began_by_sign_on(request: HttpRequest) -> bool:
    return KEPT in request.session
