"""What somebody does about their own account."""

from django.db import transaction

from agencies.accounts import sessions
from agencies.models import User
from audit import log


@transaction.atomic
def sign_out_elsewhere(*, by: User, this_session: str | None) -> int:
    """End every session of one's own but the one that asks; returns how many ended."""
    ended = sessions.end(by, but=this_session)
    log.changed("accounts.sign_out_elsewhere", by=by, sessions=ended)
    return ended
