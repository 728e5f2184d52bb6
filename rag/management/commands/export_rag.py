"""The proposals of a day as CSV (spec/exchange.md, "Commands")."""

from datetime import date
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agencies.code_lists import command_line
from audit.command_dates import day
from rag import proposals_csv


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
