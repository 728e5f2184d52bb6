"""Which day the nightly run is for (spec/ranking.md, "What a run is")."""

from datetime import UTC, date, datetime, time, timedelta

from audit.clock import LONDON

# After 02:00 in London on every night of the year, those of the clock changes too; settings.CELERY_BEAT_SCHEDULE.
DUE = time(3, 30, tzinfo=UTC)


def day_just_ended(now: datetime) -> date:
    """The day that had just ended in London when the run of this moment was last due, however late it starts."""
    due = datetime.combine(now.astimezone(UTC).date(), DUE)
    if due > now:
        due -= timedelta(days=1)
    return due.astimezone(LONDON).date() - timedelta(days=1)
