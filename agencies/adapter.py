"""How allauth is bent to the scheme: nobody signs up by themselves, and everybody lands where their roles lead."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from agencies.context import home_url

# That one has signed in or out is seen on the page itself.
SAID_BY_THE_PAGE = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an agency's lead, never by a visitor."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page that the reader's roles have."""
        return home_url(request.user)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *more: Any, **named: Any
    ) -> None:
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *more, **named)
