"""Print the demonstration's accounts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from exchange.demo.accounts import ACCOUNTS


class Command(BaseCommand):
    help = "Prints the demonstration's accounts as a table."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("There are such accounts in a demonstration alone (IOM_DEMO=1).")
        agencies = dict(Agency.objects.values_list("code", "name"))
        rows = [("E-mail", "Password", "Agency", "Role", "Sees")]
        rows += [(a.email, a.password, agencies.get(a.agency, a.agency), a.role.label, a.to_see) for a in ACCOUNTS]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
