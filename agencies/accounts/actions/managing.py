"""Roles, and a second factor that was lost."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.accounts import policies, rules, sessions
from agencies.accounts.actions.common import hold, lock_administrators, locked, new_link, tell
from agencies.models import Purpose, User
from agencies.roles import Role
from audit import clock, log


@transaction.atomic
def change_roles(*, user: User, roles: frozenset[Role], by: User) -> User:
    """Give and take roles; in force on the person's next request, since nothing of them is kept in a session."""
    policies.check_manage(by, user)
    lock_administrators()
    user = locked(user)
    before = user.roles
    policies.check_given(by, before, roles)
    if Role.SYSTEM_ADMINISTRATOR not in roles:
        policies.check_not_the_last(user, clock.today())
    hold(user, roles)
    log.changed(
        "accounts.change_roles", by=by, account=user.pk, given=sorted(roles - before), taken=sorted(before - roles)
    )
    return user


@transaction.atomic
def reset_second_factor(*, user: User, checked: str, by: User) -> User:
    """Take a lost second factor away.

    Who asks says how they made sure of the person. That alone lets nobody in: the password goes too, a new one is set
    by a link to the person's own address, all sessions end, and the person is told. A link to single sign-on goes as
    well, so that who was made anew at the provider is linked again by their verified address.
    """
    policies.check_manage(by, user)
    if checked not in rules.WAYS_TO_MAKE_SURE:
        raise ValidationError({"checked": "Say how you made sure that it is them."})
    user = locked(user)
    if not user.is_active or user.has_left(clock.today()):
        raise ValidationError("Only somebody who works here has a second factor to reset.")
    taken, _ = Authenticator.objects.filter(user=user).delete()
    unlinked, _ = SocialAccount.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    ended = sessions.end(user)
    new_link(user, Purpose.NEW_PASSWORD, by)
    tell(user, "second_factor")
    how = rules.WAYS_TO_MAKE_SURE[checked]
    counts = {"authenticators": taken, "sessions": ended, "unlinked": unlinked}
    log.changed("accounts.reset_second_factor", by=by, account=user.pk, reason=how, **counts)
    return user
