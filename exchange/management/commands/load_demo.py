"""Load the demonstration's register where there is nobody yet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.code_lists import command_line
from exchange import demo


class Command(BaseCommand):
    help = "Loads the demonstration's register and accounts; does nothing when the register has people."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration's accounts have published passwords: set IOM_DEMO=1 to load it.")
        loaded = demo.load(by=command_line())
        self.stdout.write("The demonstration is loaded." if loaded else "The register has people: nothing was done.")
