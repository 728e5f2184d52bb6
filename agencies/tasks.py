"""The nightly work of this room."""

from celery import shared_task

from agencies.accounts import messages  # noqa: F401  (its handlers of the outbox register themselves)
from agencies.agreements.actions import end_expired
from agencies.code_lists import command_line
from audit import clock


@shared_task(name="agencies.tasks.end_agreements")
def end_agreements() -> int:
    """Write down that agreements have ended; what they gave closed at midnight by their dates."""
    return end_expired(on=clock.today(), by=command_line())
