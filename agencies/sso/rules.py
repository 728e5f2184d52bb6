"""Who is let in by single sign-on, and whether it proved a second factor (spec/access.md, section 3). Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Refusal(StrEnum):
    """Why a sign-in is refused; each has a sentence for a person (templates/socialaccount/refused.html)."""

    UNKNOWN = "unknown"  # nobody has an account of that address
    UNVERIFIED = "unverified"  # the provider does not vouch for the address
    ANOTHER = "another"  # the account is linked to another subject of the same provider
    ENDED = "ended"  # left, or switched off
    NOT_JOINED = "not_joined"  # invited, and the invitation's link was not opened in this browser
    LOCKED = "locked"  # too many failures from here
    CANCELLED = "cancelled"  # the person turned back at the provider
    BAD_ANSWER = "bad_answer"  # the provider's answer does not hold
    NO_ANSWER = "no_answer"  # the provider does not answer


@dataclass(frozen=True)
class Stand:
    """What is known of whom a token names: by its subject, else by a verified address."""

    by_subject: bool
    has_account: bool
    address_verified: bool
    linked_to_another: bool = False
    has_left: bool = False
    is_active: bool = True
    invited: bool = False
    link_opened: bool = False
    locked: bool = False


def refusal(stand: Stand) -> Refusal | None:
    """The subject decides once it is linked; before that the verified address of an account that stands."""
    if not stand.by_subject and not stand.address_verified:
        return Refusal.UNVERIFIED
    if not stand.has_account:
        return Refusal.UNKNOWN
    if not stand.by_subject and stand.linked_to_another:
        return Refusal.ANOTHER
    if stand.has_left:
        return Refusal.ENDED
    if stand.locked:
        return Refusal.LOCKED
    if stand.is_active:
        return None
    if not stand.invited:
        return Refusal.ENDED
    return None if stand.link_opened else Refusal.NOT_JOINED


def proves_second_factor(claims: Mapping[str, Any], amr: AbstractSet[str], acr: AbstractSet[str]) -> bool:
    """Whether the token says that a second factor was given, by the values that the scheme trusts."""
    used, level = claims.get("amr"), claims.get("acr")
    methods = used if isinstance(used, list) else [used]
    return any(isinstance(one, str) and one in amr for one in methods) or (isinstance(level, str) and level in acr)
