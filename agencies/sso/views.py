"""To the provider and back, and what an account without a password has in place of changing it."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from agencies.access import public, reader, signed_in
from agencies.sso.adapter import refusal_page
from agencies.sso.provider import Callback, Protocol
from agencies.sso.rules import Refusal


@public("Who signs in by their employer has not signed in yet; nothing of anybody is in it.")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A page that goes on to the provider at once. Not a redirect: our content security policy lets a form lead to
    nowhere but here, and the provider may send people on to hosts that we do not know.
    """
    try:
        there = _protocol(request).get_provider().redirect_from_request(request)
    except (RequestException, OAuth2Error):
        return refusal_page(request, Refusal.NO_ANSWER)
    return render(request, "socialaccount/going.html", {"address": there["Location"]})


@public("The way back from the provider: what it says is checked here, and only then is anybody signed in.")
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = Callback.adapter_view(_protocol(request))(request)
    return response


@signed_in("Says only that one's own account has no password.")
@require_GET
def no_password(request: HttpRequest) -> HttpResponse:
    if reader(request).has_usable_password():
        return redirect("account_change_password")
    return render(request, "socialaccount/no_password.html")


def _protocol(request: HttpRequest) -> Protocol:
    """How to speak with the provider; where none is configured there is no such page."""
    if not settings.SINGLE_SIGN_ON:
        raise Http404
    try:
        protocol = Protocol(request, settings.SINGLE_SIGN_ON.provider_id)
        protocol.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return protocol
