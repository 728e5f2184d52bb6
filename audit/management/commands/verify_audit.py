"""Check the log: seals what is left, then every row, every seal, and the head kept outside the database."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from audit import head, sealing
from audit.models import Seal
from audit.verifying import Verdict, verify


class Command(BaseCommand):
    """Exit code 1 and the first row or seal that is wrong (spec/access.md, section 3)."""

    help = "Seals what is left, checks the whole log, and names the first bad row (exit code 1)."

    def handle(self, *args: Any, **options: Any) -> None:
        kept = head.read()
        if kept is None and Seal.objects.exists():
            self.stderr.write(f"No head is kept at {head.path()}: a tail that was cut cannot be seen.")
        try:
            sealing.seal()
        except OSError as error:
            self.stderr.write(f"The head cannot be kept at {head.path()}: {error.strerror}.")
        self._say(verify(kept))

    def _say(self, verdict: Verdict) -> None:
        if verdict.broken:
            self.stdout.write(f"The log is broken at {verdict.broken}.")
            sys.exit(1)
        self.stdout.write(f"The log is sound: {verdict.rows:,} rows in {verdict.seals:,} seals.")
