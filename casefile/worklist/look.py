"""One look at the worklist: its lines in bands, what was put off, and the numbers beside it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.models import PutOff
from casefile.worklist import rules
from casefile.worklist.rules import Band, Line
from casefile.worklist.scope import Scope
from casefile.worklist.sources import SOURCES, collect
from offenders.models import Offender
from rag.shown import WORST_FIRST


@dataclass(frozen=True)
class Entry:
    """One line as the page shows it."""

    line: Line
    band: Band
    person: Offender | None
    status: str | None
    put_off: PutOff | None = None
    scope: Scope | None = None

    @property
    def address(self) -> str:
        """The person's page; of a line about the scheme nothing."""
        return self.scope.address(self.person.pk) if self.scope and self.person else ""

    @property
    def words(self) -> str:
        return SOURCES[self.line.source].words


@dataclass
class Look:
    """All entries of a scope, sorted; those put off stand apart."""

    scope: Scope
    entries: list[Entry]

    @cached_property
    def standing(self) -> list[Entry]:
        """What needs somebody: in one of the three bands, and not put off."""
        return [entry for entry in self.entries if entry.put_off is None and entry.band in rules.SHOWN]

    @cached_property
    def put_off(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.put_off is not None]

    @cached_property
    def next(self) -> Entry | None:
        """What comes first after today, where nothing is due by then."""
        return next((e for e in self.entries if e.put_off is None and e.line.due > self.scope.on), None)

    @cached_property
    def by_band(self) -> Counter[Band]:
        return Counter(entry.band for entry in self.standing)

    @cached_property
    def by_kind(self) -> Counter[str]:
        return Counter(entry.line.source for entry in self.standing)


def look(scope: Scope) -> Look:
    """The number of queries depends on how many sources there are, and not on how many people or lines."""
    lines = collect(scope, SOURCES.values())
    put_off = _put_off(scope, lines)
    entries = [_entry(scope, line, put_off.get((line.person, line.key))) for line in lines]
    entries.sort(key=lambda entry: rules.place(entry.line, _severity(entry.status), _name(entry)))
    return Look(scope, entries)


def of_person(scope: Scope) -> list[Line]:
    """The lines of one person that their own page says too: those of the three bands, the first due on top."""
    lines = collect(scope, [source for source in SOURCES.values() if source.on_person])
    shown = [line for line in lines if _band(scope, line) in rules.SHOWN]
    return sorted(shown, key=lambda line: rules.place(line, 0, ""))


def due_words(due: date, on: date) -> str:
    if due == on:
        return "due today"
    return f"{'overdue since' if due < on else 'due'} {uk_date(due)}"


def _band(scope: Scope, line: Line) -> Band:
    return rules.band(line.due, scope.on, scope.limits["week"], scope.limits["month"])


def _entry(scope: Scope, line: Line, put_off: PutOff | None) -> Entry:
    pk = line.person
    return Entry(
        line,
        _band(scope, line),
        scope.people[pk] if pk is not None else None,
        scope.status(pk) if pk is not None else None,
        put_off,
        scope,
    )


def _put_off(scope: Scope, lines: Iterable[Line]) -> dict[tuple[int | None, str], PutOff]:
    people = {line.person for line in lines if line.person is not None}
    rows = _standing(agency=scope.user.agency_id, people=people, on=scope.on)
    return {(row.offender_id, row.key): row for row in rows}


@prepared
def _standing(agency: Number, people: Ids, on: Day) -> Rows:
    rows = PutOff.objects.standing(on).filter(agency=agency, offender__in=people)
    return rows.select_related("put_off_by")


def _severity(status: str | None) -> int:
    return WORST_FIRST.index(status) if status in WORST_FIRST else len(WORST_FIRST)


def _name(entry: Entry) -> str:
    return entry.person.name if entry.person else ""
