"""One ranking run, now (spec/exchange.md, "Commands")."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.code_lists import command_line
from audit.command_dates import day
from ranking import actions


class Command(BaseCommand):
    help = "Ranks everybody on the register as of a day and prints the run's number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=day, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, as_of: date, **options: Any) -> None:
        try:
            run = actions.run(as_of=as_of, by=command_line())
        except actions.RankingBusy as busy:
            raise CommandError(str(busy)) from None
        self.stdout.write(str(run.pk))
