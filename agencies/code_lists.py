"""What every register starts with: the area OUT, the account that commands and tasks act as, a sharing agreement."""

from agencies.agreements import default
from agencies.models import OUTSIDE, Area, User
from agencies.models.areas import AreaLevel

COMMAND_LINE = "command line"


def load() -> None:
    Area.objects.get_or_create(code=OUTSIDE, level=AreaLevel.OUTSIDE, defaults={"name": "Outside the scheme"})
    User.objects.get_or_create(
        is_command_line=True,
        defaults={"email": "command-line@localhost", "full_name": COMMAND_LINE, "is_active": False, "password": "!"},
    )
    default.load()


def command_line() -> User:
    """The account that commands and scheduled tasks act as; nobody can sign in with it."""
    return User.objects.get(is_command_line=True)
