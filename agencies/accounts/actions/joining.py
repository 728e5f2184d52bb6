"""People join by a link that is sent to them, and set their own password; nobody else ever knows it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.accounts import policies, sessions
from agencies.accounts.actions.common import hold, locked, new_link, tell
from agencies.models import Agency, Invitation, Purpose, User
from agencies.roles import Role
from audit import clock, log

TAKEN = "There is an account of this address. Find it in the list, or ask a system administrator."
NO_LONGER = "This link no longer works."
HAS_LEFT = "Let them back in first."


@transaction.atomic
def invite(
    *, email: str, full_name: str, agency: Agency | None, roles: frozenset[Role], by: User, ends_on: date | None = None
) -> User:
    """Make a sleeping account and send a link to its address, seven days good."""
    policies.check_invite(by, agency, roles)
    if ends_on is not None and ends_on <= clock.today():
        raise ValidationError({"ends_on": "The last day must be after today."})
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": TAKEN})
    user = User(email=email, full_name=full_name, agency=agency, ends_on=ends_on, is_active=False)
    user.set_unusable_password()
    user.save()
    hold(user, roles)
    new_link(user, Purpose.JOIN, by)
    log.changed("accounts.invite", by=by, account=user.pk, roles=sorted(roles))
    return user


@transaction.atomic
def send_link(*, user: User, by: User) -> Invitation:
    """Send an invitation again, or a link to set a new password; the one before works no more."""
    policies.check_manage(by, user)
    user = locked(user)
    if user.has_left(clock.today()):
        raise ValidationError(HAS_LEFT)
    purpose = Purpose.NEW_PASSWORD if user.is_active else Purpose.JOIN
    link = new_link(user, purpose, by)
    log.changed("accounts.send_link", by=by, account=user.pk, purpose=purpose.value)
    return link


@transaction.atomic
def cancel(*, user: User, by: User) -> None:
    """Take an invitation back: the account that nobody has used is gone, and the link with it."""
    policies.check_end(by, user)
    user = locked(user)
    if user.is_active or user.has_usable_password():
        raise ValidationError("They have joined already. End their access instead.")
    log.changed("accounts.cancel_invitation", by=by, account=user.pk)
    user.delete()


@transaction.atomic
def join(*, token: str, password: str) -> User:
    """Set one's own password by a link that was sent; the link is used up, and every session before it ends."""
    found = Invitation.objects.usable(token, timezone.now()).select_related("user").first()
    if found is None:
        raise ValidationError(NO_LONGER)
    user = locked(found.user)  # the account before its links, as every other action takes them
    link = Invitation.objects.usable(token, timezone.now()).select_for_update().filter(user=user).first()
    if link is None or user.has_left(clock.today()):
        raise ValidationError(NO_LONGER)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    sessions.end(user)
    log.changed(f"accounts.{link.purpose}", by=user, account=user.pk)
    if link.purpose == Purpose.NEW_PASSWORD:
        tell(user, "password_changed")
    return user
