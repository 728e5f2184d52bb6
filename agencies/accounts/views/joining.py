"""A link that was sent: it is opened, its token is put out of the address, and a password is set."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from agencies.access import public
from agencies.accounts import actions
from agencies.accounts.forms import PasswordForm
from agencies.models import Invitation, Purpose
from audit import clock

TOKEN = "link_token"  # noqa: S105  (a session's key)


@public("Who follows a link from a letter has no password yet; the token in it is the proof.")
@require_GET
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the token in the session, so that no address that is seen, kept or passed on holds it."""
    if _link(token) is None:
        return _over(request)
    request.session[TOKEN] = token
    return redirect("accounts:join")


@public("Setting the first password, or a new one, by a link from a letter.")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    link = _link(request.session.get(TOKEN, ""))
    if link is None:
        return _over(request)
    form = PasswordForm(request.POST if request.method == "POST" else None, user=link.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(token=request.session[TOKEN], password=form.cleaned_data["password"])
        except ValidationError:
            return _over(request)
        logout(request)  # whoever was signed in here, and the token with them
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    context = {"form": form, "email": link.user.email, "joining": link.purpose == Purpose.JOIN}
    return render(request, "agencies/accounts/join.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "agencies/accounts/link_over.html", status=410)


def _link(token: str) -> Invitation | None:
    link = Invitation.objects.usable(token, timezone.now()).select_related("user").first()
    return None if link is None or link.user.has_left(clock.today()) else link
