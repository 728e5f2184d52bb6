"""The report of unusual viewing: each rule in force with what it found in a period, and the log rows behind it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse

from agencies.models import User
from audit.clock import LONDON
from audit.models import ViewingRule
from offenders.oversight.looks import looks
from offenders.oversight.rules import Finding, findings, in_words

MOST = 100  # of one rule on one page
LONGEST_ADDRESS = 1500


@dataclass(frozen=True)
class Found:
    """A finding with its reader's name and the address of its rows."""

    finding: Finding
    who: str
    agency: str
    rows: str
    url: str


@dataclass(frozen=True)
class Section:
    """One rule and what it found; `more` where that is not all."""

    rule: ViewingRule
    found: list[Found]
    more: bool

    @property
    def window(self) -> str:
        """1 hour · 8 hours · 2 days"""
        hours = self.rule.window / timedelta(hours=1)
        number, unit = (hours / 24, "day") if hours > 24 and hours % 24 == 0 else (hours, "hour")
        return f"{number:g} {unit}{'' if number == 1 else 's'}"


def report(reader: User, since: date, until: date) -> list[Section]:
    """From the first day to the last, both included."""
    start, end = (datetime.combine(day, time(), LONDON) for day in (since, until + timedelta(days=1)))
    rules = ViewingRule.objects.filter(in_force=True)
    found = [(rule, _found(rule, reader, start, end)) for rule in rules]
    ids = {finding.user for _, some in found for finding in some}
    readers = {user.pk: user for user in User.objects.filter(pk__in=ids).select_related("agency")}
    return [Section(rule, [_named(f, readers) for f in some[:MOST]], len(some) > MOST) for rule, some in found]


def _found(rule: ViewingRule, reader: User, start: datetime, end: datetime) -> list[Finding]:
    every = findings(looks(rule, reader, start, end), rule.threshold, rule.window)
    return list(islice((finding for finding in every if finding.last >= start), MOST + 1))


def _named(finding: Finding, readers: dict[int, User]) -> Found:
    user, rows = readers.get(finding.user), in_words(finding.rows)
    return Found(
        finding=finding,
        who=user.full_name if user else "an account that is gone",
        agency=user.agency.name if user and user.agency else "",
        rows=rows,
        url=_address(finding, rows),
    )


def _address(finding: Finding, rows: str) -> str:
    """The very rows; where they are too many for an address, the reader's rows of those days."""
    days = {"since": finding.first.astimezone(LONDON).date(), "until": finding.last.astimezone(LONDON).date()}
    exact = len(rows) <= LONGEST_ADDRESS
    wanted = {"rows": rows, "since": "", "until": ""} if exact else {"user_id": finding.user, **days}
    return f"{reverse('log:list')}?{urlencode(wanted)}"
