"""The check of files in a worker, the watch over it, and the cleaning. All bear being sent more than once."""

from celery import shared_task

from audit import outbox
from documents import (
    actions,
    messages,  # noqa: F401  (its handler registers itself)
)

SOFT_LIMIT, HARD_LIMIT = 170, 180
SENT_FOR = 120  # seconds: a message that waited longer is sent again by the watch


@shared_task(name="documents.tasks.check", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def check(version: int) -> None:
    actions.check(version)


@outbox.handles(actions.SCAN)
def send_on(version: int) -> None:
    check.apply_async((version,), expires=SENT_FOR)


@shared_task(name="documents.tasks.watch_checks")
def watch_checks() -> None:
    """Send again what failed, what was lost, and what waited until a scanner was set up."""
    for version in actions.due():
        check.apply_async((version,), expires=SENT_FOR)


@shared_task(name="documents.tasks.tidy")
def tidy() -> int:
    return actions.tidy()
