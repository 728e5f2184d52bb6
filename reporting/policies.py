"""Who may see which figures (spec/access.md, section 2)."""

from agencies.access import may
from agencies.models import AgencyKind, User
from agencies.roles import Permission
from agencies.sharing import Category, readable

SEES_SMALL_FIGURES = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION})
# Who was counted, and how they did, says where somebody was and what they were arrested for.
BEHIND_A_FIGURE = frozenset({Category.SCHEME, Category.CUSTODY, Category.OFFENDING})


def may_see_small_figures(user: User) -> bool:
    """Totals under five are for police and probation; of an analyst too the agency's kind decides."""
    return user.agency is not None and user.agency.kind in SEES_SMALL_FIGURES


def may_see_people_behind(user: User) -> bool:
    """Whether a figure links to the people behind it; which of them is for `visible_to` to say."""
    return may(user, Permission.PEOPLE_VIEW) and may_see_small_figures(user) and readable(user) >= BEHIND_A_FIGURE
