"""Who may do what to whose account.

An agency's lead manages the accounts of their own agency, a system administrator those of every agency; nobody
manages their own. The accounts of auditors and system administrators are a system administrator's business, but a
lead may end the access of everybody in their agency. Commands act as the account "command line", which may all.
"""

from collections.abc import Set as AbstractSet
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.accounts import rules
from agencies.accounts.querysets import managed_by, shares_original_intelligence
from agencies.models import Agency, User
from agencies.roles import Permission, Role

NOT_SHARED = "The agreement in force shares no original intelligence with {agency}, so nobody there can be let read it."
NO_RECORDS = "Their roles read no person's record, so this would open nothing. Change the roles first."
HAS_LEFT = "They have left."
LAST_ADMINISTRATOR = "This is the last system administrator. Make another first."


def is_everywhere(user: User) -> bool:
    """Whether somebody manages the accounts of every agency."""
    return user.is_command_line or (may(user, Permission.ACCOUNTS_MANAGE) and Role.SYSTEM_ADMINISTRATOR in user.roles)


def may_end(by: User, user: User) -> bool:
    """Ending access is the safe direction: of everybody whom one manages, but oneself."""
    return user != by and managed_by(by).filter(pk=user.pk).exists()


def may_manage(by: User, user: User) -> bool:
    """Roles, links, the second factor, and letting somebody back in."""
    return may_end(by, user) and (is_everywhere(by) or not rules.HELD_ALONE & user.roles)


def may_invite_to(by: User, agency: Agency | None) -> bool:
    """A lead to their own agency; who has no agency is a system administrator's doing."""
    if is_everywhere(by):
        return True
    return may(by, Permission.ACCOUNTS_MANAGE) and agency is not None and agency.pk == by.agency_id


def may_permit(by: User, user: User) -> bool:
    """A lead lets a named person of their own agency read original intelligence, never themselves."""
    of_their_own = user.agency_id is not None and user.agency_id == by.agency_id and not user.is_command_line
    return may(by, Permission.INTELLIGENCE_PERMIT) and of_their_own and user != by


def shares(user: User, on: date) -> bool:
    """Whether the agreement gives somebody's agency any original intelligence."""
    return user.agency is not None and shares_original_intelligence(user.agency, on)


def why_not_permit(user: User, on: date) -> str:
    """Why a permission by name would open nothing for somebody, in words; empty where it would."""
    return why_without_effect(user, on, shared=shares(user, on))


def why_without_effect(user: User, on: date, *, shared: bool) -> str:
    """The same where it is known whether the agency has a share."""
    if not shared:
        return NOT_SHARED.format(agency=user.agency.name if user.agency else "nobody's agency")
    if user.has_left(on):
        return HAS_LEFT
    return "" if rules.reads_records(user.roles) else NO_RECORDS


def roles_to_give(by: User) -> frozenset[Role]:
    if by.is_command_line:
        return frozenset(Role)
    return rules.roles_to_give(by.roles) if may(by, Permission.ACCOUNTS_MANAGE) else frozenset()


def check_end(by: User, user: User) -> None:
    if not may_end(by, user):
        raise PermissionDenied


def check_manage(by: User, user: User) -> None:
    if not may_manage(by, user):
        raise PermissionDenied


def check_permit(by: User, user: User) -> None:
    if not may_permit(by, user):
        raise PermissionDenied


def check_invite(by: User, agency: Agency | None, roles: AbstractSet[Role]) -> None:
    if not may_invite_to(by, agency):
        raise PermissionDenied
    check_given(by, frozenset(), roles)
    if agency is None and roles != {Role.SYSTEM_ADMINISTRATOR}:
        raise ValidationError({"agency": "Choose an agency. A system administrator alone may be of none."})


def check_given(by: User, before: AbstractSet[Role], after: AbstractSet[Role]) -> None:
    """What is given and what is taken must both be the giver's to give; what stays as it was is not asked about."""
    if (before ^ after) - roles_to_give(by):
        raise PermissionDenied
    if wrong := rules.what_is_wrong(after):
        raise ValidationError({"roles": wrong})


def check_not_the_last(user: User, on: date) -> None:
    """Somebody must be left who can make accounts for every agency. Call with the administrators' rows locked."""
    if Role.SYSTEM_ADMINISTRATOR not in user.roles:
        return
    others = User.objects.filter(role_holdings__role=Role.SYSTEM_ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if not any(not other.has_left(on) for other in others):
        raise ValidationError(LAST_ADMINISTRATOR)
