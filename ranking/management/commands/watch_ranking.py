"""The watch over the ranking outside Celery: it needs no queue, no beat and no worker."""

import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.utils import timezone

from ranking import actions, progress, watching
from ranking.models import Run

EVERY = timedelta(minutes=1)


class Command(BaseCommand):
    help = (
        "Watches over the nightly ranking without Celery. Every minute it looks whether a run waits that no worker has"
        " taken for ten minutes, and makes it itself. With --check it only says whether the night's run is late."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="look once and end, for a timer of the machine's own")
        how.add_argument("--check", action="store_true", help="change nothing; exit 1 where the night's run is late")
        parser.add_argument("--beat", metavar="FILE", help="a file that is touched after each look, for a health check")

    def handle(self, *args: Any, once: bool, check: bool, beat: str | None = None, **options: Any) -> None:
        if check:
            self._check()
        elif once:
            self._say(watching.stand_in(timezone.now()))
        else:
            self._watch(Path(beat) if beat else None)

    def _check(self) -> None:
        if late := progress.late_night(timezone.now()):
            raise CommandError(f"The nightly ranking as of {late} is late: it was due at 03:30 UTC and is not made.")
        self.stdout.write("The nightly ranking is not late.")

    def _watch(self, beat: Path | None) -> None:
        signal.signal(signal.SIGTERM, lambda *asked: sys.exit(0))
        while True:
            try:
                self._say(watching.stand_in(timezone.now()))
            except (actions.RankingBusy, actions.GivenUp) as left:
                self.stdout.write(str(left))
            except Error as error:
                # The database is not there: it is looked for again in a minute. Its own words may name what is in it.
                self.stderr.write(f"The database did not answer ({type(error).__name__}).")
            connection.close()
            if beat:
                beat.touch()
            time.sleep(EVERY.total_seconds())

    def _say(self, made: Run | None) -> None:
        if made:
            self.stdout.write(f"No worker had taken run {made.pk} as of {made.as_of}: made it, {made.people} people.")
