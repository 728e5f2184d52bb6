"""How many appointments a week somebody is to have, and how that compares with what was kept.

The scheme's own numbers are rows (`contacts.models.ContactStandard`), each with its source; the default is four a
week, one of them at home, lowered in steps by a decision as progress allows.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contacts.rules.weeks import last_mondays, monday_of

# A decision lowers by no more than this at once.
STEP = 1
WEEKS_BACK = 4


@dataclass(frozen=True)
class Standard:
    """So many appointments a week, so many of them at home; `own` by a decision on the person."""

    weekly: int
    at_home: int
    source: str = ""
    own: bool = False


@dataclass(frozen=True)
class SchemeRow:
    """One row of the scheme's: for a cohort, a status, both, or (both empty) for everybody; from a day."""

    weekly: int
    at_home: int
    from_on: date
    cohort: str = ""
    status: str = ""
    source: str = ""


@dataclass(frozen=True)
class OwnRow:
    """A decision on one person: it holds from a day until the next."""

    weekly: int
    at_home: int
    from_on: date


@dataclass(frozen=True)
class Kept:
    """An appointment that was kept."""

    on: date
    at_home: bool = False


@dataclass(frozen=True)
class Week:
    """One week, Monday to Sunday: what was asked, what was kept; `custody` where a day of it was spent in prison."""

    monday: date
    kept: int
    home: int
    standard: Standard | None = None
    custody: bool = False
    running: bool = False

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def asked(self) -> bool:
        """Whether anything is asked in this week: a standard holds, and no day of it was spent in custody."""
        return self.standard is not None and not self.custody

    @property
    def short(self) -> int:
        return max(0, self.standard.weekly - self.kept) if self.standard and self.asked else 0

    @property
    def home_short(self) -> int:
        return max(0, self.standard.at_home - self.home) if self.standard and self.asked else 0

    @property
    def met(self) -> bool:
        return self.asked and not self.short and not self.home_short


def of_scheme(rows: Iterable[SchemeRow], cohorts: Collection[str], status: str, on: date) -> Standard | None:
    """The scheme's row for somebody on a day: the most particular, of the newest from_on; of equals the most asked."""
    fit = [
        row
        for row in rows
        if row.from_on <= on and (not row.cohort or row.cohort in cohorts) and row.status in ("", status)
    ]
    if not fit:
        return None
    best = max(fit, key=lambda r: (bool(r.cohort) + bool(r.status), bool(r.cohort), r.from_on, r.weekly, r.at_home))
    return Standard(best.weekly, best.at_home, best.source)


def of_person(own: Iterable[OwnRow], on: date) -> Standard | None:
    """What was decided for the person, as it stands on a day."""
    decided = [row for row in own if row.from_on <= on]
    if not decided:
        return None
    latest = max(decided, key=lambda row: row.from_on)
    return Standard(latest.weekly, latest.at_home, own=True)


def counts_from(decided_on: date) -> date:
    """A decision counts from the next Monday, on a Monday from that day: a week has one standard."""
    monday = monday_of(decided_on)
    return monday if monday == decided_on else monday + timedelta(weeks=1)


def what_is_wrong(now: Standard, weekly: int, at_home: int) -> str:
    """Why a new standard is not to be; nothing where it is."""
    if at_home > weekly:
        return "No more of them can be at home than there are."
    if (weekly, at_home) == (now.weekly, now.at_home):
        return "That is the standard already."
    if weekly < now.weekly - STEP:
        return f"It is lowered in steps: from {now.weekly} a week to {now.weekly - STEP} at the least."
    return ""


def week(
    monday: date,
    kept: Iterable[Kept],
    standard: Standard | None,
    inside: Sequence[tuple[date, date | None]],
    on: date,
) -> Week:
    """One week of somebody. A spell in custody covers its first day and not the day of release."""
    sunday = monday + timedelta(days=6)
    of_week = [one for one in kept if monday <= one.on <= min(sunday, on)]
    return Week(
        monday,
        len(of_week),
        sum(one.at_home for one in of_week),
        standard,
        any(begins <= sunday and (ends is None or ends > monday) for begins, ends in inside),
        running=on <= sunday,
    )


def mondays(on: date) -> list[date]:
    """This week's Monday and those of the last four, the newest first."""
    return [monday_of(on), *last_mondays(on, WEEKS_BACK)]
