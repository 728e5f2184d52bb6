"""Permissions given by name: what no role holds by itself, with who gave it, why and until when."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models.people import User


class ByName(models.TextChoices):
    """What is given by name alone (spec/access.md, section 2)."""

    ORIGINAL_INTELLIGENCE = "original_intelligence", "Read original intelligence"


class NamedPermissionQuerySet(models.QuerySet["NamedPermission"]):
    def in_force(self, on: date) -> "NamedPermissionQuerySet":
        """What holds on a day: from_on <= day < until_on."""
        return self.filter(from_on__lte=on, until_on__gt=on)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class NamedPermission(models.Model):
    """One person may do one thing for a time; it never reaches further than their agency's level."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="named_permissions")
    permission = models.CharField(max_length=30, choices=ByName)
    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = NamedPermissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "permission"], name="named_permission_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="named_permission_says_why"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="named_permission_ends_not_before_it_starts"
            ),
            models.CheckConstraint(condition=~Q(user=F("given_by")), name="named_permission_given_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.permission}"
