"""Default deny in front of every view, the second factor, and the end of a session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agencies.access import may

# Views of others' that have no mark of ours: signing in and the second factor. Nothing of a person is in them.
TRUSTED_MODULES = ("allauth.account", "allauth.mfa", "django.contrib.staticfiles")


class UndeclaredView(Exception):
    """A view that has not said who may: a mistake of ours, and nobody is let in by it."""


def is_trusted(view: Callable[..., Any]) -> bool:
    return getattr(view, "__module__", "").startswith(TRUSTED_MODULES)


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            # Case pages are never kept by a browser or a proxy: the back button shows nothing after signing out.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if hasattr(view, "public_because"):
            return None
        if is_trusted(view):
            return None
        if not request.user.is_authenticated:
            return None  # LoginRequiredMiddleware has sent them to sign in already.
        if self._session_is_over(request):
            logout(request)
            return redirect(settings.LOGIN_URL)
        if settings.SECOND_FACTOR_REQUIRED and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self._ask(request, view)

    def _ask(self, request: HttpRequest, view: Callable[..., Any]) -> None:
        if hasattr(view, "for_all_signed_in"):
            return
        permission = getattr(view, "required_permission", None)
        if permission is None:
            raise UndeclaredView(f"{view.__module__} has a view that does not say who may")
        if not may(request.user, permission):
            raise PermissionDenied

    def _session_is_over(self, request: HttpRequest) -> bool:
        """Twelve hours after signing in, whatever was done since (spec/access.md, section 3)."""
        began = request.session.get("began_at")
        if began is None:
            request.session["began_at"] = timezone.now().isoformat()
            return False
        return timezone.now() - datetime.fromisoformat(began) > settings.SESSION_ABSOLUTE_AGE
