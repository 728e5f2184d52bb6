"""python manage.py import_exchange DIR [--dry-run] [--as-of DATE] [--source NAME]"""

import json
import time
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from agencies.code_lists import command_line
from exchange.actions.imports import ImportBusy, RegisterChanged, Result, WrongSource, import_day, import_folder
from exchange.folder import NotAFolder
from exchange.rules.cells import DAY
from exchange.rules.problems import LISTED, Problems

EVERY_SECONDS = 5.0


def day(text: str) -> date:
    """A date YYYY-MM-DD and no other form."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError("a date YYYY-MM-DD is needed")


class Command(BaseCommand):
    """Acts as the account "command line"; whoever may run commands on the machine may bring a register in."""

    help = "Load a folder of the exchange format into the register, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing")
        parser.add_argument("--as-of", type=day, help="the import's day: no date may be later (default: today)")
        parser.add_argument("--source", help="who sends it: keys are unique within a sender (default: the scheme)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.last_said = time.monotonic()
        try:
            result = import_folder(
                options["folder"],
                by=command_line(),
                as_of=options["as_of"] or import_day(),
                source_name=options["source"],
                dry_run=options["dry_run"],
                progress=self.say,
            )
        except (NotAFolder, WrongSource) as error:
            raise CommandError(str(error), returncode=2) from error
        except (ImportBusy, RegisterChanged) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database ended the import ({type(error).__name__}). Nothing was written."
            ) from error
        self.answer(result, options["dry_run"])

    def say(self, stage: str) -> None:
        """Progress, now and then."""
        if time.monotonic() - self.last_said > EVERY_SECONDS:
            self.last_said = time.monotonic()
            self.stderr.write(stage)

    def answer(self, result: Result, dry_run: bool) -> None:
        does = "would change" if dry_run or result.problems else "changed"
        for change in result.scheme_changes:
            self.stderr.write(f"scheme.json {does} {change}")
        for warning in [*result.not_taken, *result.warnings]:
            self.stderr.write(warning)
        if result.problems:
            self.tell(result.problems)
            raise CommandError("Nothing was written.")
        counts = {
            word: {file: of_file[word] for file, of_file in result.counts.items()}
            for word in ("created", "updated", "unchanged")
        }
        self.stdout.write(json.dumps({**counts, "dry_run": dry_run}))

    def tell(self, problems: Problems) -> None:
        for problem in problems:
            self.stderr.write(str(problem))
        for file, count in sorted(problems.counts.items()):
            only = f", of which the first {LISTED:,} are listed" if count > LISTED else ""
            self.stderr.write(f"{file}: {count:,} {'problem' if count == 1 else 'problems'}{only}")
