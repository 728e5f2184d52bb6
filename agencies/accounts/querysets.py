"""Accounts as a lead speaks of them: those one manages, how each stands."""

from datetime import date
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency, Agreement, AgreementLevel, ByName, Invitation, NamedPermission, User
from agencies.models.named import NamedPermissionQuerySet
from agencies.roles import Permission, Role

# An account is asleep, and has no password, until the person whom it is for has set one.
NOT_YET_JOINED = Q(is_active=False, password__startswith=UNUSABLE_PASSWORD_PREFIX)
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Standing(StrEnum):
    INVITED = "invited"
    HERE = "here"
    LEFT = "left"

    @property
    def label(self) -> str:
        return {"invited": "Invited", "here": "Working here", "left": "Left"}[self.value]


def managed_by(user: User) -> QuerySet[User]:
    """The accounts whose list somebody may read; the account of commands is in nobody's."""
    people = User.objects.filter(is_command_line=False)
    if user.is_command_line:
        return people
    if not may(user, Permission.ACCOUNTS_MANAGE):
        return people.none()
    if Role.SYSTEM_ADMINISTRATOR in user.roles:
        return people
    return people.filter(agency=user.agency_id) if user.agency_id else people.none()


def with_standing(people: QuerySet[User], on: date) -> QuerySet[User]:
    """Each with `standing`, `has_second_factor`, and until when the link that they were sent works."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    links = Invitation.objects.open().filter(user=OuterRef("pk"))
    left = Q(ends_on__lte=on) | Q(is_active=False)
    return people.annotate(
        has_second_factor=Exists(factors),
        standing=Case(
            When(NOT_YET_JOINED, then=Value(Standing.INVITED.value)),
            When(left, then=Value(Standing.LEFT.value)),
            default=Value(Standing.HERE.value),
        ),
        link_made_at=Subquery(links.values("created_at")[:1], output_field=DateTimeField()),
        link_until=Subquery(links.values("expires_at")[:1], output_field=DateTimeField()),
        link_run_out=Exists(links.filter(expires_at__lte=Now())),
    )


def by_name(on: date) -> NamedPermissionQuerySet:
    """The permissions to read original intelligence that stand on a day."""
    return NamedPermission.objects.in_force(on).filter(permission=ByName.ORIGINAL_INTELLIGENCE)


def shares_original_intelligence(agency: Agency, on: date) -> bool:
    """Whether the agreement in force gives an agency any of it, every day or in the room; its own terms before those
    of its kind.
    """
    rows = AgreementLevel.objects.filter(
        Q(kind=agency.kind) | Q(agency=agency),
        agreement__in=Agreement.objects.in_force(on),
        category=Category.INTELLIGENCE_ORIGINAL,
    )
    found = sorted(rows, key=lambda row: row.agency_id is not None)
    return bool(found) and bool(found[-1].level or found[-1].in_room)
