"""The database's roles and the floor: after every migration, by the login that owns the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from audit.floor import jobs, runtime
from offenders.floor import checks, roles


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Makes the database's two roles and puts every table of a person under row-level security."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="leave a floor alone that stands")

        parser.add_argument("--roles-alone", action="store_true", help="for a database that has no tables yet")

    def handle(self, *args: Any, if_needed: bool = False, roles_alone: bool = False, **options: Any) -> None:
        if if_needed and not checks.problems():
            return
        try:
            roles.make(alone=roles_alone)
        except DatabaseError as error:
            raise CommandError(_in_words(error)) from error
        wrong = [] if roles_alone else checks.problems()
        if wrong:
            raise CommandError(" ".join(wrong))
        if options["verbosity"] and not roles_alone:
            self.stdout.write(f"The roles {runtime()} and {jobs()} are there, and the floor is laid.")


def _in_words(error: DatabaseError) -> str:
    said = str(error).splitlines()[0]
    if "permission denied" in said or "must be" in said or "must have" in said:
        return (
            f"The database says: {said}. Making roles needs a login with CREATEROLE that owns the tables; or let an "
            f"administrator run: CREATE ROLE {runtime()}; CREATE ROLE {jobs()}; GRANT {runtime()}, {jobs()} TO LOGIN."
        )
    return f"The floor was not laid: {said}."
