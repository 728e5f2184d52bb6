"""Which day the nightly run is for, when it is late, and when one that died is begun again (spec/ranking.md)."""

from datetime import UTC, date, datetime, time, timedelta

from audit.clock import LONDON

# After 02:00 in London on every night of the year, those of the clock changes too; settings.CELERY_BEAT_SCHEDULE.
DUE = time(3, 30, tzinfo=UTC)
# A run that finds its worker gone, or fails, is begun again: at once, then after a wait, and then no more by itself.
MOST_TRIES = 3
WAIT_BEFORE_THE_LAST = timedelta(minutes=5)
# After this whoever stands in for the queue makes the run itself; after that its pages say that it is late.
STAND_IN_AFTER, LATE_AFTER = timedelta(minutes=10), timedelta(minutes=30)


def last_due(now: datetime) -> datetime:
    """The moment at which the nightly run was due last."""
    due = datetime.combine(now.astimezone(UTC).date(), DUE)
    return due if due <= now else due - timedelta(days=1)


def day_just_ended(now: datetime) -> date:
    """The day that had just ended in London when the run of this moment was last due, however late it starts."""
    return last_due(now).astimezone(LONDON).date() - timedelta(days=1)


def past_due(now: datetime, by: timedelta) -> bool:
    """Whether the night's run was due so long ago, or longer."""
    return now - last_due(now) >= by


def begins_again(tries: int, died_at: datetime, now: datetime) -> bool:
    """Whether a run that has died after so many tries is begun again by now.

    A clock that was put back since does not make it wait longer.
    """
    if tries >= MOST_TRIES:
        return False
    waits = tries == MOST_TRIES - 1 and died_at <= now < died_at + WAIT_BEFORE_THE_LAST
    return not waits
