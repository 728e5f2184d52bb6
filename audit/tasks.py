"""The outbox's relay, and the sealer of the log."""

from celery import shared_task

from audit import outbox, sealing


@shared_task(name="audit.tasks.relay_outbox")
def relay_outbox() -> int:
    return outbox.relay()


@shared_task(name="audit.tasks.seal_log")
def seal_log() -> int:
    return sealing.seal()
