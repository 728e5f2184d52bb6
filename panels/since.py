"""What happened to people since the last panel, by agency, as a screen may show it of each.

It is asked of many at once (the pack) and of one (the room's page) in the same way; the number of queries does not
depend on how many there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_day
from audit.months import add_months
from audit.prepared import Day, Ids, prepared
from audit.prepared import Rows as Prepared
from enforcement.models import DrugTest, Regime, Warrant
from offenders.models import Arrest, Contact, CustodySpell, IntelligenceReport, Offence, Outcome
from panels import reads
from panels.models import AgendaItem, Panel
from panels.screen import Screen
from rag.models import Direction, Judgement

POLICE, PRISON, TESTS = "Police", "Custody", "Drug tests"
Rows = Mapping[int, list[Any]]


@dataclass(frozen=True)
class Window:
    """The days after `after`, up to and including `until`."""

    after: date
    until: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.after < day <= self.until


@dataclass(frozen=True)
class Account:
    """What one agency, or one kind of fact, has to say."""

    heading: str
    sentences: list[str]


def windows(panel: Panel, items: Iterable[AgendaItem]) -> dict[int, Window]:
    """By person: since the area's last panel; without one since their last decision; without that in a month."""
    last = next(iter(reads.closed_before(area=panel.area_id, day=panel.held_on)), None)
    a_month = add_months(panel.held_on, -1)
    return {
        item.offender_id: Window(last or _decided_before(item, panel.held_on) or a_month, panel.held_on)
        for item in items
    }


def _decided_before(item: AgendaItem, day: date) -> date | None:
    return item.previous.effective_on if item.previous and item.previous.effective_on < day else None


def accounts(days: Mapping[int, Window], screens: Mapping[int, Screen]) -> dict[int, list[Account]]:
    """By person what there is to tell of their own days."""
    if not days:
        return {}
    longest = Window(min(one.after for one in days.values()), max(one.until for one in days.values()))
    found = _read(longest, screens)
    of = lambda pk: {kind: rows.get(pk, []) for kind, rows in found.items()}  # noqa: E731
    return {pk: _told(window, screens[pk], of(pk)) for pk, window in days.items()}


def _read(span: Window, screens: Mapping[int, Screen]) -> dict[type, Rows]:
    """The rows of each kind, of those of whom the screen shows any, over the days of all of them."""
    knows = lambda category: [pk for pk, screen in screens.items() if screen.knows_of(category)]  # noqa: E731
    shown = lambda category: [pk for pk, screen in screens.items() if screen.reads(category)]  # noqa: E731
    arrests = _of(_arrests, span, knows(Category.OFFENDING))
    return {
        Arrest: arrests,
        Offence: _offences_of([one for rows in arrests.values() for one in rows]),
        Warrant: _of(_warrants, span, shown(Category.OFFENDING)),
        IntelligenceReport: _of(_reports, span, shown(Category.INTELLIGENCE_ORIGINAL)),
        CustodySpell: _of(_spells, span, knows(Category.CUSTODY)),
        DrugTest: _of(_drug_tests, span, list(screens)),
        Contact: _of(_contacts, span, shown(Category.ENGAGEMENT)),
        Judgement: _of(_judgements, span, shown(Category.SCHEME)),
    }


def _of(ask: Callable[..., list[Any]], span: Window, people: list[int]) -> Rows:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in ask(people=people, after=span.after, until=span.until) if people else []:
        found[row.offender_id].append(row)
    return found


def _offences_of(arrests: list[Arrest]) -> Rows:
    """By person, the worst of each arrest first."""
    found: dict[int, list[Any]] = defaultdict(list)
    people = {one.pk: one.offender_id for one in arrests}
    for offence in _offences(arrests=people) if people else []:
        found[people[offence.arrest_id]].append(offence)
    return found


def _days(name: str, after: Any, until: Any) -> Q:
    return Q(**{f"{name}__gt": after, f"{name}__lte": until})


@prepared
def _arrests(people: Ids, after: Day, until: Day) -> Prepared:
    rows = Arrest.objects.filter(_days("arrested_on", after, until), offender__in=people)
    return rows.order_by("-arrested_on", "-pk")


@prepared
def _offences(arrests: Ids) -> Prepared:
    rows = Offence.objects.filter(arrest__in=arrests).select_related("offence_code")
    return rows.order_by("-offence_code__severity", "pk")


@prepared
def _warrants(people: Ids, after: Day, until: Day) -> Prepared:
    rows = Warrant.objects.filter(_days("issued_on", after, until) | _days("resolved_on", after, until))
    return (rows | Warrant.objects.in_force(until)).filter(offender__in=people).order_by("-issued_on", "-pk")


@prepared
def _reports(people: Ids, after: Day, until: Day) -> Prepared:
    rows = IntelligenceReport.objects.filter(_days("received_on", after, until), offender__in=people)
    return rows.order_by("-received_on", "-pk")


@prepared
def _spells(people: Ids, after: Day, until: Day) -> Prepared:
    of_the_days = _days("admitted_on", after, until) | _days("released_on", after, until)
    return CustodySpell.objects.filter(of_the_days, offender__in=people).order_by("-admitted_on", "-pk")


@prepared
def _drug_tests(people: Ids, after: Day, until: Day) -> Prepared:
    rows = DrugTest.objects.filter(_days("tested_on", after, until), offender__in=people)
    return rows.order_by("-tested_on", "-pk")


@prepared
def _contacts(people: Ids, after: Day, until: Day) -> Prepared:
    rows = Contact.objects.filter(_days("due_on", after, until), offender__in=people).select_related("agency")
    return rows.order_by("agency__position", "agency__code", "due_on", "pk")


@prepared
def _judgements(people: Ids, after: Day, until: Day) -> Prepared:
    rows = Judgement.objects.filter(_days("made_on", after, until), offender__in=people).select_related("agency")
    return rows.order_by("-made_on", "pk")


def _told(days: Window, screen: Screen, rows: Mapping[type, list[Any]]) -> list[Account]:
    police = [
        *_arrested(rows[Arrest], rows[Offence], days, screen),
        *_wanted(rows[Warrant], days),
        *_reported(rows[IntelligenceReport], days),
    ]
    told = [
        Account(POLICE, police),
        Account(PRISON, list(_custody(rows[CustodySpell], days, screen))),
        Account(TESTS, list(_tests(rows[DrugTest], days, screen))),
    ]
    agencies = _by_agency(rows[Contact], rows[Judgement], days)
    return [account for account in told if account.sentences] + agencies


def _arrested(arrests: Iterable[Arrest], found: list[Offence], days: Window, screen: Screen) -> Iterator[str]:
    for arrest in arrests:
        if not days.holds(arrest.arrested_on):
            continue
        if screen.reads(Category.OFFENDING):
            offences = [
                f"{_short(one.offence_code.name)} ({one.get_disposal_display().lower()})"
                for one in found
                if one.arrest_id == arrest.pk
            ]
            yield f"Arrested {uk_day(arrest.arrested_on)}: {'; '.join(offences)}"
        else:
            yield f"Arrested {uk_day(arrest.arrested_on)}"


def _short(name: str) -> str:
    """The code list's name up to its colon: what it was, without the statute's circumstances."""
    return name.split(":")[0].strip().rstrip(".")


def _wanted(markers: Iterable[Warrant], days: Window) -> Iterator[str]:
    """Begun or resolved in the days, or in force on the last of them."""
    for marker in markers:
        resolved = marker.resolved_on if marker.resolved_on and marker.resolved_on <= days.until else None
        if not (days.holds(marker.issued_on) or days.holds(marker.resolved_on)) and resolved:
            continue
        words = f"{marker.get_kind_display()} since {uk_day(marker.issued_on)}"
        if resolved:
            words = f"{marker.get_kind_display()} of {uk_day(marker.issued_on)}: resolved {uk_day(resolved)}"
        yield words


def _reported(reports: Iterable[IntelligenceReport], days: Window) -> Iterator[str]:
    """That reports came in, never what they say: nothing on a panel's page is original intelligence."""
    for report in reports:
        if days.holds(report.received_on):
            grade = f"{report.source_grade}{report.intelligence_grade}"
            yield f"Intelligence {uk_day(report.received_on)}: {report.get_kind_display().lower()}, graded {grade}"


def _custody(spells: Iterable[CustodySpell], days: Window, screen: Screen) -> Iterator[str]:
    for spell in spells:
        where = f" {spell.establishment}" if screen.reads(Category.CUSTODY) else " custody"
        if days.holds(spell.admitted_on):
            why = f" ({spell.get_reason_display().lower()})" if screen.reads(Category.CUSTODY) else ""
            yield f"Into{where} {uk_day(spell.admitted_on)}{why}"
        if days.holds(spell.released_on):
            yield f"Out of{where} {uk_day(spell.released_on)}"


def _tests(tests: Iterable[DrugTest], days: Window, screen: Screen) -> Iterator[str]:
    """Statutory tests by regime, the latest first; a voluntary one is a detail of treatment."""
    by_regime: dict[str, list[str]] = {}
    for test in tests:
        if days.holds(test.tested_on) and screen.reads(Regime(test.regime).category):
            by_regime.setdefault(test.get_regime_display(), []).append(f"{uk_day(test.tested_on)} {_result(test)}")
    for regime, results in by_regime.items():
        yield f"{regime}: {'; '.join(results)}"


def _result(test: DrugTest) -> str:
    """One word where both say the same, else what each says."""
    opiates, cocaine = test.get_opiates_display().lower(), test.get_cocaine_display().lower()
    return opiates if opiates == cocaine else f"opiates {opiates}, cocaine {cocaine}"


def _by_agency(contacts: Iterable[Contact], made: Iterable[Judgement], days: Window) -> list[Account]:
    """Appointments and judgements of each agency, in the scheme's order of agencies."""
    told: dict[tuple[int, str], list[str]] = {}
    for agency, due in _grouped(row for row in contacts if days.holds(row.due_on)).items():
        told.setdefault(agency, []).append(_appointments(due))
    for agency, judgements in _grouped(row for row in made if days.holds(row.made_on)).items():
        told.setdefault(agency, []).extend(_judged(judgement) for judgement in judgements)
    return [Account(name, sentences) for (_, name), sentences in sorted(told.items())]


def _grouped(rows: Iterable[Any]) -> dict[tuple[int, str], list[Any]]:
    groups: dict[tuple[int, str], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.agency.position, row.agency.name), []).append(row)
    return groups


def _appointments(due: list[Contact]) -> str:
    """Kept 2 of 4: missed 12 and 19 March. An acceptable miss is neither kept nor missed (spec/rag.md)."""
    kept = sum(contact.outcome == Outcome.KEPT for contact in due)
    missed = [uk_day(contact.due_on) for contact in due if contact.outcome == Outcome.MISSED_UNACCEPTABLE]
    excused = len(due) - kept - len(missed)
    words = f"Kept {kept} of {kept + len(missed)}" if kept or missed else "Nothing kept or missed"
    if missed:
        words += f"; missed {', '.join(missed)}"
    return f"{words}; {excused} missed with good reason" if excused else words


def _judged(judgement: Judgement) -> str:
    word = "increasing" if judgement.direction == Direction.INCREASE else "decreasing"
    return f"Judged {uk_day(judgement.made_on)} that the risk is {word}"
