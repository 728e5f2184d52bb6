"""What this room does with the messages of the outbox."""

from agencies.accounts import messages  # noqa: F401  (its handlers of the outbox register themselves)
