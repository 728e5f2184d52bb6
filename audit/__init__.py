"""The log of who looked, changed and shared; the outbox; the clock."""
