"""How allauth is bent to the scheme: nobody signs up by themselves, and everybody lands where their roles lead."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.http import HttpRequest

from agencies.accounts import lockout
from agencies.context import home_url
from audit import clock

LATELY = 300  # seconds

# That one has signed in or out is seen on the page itself.
SAID_BY_THE_PAGE = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an agency's lead, never by a visitor."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page that the reader's roles have."""
        return home_url(request.user)

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
