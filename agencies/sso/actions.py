"""Signing in by one's employer: the account is found, linked at first, and joined where it was invited."""

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from agencies.accounts import lockout
from agencies.accounts.actions.common import locked
from agencies.accounts.querysets import NOT_YET_JOINED
from agencies.models import Invitation, Purpose, User
from agencies.sso.rules import Refusal, Stand, refusal
from audit import clock, log


class Refused(Exception):
    """The sign-in is refused; `user` is the account that it was for, where there is one."""

    def __init__(self, why: Refusal, user: User | None = None) -> None:
        super().__init__(why.value)
        self.why, self.user = why, user


@transaction.atomic
def recognise(*, request: HttpRequest, provider: str, uid: str, claims: Mapping[str, Any], token: str) -> User:
    """Whose account it is: by the subject, else by the verified address, which then links the subject for good.

    `token` is that of an invitation's link opened in this browser: the invited joins by it without a password.
    """
    link = SocialAccount.objects.filter(provider=provider, uid=uid).first()
    verified = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
    user = _account(link, str(claims["email"]) if verified else "")
    invitation = _invitation(user, token)
    stand = Stand(
        by_subject=link is not None,
        has_account=user is not None,
        address_verified=verified,
        linked_to_another=user is not None and SocialAccount.objects.filter(provider=provider, user=user).exists(),
        has_left=user is not None and user.has_left(clock.today()),
        is_active=user is not None and user.is_active,
        invited=user is not None and User.objects.filter(NOT_YET_JOINED, pk=user.pk).exists(),
        link_opened=invitation is not None,
        locked=user is not None and lockout.is_locked(request, user),
    )
    if why := refusal(stand):
        raise Refused(why, user)
    assert user is not None
    if link is None:
        SocialAccount.objects.create(user=user, provider=provider, uid=uid)
        log.changed("accounts.link_single_sign_on", by=user, account=user.pk)
    if not user.is_active and invitation is not None:
        _join(user, invitation)
    return user


def _account(link: SocialAccount | None, email: str) -> User | None:
    """The account, its row taken: of two first sign-ins at once one links, and the other sees it linked."""
    if link is not None:
        return locked(link.user)
    found = User.objects.filter(email__iexact=email, is_command_line=False).first() if email else None
    return locked(found) if found else None


def _invitation(user: User | None, token: str) -> Invitation | None:
    """The open link of an invitation to this very account; a link to set a new password lets nobody join."""
    if user is None or not token:
        return None
    usable = Invitation.objects.usable(token, timezone.now()).select_for_update()
    return usable.filter(user=user, purpose=Purpose.JOIN).first()


def _join(user: User, invitation: Invitation) -> None:
    """The link is used up; the account has no password, and the employer's sign-in opens it."""
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    user.is_active = True
    user.save(update_fields=["is_active"])
    log.changed("accounts.join", by=user, account=user.pk, how="single sign-on")
