"""Invite somebody: how the first system administrator comes in, and anybody else where no page can be reached."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from agencies.accounts import actions
from agencies.code_lists import command_line
from agencies.models import Agency
from agencies.roles import Role


class Command(BaseCommand):
    help = "Make an account and send its address a link, seven days good, to set a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", action="append", required=True, choices=[role.value for role in Role])
        parser.add_argument("--agency", help="the agency's code; a system administrator may be of none")

    def handle(self, *args: Any, email: str, name: str, role: list[str], agency: str | None, **options: Any) -> None:
        try:
            validate_email(email)
            of = Agency.objects.get(code=agency) if agency else None
            roles = frozenset(Role(one) for one in role)
            actions.invite(email=email, full_name=name, agency=of, roles=roles, by=command_line())
        except Agency.DoesNotExist as error:
            raise CommandError(f"There is no agency '{agency}'.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("Invited. The link is sent as soon as a worker takes it.")
