"""Exceptions to involvement, each by name: restricted people, grants, and broken glass (spec/access.md, section 1)."""

from datetime import timedelta
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from agencies.models import Agency
from offenders.models.identity import Offender
from offenders.querysets import BrokenGlassQuerySet, NamedGrantQuerySet, RestrictionQuerySet

SEE_PERSON = "see_person"
BROKEN_FOR = timedelta(hours=24)


class RestrictionWhy(models.TextChoices):
    RELATIVE = "relative", "A relative or friend works for an agency of the scheme"
    PROTECTED = "protected", "A protected person"
    OTHER = "other", "Another reason"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Restriction(models.Model):
    """A person whom the people named in it see and nobody else, whatever their agency. No import touches it."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="restrictions")
    why = models.CharField(max_length=10, choices=RestrictionWhy)
    reason = models.TextField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_because = models.TextField(blank=True, default="")
    # Two named people lift it: one asks, a second does it.
    lifting_asked_at = models.DateTimeField(null=True, blank=True)
    lifting_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offender"], condition=Q(lifted_at=None), name="restriction_one_standing_a_person"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="restriction_lifted_says_when_and_by_whom",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="restriction_says_why"),
            models.CheckConstraint(
                condition=Q(lifting_asked_at=None, lifting_asked_by=None)
                | (Q(lifting_asked_at__isnull=False, lifting_asked_by__isnull=False) & ~Q(lifted_because="")),
                name="restriction_lifting_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(lifted_by=F("lifting_asked_by")), name="restriction_lifted_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class RestrictedReader(models.Model):
    """Somebody named for a restricted person; they see what the matrix gives their agency."""

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["restriction", "user"], name="restricted_reader_named_once")]

    def __str__(self) -> str:
        return f"named for {self.restriction}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class NamedGrant(UserObjectPermissionBase):
    """One record shown to one named person: django-guardian's row for it, with a direct key, a reason and an end."""

    content_object = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="named_grants")
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = UserObjectPermissionManager.from_queryset(NamedGrantQuerySet)()  # type: ignore[misc]

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="named_grant_says_why"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="named_grant_ends_not_before_it_starts"
            ),
            models.CheckConstraint(condition=~Q(user=F("granted_by")), name="named_grant_by_another"),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class GlassAnswer(models.TextChoices):
    """What the person's lead agency said of it."""

    WAITING = "waiting", "Not answered yet"
    ACCEPTED = "accepted", "Accepted"
    CONTESTED = "contested", "Contested"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class BrokenGlass(models.Model):
    """A practitioner opened somebody with whom their agency is not involved, by the exact identifier, for a reason."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="broken_glass")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="whose practitioner")
    lead_agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", help_text="who led the person then"
    )
    reason = models.TextField()
    broken_at = models.DateTimeField(db_default=Now(), editable=False)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="before its time: contested, or not needed")
    answer = models.CharField(max_length=10, choices=GlassAnswer, default=GlassAnswer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_words = models.TextField(blank=True, default="")

    objects = BrokenGlassQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "broken glass"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="glass_says_why"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("broken_at") + BROKEN_FOR), name="glass_ends_within_24_hours"
            ),
            models.CheckConstraint(
                condition=Q(answer=GlassAnswer.WAITING, answered_at=None, answered_by=None)
                | (~Q(answer=GlassAnswer.WAITING) & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="glass_answer_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["user", "offender", "ends_at"], name="glass_of_reader")]

    def __str__(self) -> str:
        return f"broken glass {self.public_id}"
