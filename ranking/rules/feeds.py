"""Whether the offence data of an area is late, and the sentence that says so (issue 6: "stale-feed marks").

How many days is a setting. The day is that on which the last new offence of the area reached the register, by an import
or by hand, whatever day it happened on.
"""

from datetime import date

from audit.months import uk


def is_late(last_on: date | None, on: date, days: int) -> bool:
    """Late after so many days: on the day itself and from then on. Where nothing ever came, always."""
    return last_on is None or (on - last_on).days >= days


def said(area: str, last_on: date | None, on: date) -> str:
    if last_on is None:
        return f"No offence from {area} has ever reached the register: ranks of people there may be too low."
    days = (on - last_on).days
    return (
        f"No new offence from {area} has reached the register since {uk(last_on)} ({days:,} days): ranks of people "
        "there may be too low."
    )
