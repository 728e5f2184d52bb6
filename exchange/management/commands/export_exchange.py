"""python manage.py export_exchange DIR"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.code_lists import command_line
from exchange import export


class Command(BaseCommand):
    """Acts as the account "command line"; whoever may run commands on the machine may take the register out."""

    help = "Write the register out as a folder of the exchange format."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            left_out = export.write(options["folder"], by=command_line())
        except OSError as error:
            raise CommandError(f"The folder cannot be written: {error.strerror}.", returncode=2) from error
        except export.NoScheme as error:
            raise CommandError(str(error)) from error
        for name, count in sorted(left_out.items()):
            self.stderr.write(f"left out, since the format cannot carry it: {count:,} {name}")
        if not left_out:
            self.stderr.write("nothing was left out")
