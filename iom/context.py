"""What a page needs from the top of the house: the demonstration's accounts on its sign-in page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from agencies.models import Agency


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """The accounts to try, in a demonstration, for somebody who has not signed in; in the real thing never."""
    user = getattr(request, "user", None)  # none on a page for a request that came to nothing
    if not settings.DEMO or user is None or user.is_authenticated:
        return {}
    from exchange.demo.accounts import ACCOUNTS

    names = dict(Agency.objects.values_list("code", "name"))
    return {"demo_accounts": [(account, names.get(account.agency, account.agency)) for account in ACCOUNTS]}
