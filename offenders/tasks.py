"""What this room does with the outbox's messages."""

from offenders.glass import messages  # noqa: F401  (its handler registers itself)
