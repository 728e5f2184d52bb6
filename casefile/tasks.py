"""What this room does by the clock, and with the outbox's messages."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from agencies.code_lists import command_line
from agencies.models import User
from audit import outbox
from casefile.worklist import digest


@shared_task(name="casefile.tasks.send_digests")
def send_digests() -> int:
    """The letters of the morning, from seven in London on; twice in a morning writes each once."""
    return digest.ask_for_all(by=command_line()) if digest.is_time(timezone.now()) else 0


@outbox.handles(digest.WRITE)
def write_digest(*, user: int, on: str) -> None:
    found = User.objects.filter(pk=user).select_related("agency").first()
    if found is not None:
        digest.write(user=found, on=date.fromisoformat(on))
