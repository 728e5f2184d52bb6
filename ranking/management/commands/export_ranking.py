"""A day's ranking as CSV (spec/exchange.md, "Commands")."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.code_lists import command_line
from agencies.models import Agency
from audit.command_dates import day
from ranking import export, queries

REASON = "command line"


class Command(BaseCommand):
    help = (
        "Writes the current ranking of a day as CSV on standard output. People under 18 on that day are in it for "
        "police and youth justice alone: without --for they are left out, and the others ranked by themselves."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=day, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--for", dest="given_to", metavar="AGENCY", help="the code of the agency that it is for")

    def handle(self, *args: Any, as_of: date, given_to: str | None = None, **options: Any) -> None:
        run = queries.run_of(as_of)
        if run is None:
            raise CommandError(f"There is no ranking as of {as_of}. Make one: recompute_ranking --as-of {as_of}")
        agency = None if given_to is None else _agency(given_to)
        reason = f"{REASON}, for {agency.name}" if agency else REASON
        export.write(run, self.stdout, by=command_line(), reason=reason, given_to=agency)


def _agency(code: str) -> Agency:
    found = Agency.objects.with_code(code)
    if found is None:
        raise CommandError(
            f"There is no agency {code!r}. There are: " + ", ".join(a.code for a in Agency.objects.all())
        )
    return found
