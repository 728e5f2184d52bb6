"""What happened to a person since the last panel, by agency, as a screen may show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_day
from audit.months import add_months
from enforcement.models import DrugTest, Regime, Warrant
from offenders.models import Arrest, Contact, CustodySpell, IntelligenceReport, Offence, Offender, Outcome
from panels.models import AgendaItem, Panel
from panels.screen import Screen
from rag.models import Direction, Judgement

POLICE, PRISON, TESTS = "Police", "Custody", "Drug tests"


@dataclass(frozen=True)
class Window:
    """The days after `after`, up to and including `until`."""

    after: date
    until: date

    def days(self, name: str) -> dict[str, date]:
        return {f"{name}__gt": self.after, f"{name}__lte": self.until}


@dataclass(frozen=True)
class Account:
    """What one agency, or one kind of fact, has to say."""

    heading: str
    sentences: list[str]


def window(item: AgendaItem) -> Window:
    """Since the area's last panel; without one since the last decision; without that in the last month."""
    panel = item.panel
    last = Panel.objects.closed_before(panel.area, panel.held_on).values_list("held_on", flat=True).first()
    if last is None and item.previous and item.previous.effective_on < panel.held_on:
        last = item.previous.effective_on
    return Window(last or add_months(panel.held_on, -1), panel.held_on)


def accounts(who: Offender, days: Window, screen: Screen) -> list[Account]:
    police = [*_arrests(who, days, screen), *_wanted(who, days, screen), *_reports(who, days, screen)]
    told = [
        Account(POLICE, police),
        Account(PRISON, list(_custody(who, days, screen))),
        Account(TESTS, list(_tests(who, days, screen))),
    ]
    return [account for account in told if account.sentences] + _by_agency(who, days, screen)


def _arrests(who: Offender, days: Window, screen: Screen) -> Iterator[str]:
    if not screen.knows_of(Category.OFFENDING):
        return
    worst_first = Offence.objects.select_related("offence_code").order_by("-offence_code__severity", "pk")
    arrests = Arrest.objects.filter(offender=who, **days.days("arrested_on")).order_by("-arrested_on", "-pk")
    for arrest in arrests.prefetch_related(Prefetch("offences", worst_first)):
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


def _wanted(who: Offender, days: Window, screen: Screen) -> Iterator[str]:
    if not screen.reads(Category.OFFENDING):
        return
    markers = Warrant.objects.filter(offender=who)
    begun_or_resolved = markers.filter(Q(**days.days("issued_on")) | Q(**days.days("resolved_on")))
    for marker in (begun_or_resolved | markers.in_force(days.until)).order_by("-issued_on", "-pk"):
        words = f"{marker.get_kind_display()} since {uk_day(marker.issued_on)}"
        if marker.resolved_on and marker.resolved_on <= days.until:
            words = f"{marker.get_kind_display()} of {uk_day(marker.issued_on)}: resolved {uk_day(marker.resolved_on)}"
        yield words


def _reports(who: Offender, days: Window, screen: Screen) -> Iterator[str]:
    """That reports came in, never what they say: nothing on a panel's page is original intelligence."""
    if not screen.reads(Category.INTELLIGENCE_ORIGINAL):
        return
    for report in IntelligenceReport.objects.filter(offender=who, **days.days("received_on")).order_by("-received_on"):
        grade = f"{report.source_grade}{report.intelligence_grade}"
        yield f"Intelligence {uk_day(report.received_on)}: {report.get_kind_display().lower()}, graded {grade}"


def _custody(who: Offender, days: Window, screen: Screen) -> Iterator[str]:
    if not screen.knows_of(Category.CUSTODY):
        return
    of_the_days = Q(**days.days("admitted_on")) | Q(**days.days("released_on"))
    for spell in CustodySpell.objects.filter(of_the_days, offender=who).order_by("-admitted_on", "-pk"):
        where = f" {spell.establishment}" if screen.reads(Category.CUSTODY) else " custody"
        if spell.admitted_on > days.after:
            why = f" ({spell.get_reason_display().lower()})" if screen.reads(Category.CUSTODY) else ""
            yield f"Into{where} {uk_day(spell.admitted_on)}{why}"
        if spell.released_on and days.after < spell.released_on <= days.until:
            yield f"Out of{where} {uk_day(spell.released_on)}"


def _tests(who: Offender, days: Window, screen: Screen) -> Iterator[str]:
    """Statutory tests by regime, the latest first; a voluntary one is a detail of treatment."""
    by_regime: dict[str, list[str]] = {}
    for test in DrugTest.objects.filter(offender=who, **days.days("tested_on")).order_by("-tested_on", "-pk"):
        if screen.reads(Regime(test.regime).category):
            by_regime.setdefault(test.get_regime_display(), []).append(f"{uk_day(test.tested_on)} {_result(test)}")
    for regime, results in by_regime.items():
        yield f"{regime}: {'; '.join(results)}"


def _result(test: DrugTest) -> str:
    """One word where both say the same, else what each says."""
    opiates, cocaine = test.get_opiates_display().lower(), test.get_cocaine_display().lower()
    return opiates if opiates == cocaine else f"opiates {opiates}, cocaine {cocaine}"


def _by_agency(who: Offender, days: Window, screen: Screen) -> list[Account]:
    """Appointments and judgements of each agency, in the scheme's order of agencies."""
    told: dict[tuple[int, str], list[str]] = {}
    if screen.reads(Category.ENGAGEMENT):
        contacts = Contact.objects.filter(offender=who, **days.days("due_on")).select_related("agency")
        for agency, due in _grouped(contacts.order_by("agency__position", "agency__code", "due_on", "pk")).items():
            told.setdefault(agency, []).append(_appointments(due))
    if screen.reads(Category.SCHEME):
        made = Judgement.objects.filter(offender=who, **days.days("made_on")).select_related("agency")
        for agency, judgements in _grouped(made.order_by("-made_on", "pk")).items():
            told.setdefault(agency, []).extend(_judged(judgement) for judgement in judgements)
    return [Account(name, sentences) for (_, name), sentences in sorted(told.items())]


def _grouped(rows: QuerySet[Any]) -> dict[tuple[int, str], list[Any]]:
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
