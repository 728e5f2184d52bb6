"""Default deny in front of every view, the second factor, and the end of a session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agencies.access import may
from agencies.context import home_url
from agencies.models import User
from agencies.roles import Permission
from agencies.sso import proof
from audit import clock, log
from audit.origin import coming_from

# Views of others' that have no mark of ours: signing in and the second factor. Nothing of a person is in them.
TRUSTED_MODULES = ("allauth.account.", "allauth.mfa.", "django.contrib.staticfiles.")

# What somebody who has signed in by password alone may do: add the second factor, or leave.
WITHOUT_SECOND_FACTOR = (
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "account_login",
)


class UndeclaredView(Exception):
    """A view that has not said who may: a mistake of ours, and nobody is let in by it."""


def is_trusted(view: Callable[..., Any]) -> bool:
    return f"{getattr(view, '__module__', '')}.".startswith(TRUSTED_MODULES)


class NeverKept:
    """No answer is kept by a browser or a proxy: after signing out the back button shows nothing. It stands before
    everything that answers by itself, so that an error page or a redirect is no exception.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store"
        return response


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ended = _session_has_ended(request)
        with coming_from(f"page {get_client_ip_address(request) or ''}".strip()):
            response = self.get_response(request)
        if ended and response.headers.get("Location", "").startswith(reverse(settings.LOGIN_URL)):
            return _sign_in_again("idle", request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if hasattr(view, "public_because") or not request.user.is_authenticated:
            return None  # LoginRequiredMiddleware has sent a stranger to sign in already.
        if _has_left(request):
            logout(request)
            return _sign_in_again("left", request)
        if _is_over(request):
            logout(request)
            return _sign_in_again("over", request)
        if settings.SECOND_FACTOR_REQUIRED and not _has_second_factor(request):
            name = request.resolver_match.url_name if request.resolver_match else None
            return None if is_trusted(view) and name in WITHOUT_SECOND_FACTOR else redirect("mfa_activate_totp")
        if request.path == settings.LOGIN_REDIRECT_URL and not may(request.user, Permission.PEOPLE_VIEW):
            return redirect(home_url(request.user))  # The register is not their first page.
        if not is_trusted(view):
            _ask(request, view)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What cannot be logged is not shown (spec/access.md, section 3): nothing of the page is given out."""
        if isinstance(exception, log.NotLogged):
            return HttpResponse(render_to_string("errors/503.html"), status=503)
        return None


def _ask(request: HttpRequest, view: Callable[..., Any]) -> None:
    """Whether the reader's roles have what the view says that it needs."""
    if hasattr(view, "for_all_signed_in"):
        return
    permission = getattr(view, "required_permission", None)
    if permission is None:
        raise UndeclaredView(f"{view.__module__} has a view that does not say who may")
    if not may(request.user, permission):
        assert isinstance(request.user, User)  # whoever has not signed in has been sent to do so
        log.refused(f"{view.__module__}.{view.__name__}"[:100], by=request.user)
        raise PermissionDenied


def _has_second_factor(request: HttpRequest) -> bool:
    """Their own, or the one that single sign-on proved when this session began."""
    return proof.has_proved(request) or is_mfa_enabled(request.user)


def _session_has_ended(request: HttpRequest) -> bool:
    """The browser still holds a session that the server has no more: thirty minutes idle."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return key is not None and not request.user.is_authenticated and not request.session.exists(key)


def _has_left(request: HttpRequest) -> bool:
    """Leaving an agency ends access on that day, also of who is signed in (spec/access.md, section 3)."""
    return isinstance(request.user, User) and request.user.has_left(clock.today())


def _is_over(request: HttpRequest) -> bool:
    """Twelve hours after signing in, whatever was done since (spec/access.md, section 3)."""
    began = request.session.get("began_at")
    if began is None:
        request.session["began_at"] = timezone.now().isoformat()
        return False
    return timezone.now() - datetime.fromisoformat(began) > settings.SESSION_ABSOLUTE_AGE


def _sign_in_again(why: str, request: HttpRequest) -> HttpResponse:
    """To the sign-in page, which says why, and back to where they were."""
    after = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'ended': why, **after})}")
