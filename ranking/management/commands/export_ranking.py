"""A day's ranking as CSV (spec/exchange.md, "Commands")."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.code_lists import command_line
from audit.command_dates import day
from ranking import export, queries

REASON = "command line"


class Command(BaseCommand):
    help = "Writes the current ranking of a day as CSV on standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=day, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, as_of: date, **options: Any) -> None:
        run = queries.run_of(as_of)
        if run is None:
            raise CommandError(f"There is no ranking as of {as_of}. Make one: recompute_ranking --as-of {as_of}")
        export.write(run, self.stdout, by=command_line(), reason=REASON)
