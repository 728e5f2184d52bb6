"""The outbox's relay."""

from celery import shared_task

from audit import outbox


@shared_task(name="audit.tasks.relay_outbox")
def relay_outbox() -> int:
    return outbox.relay()
