"""The outbox: what is to happen after a commit is left as a row in the same transaction, and a task takes it.

No action and no page calls the broker. A room that acts on a kind of message registers a handler in its
`tasks.py`; handlers get the payload, run in a transaction of their own, and must bear being run twice.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from audit.models import OutboxMessage

Handler = Callable[..., None]
_handlers: dict[str, list[Handler]] = {}

FACTS_CHANGED = "facts_changed"
LONGEST_WAIT = timedelta(hours=1)


def put(kind: str, **payload: Any) -> OutboxMessage:
    """Leave a message; it is seen by the relay when this transaction commits. Ids only, never a name."""
    return OutboxMessage.objects.create(kind=kind, payload=payload)


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register a handler for one kind of message."""

    def register(handler: Handler) -> Handler:
        _handlers.setdefault(kind, []).append(handler)
        return handler

    return register


def relay(limit: int = 100) -> int:
    """Take up to `limit` messages that are due, one transaction each; returns how many were done.

    A message whose handler fails, or that no room of this release knows, stays; it waits twice as long before
    each next try, an hour at most.
    """
    done = 0
    while done < limit and _relay_one():
        done += 1
    return done


def _relay_one() -> bool:
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True).filter(due_at__lte=Now()).order_by("id").first()
        )
        if message is None:
            return False
        try:
            with transaction.atomic():
                for handler in _handlers[message.kind]:
                    handler(**message.payload)
        except Exception as error:
            _put_off(message, error)
        else:
            message.delete()
        return True


def _put_off(message: OutboxMessage, error: Exception) -> None:
    message.attempts += 1
    wait = min(timedelta(seconds=2 ** min(message.attempts, 12)), LONGEST_WAIT)
    message.due_at = Now() + wait
    message.failed_as = type(error).__name__
    message.save(update_fields=["attempts", "due_at", "failed_as"])
