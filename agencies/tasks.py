"""The nightly work of this room."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from agencies.accounts import messages  # noqa: F401  (its handlers of the outbox register themselves)
from agencies.agreements.actions import end_expired
from agencies.code_lists import command_line
from audit import clock


@shared_task(name="agencies.tasks.end_agreements")
def end_agreements() -> int:
    """Write down that agreements have ended; what they gave closed at midnight by their dates."""
    return end_expired(on=clock.today(), by=command_line())


@shared_task(name="agencies.tasks.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Delete the sessions that have run out: the words of a search are kept in them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
