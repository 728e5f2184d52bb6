"""What every page's frame needs: the scheme, the reader's entries in the navigation, the demonstration's banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from agencies.access import permissions_of
from agencies.agreements.notices import notice_for
from agencies.models import Scheme, User
from agencies.roles import Permission
from agencies.sharing import Category, everyday
from audit import clock

NAVIGATION = [
    ("Today", "worklist:today", Permission.WORKLIST_VIEW),
    ("People", "casefile:register", Permission.PEOPLE_VIEW),
    ("Diary", "diary:mine", Permission.PEOPLE_VIEW),
    ("Panels", "panels:list", Permission.PANEL_VIEW),
    ("Cohorts", "scheme:referrals", Permission.PEOPLE_VIEW),
    ("Requests", "requests:list", Permission.PEOPLE_VIEW),
    ("Releases", "custody:releases", Permission.PEOPLE_VIEW),
    ("Ranking", "ranking:latest", Permission.RANKING_VIEW),
    ("Exact search", "glass:search", Permission.PEOPLE_VIEW),
    ("By name", "exceptions:overview", Permission.GRANT_BY_NAME),
    ("Log", "log:list", Permission.LOG_VIEW),
    ("Broken glass", "glass:list", Permission.GLASS_ANSWER),
    ("Reports", "reporting:report", Permission.REPORT_VIEW),
    ("Pseudonyms", "pseudonyms:register", Permission.PSEUDONYMS_VIEW),
    ("Records", "keeping:due", Permission.RECORDS_KEEP),
    ("Imports", "exchange:list", Permission.REGISTER_IMPORT),
    ("Sets of pathways", "pathway_sets:list", Permission.PATHWAY_SETS),
    ("Letters", "letter_templates:list", Permission.LETTER_TEMPLATES),
    ("Sharing", "agencies:list", Permission.AGREEMENT_VIEW),
    ("Accounts", "accounts:people", Permission.ACCOUNTS_MANAGE),
    ("Allocation", "allocation:officers", Permission.ALLOCATE),
    ("Teams", "teams:list", Permission.TEAMS_MANAGE),
    ("Areas", "agency_areas:list", Permission.AGENCY_AREAS),
    ("Settings", "settings:list", Permission.SETTINGS_CHANGE),
    ("Rules", "rules:list", Permission.RULES_SEE),
    ("RED for probation", "standing:red", Permission.RED_REGISTRATION),
]

# What runs the scheme and not a case. Where somebody has more entries than a line holds, these stand behind "Manage".
MANAGED = frozenset(
    {
        Permission.GRANT_BY_NAME, Permission.LOG_VIEW, Permission.GLASS_ANSWER, Permission.RECORDS_KEEP,
        Permission.REGISTER_IMPORT, Permission.AGREEMENT_VIEW, Permission.ACCOUNTS_MANAGE, Permission.ALLOCATE,
        Permission.TEAMS_MANAGE, Permission.AGENCY_AREAS, Permission.SETTINGS_CHANGE, Permission.PATHWAY_SETS,
        Permission.LETTER_TEMPLATES, Permission.RULES_SEE, Permission.RED_REGISTRATION,
    }
)  # fmt: skip
ON_A_LINE = 11
# Pages that stand as a tab beside those of an entry.
BESIDE = {"matrix": "rules"}


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    permissions = permissions_of(user)
    return {
        "scheme": Scheme.objects.first(),
        "demo": settings.DEMO,
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "today": clock.today(),
        **_navigation(request, permissions),
        "home_url": home_url(user),
        "find_url": _address("casefile:find") if Permission.PEOPLE_VIEW in permissions else "",
        "reader_role": _role(user),
        "sharing_notice": notice_for(user, clock.today()) if isinstance(user, User) else None,
    }


def home_url(user: Any) -> str:
    """The first page that somebody's roles have; who has none yet is shown their own account."""
    permissions = permissions_of(user)
    pages = (_address(url) for _, url, needs in NAVIGATION if needs in permissions)
    return next(filter(None, pages), "") or _address("mfa_index")


def _navigation(request: HttpRequest, permissions: frozenset[Permission]) -> dict[str, Any]:
    """The entries that the reader's roles have; the room that the page is in is marked."""
    here = getattr(getattr(request, "resolver_match", None), "app_name", "")
    here = BESIDE.get(here, here)
    entries = [
        {"name": name, "href": href, "here": url.split(":")[0] == here, "managed": needs in MANAGED}
        for name, url, needs in NAVIGATION
        if needs in permissions and (href := _address(url)) and not _by_name_only(request, url)
    ]
    behind = [entry for entry in entries if entry["managed"]] if len(entries) > ON_A_LINE else []
    front = [entry for entry in entries if entry not in behind]
    return {"navigation": front, "navigation_more": behind, "in_more": any(entry["here"] for entry in behind)}


def _by_name_only(request: HttpRequest, url: str) -> bool:
    """Without scores the ranking is the list of people by name, which People is too: the page stays, its entry goes."""
    return url == "ranking:latest" and not everyday(request.user).reads(Category.SCORES)  # type: ignore[arg-type]


def _address(name: str) -> str:
    """A page's address, or nothing while no page has that name: the frame stands whatever rooms are there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _role(user: Any) -> str:
    """Probation · practitioner."""
    if not getattr(user, "is_authenticated", False):
        return ""
    agency = user.agency.name if user.agency else ""
    return " · ".join(filter(None, [agency, ", ".join(sorted(role.label.lower() for role in user.roles))]))
