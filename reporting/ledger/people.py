"""The people behind a number of the ledger, as far as one reader sees them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from agencies.models import User
from agencies.rules import Levels
from cohorts.models import Cohort, ReferredBy
from offenders.models import Offender
from offenders.policies import views_of
from rag.visible import ADVICE, ON_SCHEME
from reporting.rules.ledger import CODE, NUMBERS, REFERRER, Entry, Line

BY_MARAC = f"{REFERRER}{ReferredBy.MARAC.label}"


@dataclass(frozen=True)
class Row:
    """One of those who are counted, with the days on the scheme so far; a victims' cohort is for who reads of these."""

    person: Offender
    entry: Entry
    cohorts: list[str]
    referrer: str
    days: int
    parts: frozenset[Category]


@dataclass(frozen=True)
class Behind:
    """Who is counted in a number: those whom the reader sees, by name, and how many more there are."""

    words: str
    rows: list[Row]
    counted: int

    @property
    def not_seen(self) -> int:
        return self.counted - len(self.rows)


def words_of(number: str) -> str:
    """What is counted, in words."""
    if number.startswith(CODE):
        return f"Left by code {number.removeprefix(CODE)}"
    if number.startswith(REFERRER):
        return f"Came on, referred by {number.removeprefix(REFERRER)}"
    return NUMBERS.get(number, "")


def behind(user: User, line: Line, number: str, until: date) -> Behind:
    """The entries of a number in one quarter, counted up to a day of it."""
    entries = line.entries.get(number, [])
    of_each: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        of_each[entry.person].append(entry)
    seen = Offender.objects.visible_to(user).filter(pk__in=list(of_each)).select_related("area")
    people = list(seen.order_by("family_name", "given_names", "pk"))
    views, cohorts = views_of(user, [person.pk for person in people]), {one.code: one for one in Cohort.objects.all()}
    rows = [
        _row(person, entry, views[person.pk].levels, cohorts, until)
        for person in people
        if person.pk in views and _reads(views[person.pk].levels, number)
        for entry in of_each[person.pk]
    ]
    return Behind(words_of(number), rows, len(entries))


def _reads(levels: Levels, number: str) -> bool:
    return levels.reads(Category.SCHEME, *([Category.VICTIMS] if number == BY_MARAC else []))


def _row(person: Offender, entry: Entry, levels: Levels, cohorts: dict[str, Cohort], until: date) -> Row:
    theirs = [cohorts[code] for code in entry.cohorts]
    named = [one for one in theirs if levels.reads(*one.categories)]
    words = [one.name for one in named] + ([ADVICE[ON_SCHEME]] if len(named) < len(theirs) else [])
    parts = {Category.IDENTITY, Category.SCHEME}.union(*(one.categories for one in named))
    if (referrer := entry.referrer) == ReferredBy.MARAC.label:
        referrer = referrer if levels.reads(Category.VICTIMS) else ""
        parts |= {Category.VICTIMS} if referrer else set()
    days = ((entry.off or until) - entry.on).days
    return Row(person, entry, words, referrer, days, frozenset(parts))
