"""The letters about an account. They hold a link and no name, agency or role: the address is all that is personal."""

from datetime import datetime
from secrets import token_urlsafe

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agencies.accounts.actions.common import SEND_LINK, TELL
from agencies.models import Invitation, User
from agencies.models.invitations import LASTS, Purpose, hash_of
from audit import outbox

SUBJECTS = {
    Purpose.JOIN: "Your account for IOM",
    Purpose.NEW_PASSWORD: "Set a new password for IOM",
    "second_factor": "Your second factor for IOM was taken away",
    "password_changed": "Your password for IOM was changed",
}


@outbox.handles(SEND_LINK)
def send_link(*, link: int) -> None:
    """Make the token and send it. Sent a second time, the second works and the first no more."""
    found = Invitation.objects.open().select_for_update().select_related("user").filter(pk=link).first()
    if found is None:
        return  # taken back before it went out
    token = token_urlsafe(32)
    found.sent_at = timezone.now()
    found.expires_at = found.sent_at + LASTS[Purpose(found.purpose)]
    found.token_hash = hash_of(token)
    found.save(update_fields=["sent_at", "expires_at", "token_hash"])
    address = settings.ORIGIN + reverse("accounts:open_link", args=[token])
    _send(found.user, found.purpose, address=address, until=found.expires_at)


@outbox.handles(TELL)
def tell(*, user: int, of_what: str) -> None:
    found = User.objects.filter(pk=user).first()
    if found is not None:
        _send(found, of_what)


def _send(user: User, what: str, address: str = "", until: datetime | None = None) -> None:
    context = {"address": address, "until": until}
    body = render_to_string(f"agencies/accounts/mail/{what}.txt", context)
    send_mail(SUBJECTS[what], body, None, [user.email])
