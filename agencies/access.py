"""The one door in front of every page: default deny.

A view says who may by `@requires(...)`, or by `@public(why)` that everybody may. A view that says neither answers
500 and fails a test; `agencies.middleware.AccessMiddleware` asks before the view is called.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from rest_framework.permissions import BasePermission

from agencies.models import User
from agencies.roles import PERMISSIONS, Permission
from audit import clock

View = TypeVar("View", bound=Callable[..., Any])


def permissions_of(user: Any) -> frozenset[Permission]:
    """What somebody may do: the union of their roles, nothing when they have left or are nobody."""
    if not isinstance(user, User) or not user.is_active or user.has_left(clock.today()):
        return frozenset()
    return frozenset().union(*(PERMISSIONS[role] for role in user.roles))


def reader(request: HttpRequest) -> User:
    """Who asks for a page behind the door: the middleware has seen that somebody is signed in."""
    user = request.user
    assert isinstance(user, User)
    return user


def may(user: Any, permission: Permission) -> bool:
    """Whether somebody may do a thing at all; which people they may do it to is `visible_to`."""
    return permission in permissions_of(user)


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view: only for those who have the permission."""

    def mark(view: View) -> View:
        view.required_permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(why: str) -> Callable[[View], View]:
    """Mark a view that everybody who has signed in may see, whatever their role."""

    def mark(view: View) -> View:
        view.for_all_signed_in = why  # type: ignore[attr-defined]
        return view

    return mark


def public(why: str) -> Callable[[View], View]:
    """Mark a view that nobody needs to sign in for, and say why."""

    def mark(view: View) -> View:
        view.public_because = why  # type: ignore[attr-defined]
        return login_not_required(view)

    return mark


class DenyAll(BasePermission):
    """What an API view gets that has not said who may."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return False
