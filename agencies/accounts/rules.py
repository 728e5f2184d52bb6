"""Which roles go together, and who may give which (spec/access.md, "Roles"). Pure: no ORM, no clock."""

from collections.abc import Set as AbstractSet

from agencies.roles import Role

# "auditor logs only; system administrator settings and accounts, no case records": so each is held alone.
HELD_ALONE = frozenset({Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR})
# How somebody is known to be themselves before a lost second factor is taken away. An e-mail is not among them.
WAYS_TO_MAKE_SURE = {
    "in_person": "I spoke to them in person",
    "video": "I saw them on a video call",
    "called_back": "I called them on the number that the agency holds",
}
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
