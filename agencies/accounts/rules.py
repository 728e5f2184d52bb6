"""Which roles go together, and who may give which (spec/access.md, "Roles"). Pure: no ORM, no clock."""

from collections.abc import Set as AbstractSet
from datetime import date
from hashlib import sha256
from typing import Protocol

from agencies.categories import Level
from agencies.roles import Role
from agencies.rules import narrowed
from audit.months import add_months

# "auditor logs only; system administrator settings and accounts, no case records": so each is held alone.
HELD_ALONE = frozenset({Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR})
# How somebody is known to be themselves before a lost second factor is taken away. An e-mail is not among them.
WAYS_TO_MAKE_SURE = {
    "in_person": "I spoke to them in person",
    "video": "I saw them on a video call",
    "called_back": "I called them on the number that the agency holds",
}
# A permission by name is asked for again after so long (spec/access.md, section 2: "a permission given by name").
LONGEST_MONTHS = 12
LABELS = {role: role.label.lower() for role in Role}


def roles_to_give(roles: AbstractSet[Role]) -> frozenset[Role]:
    """The roles that somebody of these roles may give and take: a lead all but those that watch over leads."""
    if Role.SYSTEM_ADMINISTRATOR in roles:
        return frozenset(Role)
    return frozenset(Role) - HELD_ALONE if Role.AGENCY_LEAD in roles else frozenset()


def what_is_wrong(roles: AbstractSet[Role]) -> str:
    """Why a set of roles cannot be held, in words; empty where it can."""
    if not roles:
        return "Choose one role or more."
    alone = next((role for role in Role if role in HELD_ALONE & roles), None)
    if alone and len(roles) > 1:
        return f"Who is {LABELS[alone]} sees no case records, so holds no other role."
    return ""


class ByNameUntil(Protocol):
    """What stands by name: who gave it, why and until when."""

    given_by_id: int
    reason: str
    until_on: date


def mark_of(standing: ByNameUntil | None) -> str:
    """What a page showed, to be told from what stands when it comes back; empty where nothing stood."""
    if standing is None:
        return ""
    return sha256(f"{standing.until_on} {standing.given_by_id} {standing.reason}".encode()).hexdigest()[:16]


def what_is_wrong_with_end(until: date, today: date) -> str:
    """Why a permission by name cannot end on a day; empty where it can: after today, in twelve months at most."""
    if until <= today:
        return "The last day must be after today."
    if until > (latest := add_months(today, LONGEST_MONTHS)):
        return f"Choose {latest.day} {latest:%B %Y} or earlier: it is given for {LONGEST_MONTHS} months at most."
    return ""


def reads_records(roles: AbstractSet[Role]) -> bool:
    """Whether any of somebody's roles reads what is on a person's record."""
    return narrowed(Level.READ, roles, own_caseload=True) >= Level.READ
