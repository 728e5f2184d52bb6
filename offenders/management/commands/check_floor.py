"""Whether the floor stands in this database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from offenders.floor import checks


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Says what is missing of the roles and of row-level security on the tables of a person."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = checks.problems()
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("The floor stands.")
