"""How allauth is bent to the scheme: nobody signs up by themselves, and everybody lands where their roles lead."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.http import HttpRequest
from django.urls import reverse

from agencies.accounts import lockout
from agencies.context import home_url
from agencies.sso import proof
from audit import clock

LATELY = 300  # seconds
OUR_SECOND_FACTOR = "allauth.mfa.stages.AuthenticateStage"

# That one has signed in or out is seen on the page itself.
SAID_BY_THE_PAGE = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an agency's lead, never by a visitor."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page that the reader's roles have."""
        return home_url(request.user)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Back to the sign-in page; who came by single sign-on is told that the provider's session goes on."""
        url = reverse("account_login")
        return f"{url}?ended=single_sign_on" if proof.began_by_sign_on(request) else url

    def get_login_stages(self) -> list[str]:
        """A second factor that the provider proved in this very request is not asked for again."""
        stages: list[str] = super().get_login_stages()
        return [one for one in stages if one != OUR_SECOND_FACTOR or not proof.now_proved(self.request)]

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        proof.keep(request, user)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """A change to how somebody signs in asks for the password again, but not in the minutes after signing in."""
        records = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - record["at"] < LATELY for record in records)

    def get_client_ip(self, request: HttpRequest) -> str:
        return lockout.client_address(request)

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> Any:
        """Who has left is told so, and no session begins."""
        response = super().pre_login(request, user, **more)
        if response is None and user.has_left(clock.today()):
            clear_login(request)
            response = self.respond_user_inactive(request, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count by account and address, so that nobody locks a colleague out from elsewhere."""
        return f"{lockout.account_named(request, credentials)} {lockout.client_address(request)}"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *more: Any, **named: Any
    ) -> None:
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *more, **named)
