"""Write an invented register of any size as an exchange folder."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from exchange import generate

EVERY = 100_000


class Command(BaseCommand):
    help = "Writes an exchange folder of invented people. The same seed gives the same bytes."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--people", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--as-of", type=date.fromisoformat, default=generate.DAY, help="nothing in it is later")

    def handle(self, *args: Any, **options: Any) -> None:
        written = generate.write(
            options["folder"], people=options["people"], seed=options["seed"], as_of=options["as_of"]
        )
        for so_far in written:
            if so_far % EVERY == 0:
                print(f"{so_far:,} people", file=sys.stderr)
