#!/usr/bin/env python3
"""Django's command line for the IOM case system.

Without DATABASE_URL a command acts on the demonstration that `make run` has up in this checkout.
"""

import json
import os
import sys
from pathlib import Path

DEMONSTRATION = Path(os.environ.get("IOM_LOCAL") or Path(__file__).parent / ".local") / "demonstration.json"


# Commands that change the tables, the roles or the log's own, by the login that owns them. A server reads as whoever
# asks it; every other command does the system's work (audit.floor).
BY_THE_LOGIN = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "make_roles", "check_floor", "age_audit"}
BY_THE_LOGIN |= {"flush", "test", "check", "collectstatic"}
BY_READERS = {"runserver", "testserver"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iom.settings")
    os.environ["IOM_ASKS_AS"] = asks_as(sys.argv[1] if len(sys.argv) > 1 else "")
    named = "DATABASE_URL" in os.environ or take_demonstration()
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError:
        if named:
            raise
        sys.exit("DATABASE_URL is not set, and no demonstration runs here: set it, or start one with make run.")


def asks_as(command: str) -> str:
    if command in BY_READERS:
        return "runtime"
    return "login" if command in BY_THE_LOGIN else "jobs"


def take_demonstration() -> bool:
    """Take the addresses and the day of a running demonstration; False where none runs."""
    try:
        os.environ.update(json.loads(DEMONSTRATION.read_text()))
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
