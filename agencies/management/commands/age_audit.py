"""Let old rows leave the log by age."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.code_lists import command_line
from audit.ageing import MayNotLeave, age


class Command(BaseCommand):
    """Whole seals from the oldest on leave; the last that leaves is carried forward, and that it was done is logged."""

    help = "Lets rows from before a day leave the log; the last year always stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--before", type=date.fromisoformat, required=True, help="the first day that stays")
        parser.add_argument("--reason", required=True, help="the retention rule that asks for it")

    def handle(self, *args: Any, before: date, reason: str, **options: Any) -> None:
        try:
            left = age(before=before, by=command_line(), reason=reason)
        except MayNotLeave as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{left.rows:,} rows in {left.seals:,} seals from before {before} have left the log.")
