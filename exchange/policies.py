"""Who may read what an import found."""

from agencies.models import User
from exchange.models import ImportRun


def may_read_values(user: User, run: ImportRun) -> bool:
    """The cells of an upload are for the agency that sent it: they may name people whom no other agency may see."""
    return user.agency_id is not None and user.agency_id == run.asked_by.agency_id
