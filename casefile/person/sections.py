"""The pages of a person: what each holds, and which category a reader must have to know that it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from agencies.categories import Category
from agencies.paging import page_of
from casefile.person import charts, pathways, timeline
from casefile.person.identity import Identity, current_supervisions
from casefile.register.reader import Reader
from cohorts.models import Membership
from enforcement.models import DrugTest
from offenders.models import Disposal, Offence
from pathways.models import Pathway
from rag.models import Decision, Proposal
from rag.queries import LATEST_FIRST

Load = Callable[[Reader, Identity, Any], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One page: its name in the address, its words, the categories of which one is needed, and what it reads."""

    name: str
    words: str
    needs: tuple[Category, ...]
    load: Load
    whole: bool = True

    def may(self, reader: Reader) -> bool:
        see = reader.lens.reads if self.whole else reader.lens.knows_of
        return any(see(category) for category in self.needs)


def _timeline(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    """Everything, by kind and by agency, paged."""
    found = timeline.events(bar.person, reader.on, reader.lens)
    kind, agency = request.GET.get("kind", ""), request.GET.get("agency", "")
    kinds = [(k, words) for k, words in timeline.KINDS.items() if any(event.kind == k for event in found)]
    agencies = sorted({event.agency for event in found if event.agency})
    rows = [e for e in found if kind in ("", e.kind) and agency in ("", e.agency)]
    return {"page": page_of(request, rows), "kinds": kinds, "agencies": agencies, "kind": kind, "agency": agency}


def _offending(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    if not reader.lens.reads(Category.OFFENDING):
        return {"dates": list(bar.person.arrests.order_by("-arrested_on").values_list("arrested_on", flat=True))}
    offences = Offence.objects.select_related("offence_code", "area").order_by("-offence_code__severity", "pk")
    arrests = bar.person.arrests.filter(arrested_on__lte=reader.on).prefetch_related(Prefetch("offences", offences))
    page = page_of(request, arrests.order_by("-arrested_on", "-pk"))
    wanted = bar.person.warrants.filter(issued_on__lte=reader.on).order_by("-issued_on")
    return {"page": page, "wanted": wanted, "positive": Disposal.positive(), "chart": offence_years(reader, bar)}


def offence_years(reader: Reader, bar: Identity) -> charts.YearChart | None:
    """Offences a year by the day of arrest, those with a positive disposal, the day of selection marked."""
    if not reader.lens.reads(Category.OFFENDING):
        return None
    proved = Offence.objects.filter(arrest__offender=bar.person, disposal__in=Disposal.positive())
    return charts.years(proved.values_list("arrest__arrested_on", flat=True), reader.on, bar.selected_on)


def _supervision(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    lens, person = reader.lens, bar.person
    spells = person.custody_spells.filter(admitted_on__lte=reader.on).order_by("-admitted_on")
    rows = person.supervisions.filter(started_on__lte=reader.on).order_by("-started_on")
    return {
        "custody_whole": lens.reads(Category.CUSTODY),
        "supervision_whole": lens.reads(Category.SUPERVISION),
        "spells": spells if lens.knows_of(Category.CUSTODY) else [],
        "supervisions": rows if lens.knows_of(Category.SUPERVISION) else [],
        "current": {row.pk for row in current_supervisions(person, reader.on)},
    }


def _tests(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    seen = DrugTest.objects.filed_under(reader.lens.parts).filter(offender=bar.person, tested_on__lte=reader.on)
    return {"page": page_of(request, seen.order_by("-tested_on", "-pk"))}


def _appointments(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    contacts = bar.person.contacts.filter(due_on__lte=reader.on).select_related("agency").order_by("-due_on", "-pk")
    return {"page": page_of(request, contacts)}


def _pathways(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    found = pathways.assessments(bar.person, reader.on)
    lens = reader.lens
    rows = [
        (pathway, [(row, lens.letter(row.level)) for row in found.get(pathway.code, [])])
        for pathway in Pathway.objects.all()
    ]
    return {"pathways": rows}


def _intelligence(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    reports = bar.person.intelligence_reports.filter(received_on__lte=reader.on)
    return {"page": page_of(request, reports.order_by("-received_on", "-pk"))}


def _history(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    """The scheme's own history: episodes on cohorts, decided statuses, who led, which agencies are involved."""
    lens, person = reader.lens, bar.person
    episodes = Membership.objects.filter(offender=person).select_related("cohort", "deselection_code")
    decisions = Decision.objects.filter(offender=person, effective_on__lte=reader.on)
    decisions = decisions.select_related("decided_by_user", "proposal").order_by(*LATEST_FIRST)
    return {
        "episodes": [(row, lens.cohort(row.cohort), lens.referrer(row)) for row in episodes.order_by("-selected_on")],
        "decisions": [(row, lens.decided(row), lens.reads(Category.OFFENDING)) for row in decisions],
        "leads": person.leads.select_related("agency", "officer").order_by("-from_on"),
        "involved": person.involvements.in_force(reader.on)
        .select_related("agency")
        .order_by("agency__position", "reason"),
        "proposals": Proposal.objects.filter(offender=person).count(),
    }


SECTIONS = [
    Section("timeline", "Timeline", (Category.IDENTITY,), _timeline),
    Section("offending", "Offending", (Category.OFFENDING,), _offending, whole=False),
    Section(
        "supervision", "Supervision and custody", (Category.SUPERVISION, Category.CUSTODY), _supervision, whole=False
    ),
    Section("tests", "Drug tests", (Category.TESTS, Category.TREATMENT), _tests),
    Section("appointments", "Appointments", (Category.ENGAGEMENT,), _appointments),
    Section("pathways", "Pathways", (Category.PATHWAYS,), _pathways),
    Section("intelligence", "Intelligence", (Category.INTELLIGENCE_ORIGINAL,), _intelligence),
    Section("history", "History", (Category.SCHEME,), _history),
]
