from agencies.models.agencies import Agency, AgencyKind
from agencies.models.agreements import (
    Agreement,
    AgreementLevel,
    AgreementParty,
    AgreementState,
    Regime,
)
from agencies.models.areas import OUTSIDE, AgencyArea, Area, Grouping, GroupingArea, Scheme
from agencies.models.invitations import Invitation, Purpose
from agencies.models.named import ByName, NamedPermission
from agencies.models.people import RoleHolding, User
from agencies.models.teams import Team, TeamMember

__all__ = [
    "OUTSIDE",
    "Agency",
    "AgencyArea",
    "AgencyKind",
    "Agreement",
    "AgreementLevel",
    "AgreementParty",
    "AgreementState",
    "Area",
    "ByName",
    "Grouping",
    "GroupingArea",
    "Invitation",
    "NamedPermission",
    "Purpose",
    "Regime",
    "RoleHolding",
    "Scheme",
    "Team",
    "TeamMember",
    "User",
]
