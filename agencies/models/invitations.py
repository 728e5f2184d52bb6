"""The one-time links by which people join, or set a new password. Nobody else ever knows somebody's password."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from agencies.models.people import User


class Purpose(models.TextChoices):
    JOIN = "join", "join"
    NEW_PASSWORD = "new_password", "set a new password"


LASTS = {Purpose.JOIN: timedelta(days=7), Purpose.NEW_PASSWORD: timedelta(days=1)}


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither used nor taken back; whether it has run out is another matter."""
        return self.filter(used_at=None, ended_at=None)

    def usable(self, token: str, at: datetime) -> "InvitationQuerySet":
        """The link of a token, while it may be used."""
        return self.open().filter(token_hash=hash_of(token), expires_at__gt=at)


class Invitation(models.Model):
    """A link sent to the address of an account. The database holds only the hash of its token."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=12, choices=Purpose)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, help_text="none until it is sent")
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="taken back, or another was sent in its place")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, ended_at=None), name="invitation_one_open_a_person"
            ),
            models.CheckConstraint(
                condition=Q(token_hash=None, sent_at=None, expires_at=None)
                | Q(token_hash__isnull=False, sent_at__isnull=False, expires_at__isnull=False),
                name="invitation_has_a_token_when_sent",
            ),
            models.CheckConstraint(condition=Q(used_at=None) | Q(ended_at=None), name="invitation_used_or_taken_back"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} #{self.pk}"

    @property
    def has_run_out(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


def hash_of(token: str) -> str:
    """Tokens are 256 random bits, so one round of a plain hash keeps them."""
    return sha256(token.encode()).hexdigest()
