from agencies.models.agencies import Agency, AgencyKind
from agencies.models.areas import OUTSIDE, Area, Grouping, GroupingArea, Scheme
from agencies.models.people import RoleHolding, User

__all__ = [
    "OUTSIDE",
    "Agency",
    "AgencyKind",
    "Area",
    "Grouping",
    "GroupingArea",
    "RoleHolding",
    "Scheme",
    "User",
]
