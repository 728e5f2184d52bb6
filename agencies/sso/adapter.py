"""How allauth's single sign-on is bent to the scheme: it opens accounts that stand, and makes none."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.accounts.views.joining import TOKEN
from agencies.models import User
from agencies.sso import actions, proof
from agencies.sso.provider import Provider
from agencies.sso.rules import Refusal, proves_second_factor
from audit import log

STATUSES = {Refusal.BAD_ANSWER: 400, Refusal.CANCELLED: 200, Refusal.NO_ANSWER: 503}


class SignOnAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are made by an agency's lead, never by a visitor."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """An address opens nothing by itself: agencies.sso.actions decides."""
        return

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """The one that the environment names, with our own checks."""
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Only what the environment names: a row in a table is no provider."""
        return [
            app for app in super().list_apps(request, provider, client_id) if settings.SINGLE_SIGN_ON and app.pk is None
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The account is found, or the person is told why not and the attempt is logged."""
        claims: dict[str, Any] = request.sign_on_claims  # type: ignore[attr-defined]
        try:
            user = actions.recognise(
                request=request,
                provider=sociallogin.account.provider,
                uid=sociallogin.account.uid,
                claims=claims,
                token=request.session.get(TOKEN, ""),
            )
        except actions.Refused as refused:
            if refused.user is not None:
                log.refused("accounts.single_sign_on", by=refused.user, why=refused.why.value)
            raise ImmediateHttpResponse(refusal_page(request, refused.why)) from None
        sociallogin.user = sociallogin.account.user = user
        sociallogin.token = None  # used, and kept nowhere: not in a session that waits for our own second factor either
        known = settings.SINGLE_SIGN_ON
        assert known is not None
        proof.came(request, user, proves_second_factor(claims, known.amr, known.acr))

    def serialize_instance(self, instance: Any) -> dict[str, Any]:
        """While our own second factor is waited for, the session holds whose account it is and nothing else of it."""
        if isinstance(instance, User):
            return {"id": instance.pk}
        kept: dict[str, Any] = super().serialize_instance(instance)
        return kept

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """allauth's own page shows what the provider wrote; ours does not."""
        why = Refusal.CANCELLED if error == AuthError.CANCELLED else Refusal.BAD_ANSWER
        raise ImmediateHttpResponse(refusal_page(request, why))


def refusal_page(request: HttpRequest, why: Refusal) -> HttpResponse:
    context = {"why": why.value}
    return render(request, "socialaccount/refused.html", context, status=STATUSES.get(why, 403))
