"""Nowhere to send letters to: each try fails, so that it waits in the outbox until IOM_EMAIL_URL is set."""

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ImproperlyConfigured("IOM_EMAIL_URL is not set, so no letter can be sent.")
