"""What happened to people since the last panel, by agency, as a screen may show it of each.

It is asked of many at once (the pack) and of one (the room's page) in the same way; the number of queries does not
depend on how many there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_day
from audit.months import add_months
from enforcement.models import DrugTest, Regime, Warrant
from offenders.models import Arrest, Contact, CustodySpell, IntelligenceReport, Offence, Outcome
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

    def days(self, name: str) -> dict[str, date]:
        return {f"{name}__gt": self.after, f"{name}__lte": self.until}

    def holds(self, day: date | None) -> bool:
        return day is not None and self.after < day <= self.until


@dataclass(frozen=True)
class Account:
    """What one agency, or one kind of fact, has to say."""

    heading: str
    sentences: list[str]


def windows(panel: Panel, items: Iterable[AgendaItem]) -> dict[int, Window]:
    """By person: since the area's last panel; without one since their last decision; without that in a month."""
    last = Panel.objects.closed_before(panel.area, panel.held_on).values_list("held_on", flat=True).first()
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
    reads = lambda category: [pk for pk, screen in screens.items() if screen.reads(category)]  # noqa: E731
    return {
        Arrest: _of(_arrests(span), knows(Category.OFFENDING)),
        Warrant: _of(_warrants(span), reads(Category.OFFENDING)),
        IntelligenceReport: _of(_reports(span), reads(Category.INTELLIGENCE_ORIGINAL)),
        CustodySpell: _of(_spells(span), knows(Category.CUSTODY)),
        DrugTest: _of(DrugTest.objects.filter(**span.days("tested_on")).order_by("-tested_on", "-pk"), screens),
        Contact: _of(_contacts(span), reads(Category.ENGAGEMENT)),
        Judgement: _of(_judgements(span), reads(Category.SCHEME)),
    }


def _of(rows: QuerySet[Any], people: Collection[int]) -> Rows:
    found: dict[int, list[Any]] = defaultdict(list)
    if people:
        for row in rows.filter(offender__in=people):
            found[row.offender_id].append(row)
    return found


def _arrests(span: Window) -> QuerySet[Arrest]:
    worst_first = Offence.objects.select_related("offence_code").order_by("-offence_code__severity", "pk")
    rows = Arrest.objects.filter(**span.days("arrested_on")).order_by("-arrested_on", "-pk")
    return rows.prefetch_related(Prefetch("offences", worst_first))


def _warrants(span: Window) -> QuerySet[Warrant]:
    begun_or_resolved = Warrant.objects.filter(Q(**span.days("issued_on")) | Q(**span.days("resolved_on")))
    return (begun_or_resolved | Warrant.objects.in_force(span.until)).order_by("-issued_on", "-pk")


def _reports(span: Window) -> QuerySet[IntelligenceReport]:
    return IntelligenceReport.objects.filter(**span.days("received_on")).order_by("-received_on", "-pk")


def _spells(span: Window) -> QuerySet[CustodySpell]:
    of_the_days = Q(**span.days("admitted_on")) | Q(**span.days("released_on"))
    return CustodySpell.objects.filter(of_the_days).order_by("-admitted_on", "-pk")


def _contacts(span: Window) -> QuerySet[Contact]:
    rows = Contact.objects.filter(**span.days("due_on")).select_related("agency")
    return rows.order_by("agency__position", "agency__code", "due_on", "pk")


def _judgements(span: Window) -> QuerySet[Judgement]:
    return Judgement.objects.filter(**span.days("made_on")).select_related("agency").order_by("-made_on", "pk")


def _told(days: Window, screen: Screen, rows: Mapping[type, list[Any]]) -> list[Account]:
    police = [
        *_arrested(rows[Arrest], days, screen),
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


def _arrested(arrests: Iterable[Arrest], days: Window, screen: Screen) -> Iterator[str]:
    for arrest in arrests:
        if not days.holds(arrest.arrested_on):
            continue
        if screen.reads(Category.OFFENDING):
            offences = [
                f"{_short(o.offence_code.name)} ({o.get_disposal_display().lower()})" for o in arrest.offences.all()
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
