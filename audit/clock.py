"""The one clock of the register.

Rules, ranking, worklists, panels, tapers and expiries take the day from `today()`; sign-in, sessions and the
audit log keep real time (design: one clock, which a demonstration may fix and its banner names).
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The register's day: the fixed day of a demonstration, else today in London."""
    return settings.FIXED_TODAY or datetime.now(LONDON).date()
