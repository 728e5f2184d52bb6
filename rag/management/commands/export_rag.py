"""The proposals of a day as CSV (spec/exchange.md, "Commands")."""

import re
from argparse import ArgumentTypeError
from datetime import date
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agencies.code_lists import command_line
from rag import proposals_csv

EARLIEST = date(1900, 1, 1)


def day(text: str) -> date:
    """A date as the exchange format writes it: YYYY-MM-DD and no other form."""
    wrong = ArgumentTypeError(f"{text!r} is not a date from {EARLIEST} on, written YYYY-MM-DD.")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise wrong from None
    if found < EARLIEST:
        raise wrong
    return found


class Command(BaseCommand):
    help = "Writes the proposals of a day's members as CSV on standard output, worked out now. Stores none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=day, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, as_of: date, **options: Any) -> None:
        reason = f"export_rag as of {as_of}, run by {_login()}"
        proposals_csv.write(self.stdout, as_of, by=command_line(), reason=reason)


def _login() -> str:
    """The operating system's name for who runs the command; a container may have none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "an unnamed account"
