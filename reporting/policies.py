"""Who may see which figures (spec/access.md, section 2)."""

from agencies.access import may
from agencies.categories import Category
from agencies.models import AgencyKind, User
from agencies.roles import Permission
from agencies.rules import Levels
from agencies.sharing import everyday, figures

SEES_SMALL_FIGURES = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION})
# Who was counted, and how they did, says where somebody was and what they were arrested for.
BEHIND_A_FIGURE = frozenset({Category.SCHEME, Category.CUSTODY, Category.OFFENDING})


def may_see_small_figures(user: User) -> bool:
    """Totals under five are for police and probation; of an analyst too the agency's kind decides."""
    return user.agency is not None and user.agency.kind in SEES_SMALL_FIGURES


def may_see_figures(user: User) -> bool:
    """Figures are of the people whom the agreement in force lets the reader's agency know of; without one, of nobody.

    Of those too who see no person themselves: an analyst, an agency's lead.
    """
    return figures(user).knows_of(Category.IDENTITY)


def may_see_pathways(user: User) -> bool:
    """Figures of needs are for whose agency reads pathways: need or no need of each is what they are made of."""
    return figures(user).reads(Category.IDENTITY, Category.PATHWAYS)


def may_see_fairness(user: User) -> bool:
    """Rates by group are made of scores, of who is on the scheme, and of statuses that warrants give."""
    return figures(user).reads(Category.IDENTITY, Category.SCORES, Category.SCHEME, Category.OFFENDING)


def may_see_people_behind(user: User) -> bool:
    """Whether a figure links to the people behind it; which of them is for `visible_to` to say."""
    return may(user, Permission.PEOPLE_VIEW) and may_see_small_figures(user) and reads_behind(everyday(user))


def reads_behind(levels: Levels) -> bool:
    """Whether what a reader has, of anybody or of one person, lets them know that this person was counted and how."""
    return levels.reads(*BEHIND_A_FIGURE)
