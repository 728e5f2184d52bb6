"""What every page's frame needs: the scheme, the reader's entries in the navigation, the demonstration's banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from agencies.access import permissions_of
from agencies.models import Scheme
from agencies.roles import Permission
from audit import clock

NAVIGATION = [
    ("People", "casefile:register", Permission.PEOPLE_VIEW),
    ("Panels", "panels:list", Permission.PANEL_VIEW),
    ("Ranking", "ranking:latest", Permission.RANKING_VIEW),
    ("Reports", "reporting:report", Permission.REPORT_VIEW),
    ("Imports", "exchange:list", Permission.REGISTER_IMPORT),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    permissions = permissions_of(getattr(request, "user", None))
    return {
        "scheme": Scheme.objects.first(),
        "demo": settings.DEMO,
        "today": clock.today(),
        "navigation": [(name, url) for name, url, needs in NAVIGATION if needs in permissions],
        "may_find_people": Permission.PEOPLE_VIEW in permissions,
    }
