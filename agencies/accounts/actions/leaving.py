"""Leaving an agency ends access on that day (spec/access.md, section 3), and at once where that day is today."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.accounts import policies, sessions
from agencies.accounts.actions.common import end_links, lock_administrators, locked
from agencies.accounts.actions.permitting import end_by_name
from agencies.models import User
from audit import clock, log


@transaction.atomic
def end_access(*, user: User, on: date, by: User) -> User:
    """End somebody's access on a day, today or later; today signs them out everywhere at once."""
    policies.check_end(by, user)
    lock_administrators()
    user = locked(user)
    today = clock.today()
    if on < today:
        raise ValidationError({"on": "The day must be today or later."})
    policies.check_not_the_last(user, today)
    user.ends_on = on
    user.save(update_fields=["ends_on"])
    ended = 0
    if user.has_left(today):
        end_links(user)
        ended = sessions.end(user)
    log.changed("accounts.end_access", by=by, account=user.pk, on=on.isoformat(), sessions=ended)
    return user


@transaction.atomic
def let_back_in(*, user: User, by: User, until: date | None = None) -> User:
    """Take an end date back, or put it off; password and second factor are as they were.

    What was given by name ended with their leaving: a lead gives it anew.
    """
    policies.check_manage(by, user)
    user = locked(user)
    if until is not None and until <= clock.today():
        raise ValidationError({"until": "The last day must be after today."})
    if user.has_left(clock.today()):
        end_by_name(user, by=by)
    user.ends_on = until
    if user.has_usable_password():
        user.is_active = True
    user.save(update_fields=["ends_on", "is_active"])
    log.changed("accounts.let_back_in", by=by, account=user.pk, until=until.isoformat() if until else None)
    return user
