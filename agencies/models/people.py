"""The people who work here: one agency each, and the roles they hold."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from agencies.models.agencies import Agency
from agencies.roles import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Someone with an account. Access is by agency and role (agencies.access), never by Django's own flags."""

    email = models.EmailField()
    full_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    is_active = models.BooleanField(default=True)
    ends_on = models.DateField(null=True, blank=True, help_text="the day on which access ends")
    is_command_line = models.BooleanField(default=False, help_text="the account that commands and tasks act as")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    is_staff = False
    is_superuser = False

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.UniqueConstraint(
                fields=["is_command_line"], condition=Q(is_command_line=True), name="user_one_command_line"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held; read once a request (a user is loaded anew on every request)."""
        return frozenset(Role(holding.role) for holding in self.role_holdings.all())

    def has_left(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on <= on

    def log_name(self) -> str:
        return self.full_name

    def log_agency(self) -> str:
        return self.agency.code if self.agency else ""

    def log_roles(self) -> str:
        return " ".join(sorted(self.roles))

    # Django's own permissions are not used: nobody is granted anything past agencies.access.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class RoleHolding(models.Model):
    """One role of one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_held_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
