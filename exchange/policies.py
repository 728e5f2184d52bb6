"""Who may read what an import found."""

from django.contrib.auth.models import AnonymousUser

from agencies.models import User
from exchange.models import ImportRun


def may_read_values(user: User | AnonymousUser, run: ImportRun) -> bool:
    """The cells of an upload are for the agency that sent it: they may name people whom no other agency may see."""
    agency = getattr(user, "agency_id", None)
    return agency is not None and agency == run.asked_by.agency_id
