"""What this room's pages write, as the timeline tells it: each with its agency, as far as the reader may know."""

from collections.abc import Iterator

from agencies.categories import Category
from agencies.models import Agency
from audit.prepared import Number, Rows, Texts, prepared
from casefile.lens import Lens
from casefile.person.event import Event
from enforcement.models import DrugTest, Regime, TestResult, Warrant
from offenders.models import AgencyRequest, IntelligenceReport, Note, Offender, SanitisedReport

POLICE = "Police"


@prepared
def _warrants(person: Number) -> Rows:
    return Warrant.objects.filter(offender=person).select_related("resolved_by")


@prepared
def _tests(person: Number) -> Rows:
    return DrugTest.objects.filter(offender=person).select_related("created_by__agency")


@prepared
def _notes(person: Number, parts: Texts) -> Rows:
    return Note.objects.filter(offender=person, category__in=parts).select_related("agency")


@prepared
def _requests(person: Number, agency: Number) -> Rows:
    rows = AgencyRequest.objects.between(agency).filter(offender=person)
    return rows.select_related("asked_by", "asked_of")


def warrants(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.reads(Category.OFFENDING):
        return
    for row in _warrants(person=person.pk):
        yield Event(row.issued_on, "warrant", row.get_kind_display(), agency=POLICE, bad=True)
        if row.resolved_on:
            how = f", {row.get_resolved_how_display().lower()}" if row.resolved_how else ""
            said = f"{row.get_kind_display().lower()}{how}"
            by = row.resolved_by.name if row.resolved_by else POLICE
            yield Event(row.resolved_on, "warrant", "No longer wanted", said, by)


def tests(person: Offender, lens: Lens) -> Iterator[Event]:
    for row in _tests(person=person.pk):
        if not lens.reads(Regime(row.regime).category):
            continue
        said = f"opiates {row.get_opiates_display().lower()}, cocaine {row.get_cocaine_display().lower()}"
        bad = TestResult.POSITIVE in (row.opiates, row.cocaine)
        by = row.created_by.agency.name if row.created_by and row.created_by.agency else ""
        yield Event(row.tested_on, "test", "Tested", f"{said} ({row.get_regime_display().lower()})", by, bad)


def intelligence(person: Offender, lens: Lens) -> Iterator[Event]:
    """The original for who reads it; for who does not, what was sanitised for them, and no word of the rest."""
    if lens.reads(Category.INTELLIGENCE_ORIGINAL):
        for row in IntelligenceReport.objects.filter(offender=person):
            grade = f"{row.source_grade}{row.intelligence_grade}{row.handling}"
            title = f"Intelligence, {row.get_kind_display().lower()}"
            yield Event(row.received_on, "intelligence", title, f"{row.summary} ({grade})", POLICE)
        return
    for told in sanitised(person, lens):
        title = f"Intelligence, {told.report.get_kind_display().lower()}"
        conditions = f" (on conditions: {told.conditions})" if told.conditions else ""
        yield Event(told.report.received_on, "intelligence", title, f"{told.text}{conditions}", POLICE)


def sanitised(person: Offender, lens: Lens) -> "list[SanitisedReport]":
    """What a reader may be told of reports, the newest first: of the report itself its day and what it is about."""
    agency: Agency | None = lens.user.agency
    if agency is None or not lens.reads(Category.INTELLIGENCE_SANITISED):
        return []
    rows = SanitisedReport.objects.open_to(agency).filter(report__offender=person).select_related("report")
    shown = rows.only("text", "conditions", "report__received_on", "report__kind")
    return list(shown.order_by("-report__received_on", "-pk"))


def notes(person: Offender, lens: Lens) -> Iterator[Event]:
    for row in _notes(person=person.pk, parts=sorted(lens.parts)):
        part = Category(row.category).label.split(" (")[0]
        yield Event(row.noted_on, "note", f"Note on {part}", row.text, row.agency.name)


def requests(person: Offender, lens: Lens) -> Iterator[Event]:
    """What the reader's agency asked or was asked: nobody else is told."""
    for row in _requests(person=person.pk, agency=lens.user.agency_id):
        yield Event(row.asked_on, "request", f"Asked {row.asked_of.name}", row.text, row.asked_by.name)
        if row.ended_on:
            by = row.asked_by if row.status == "withdrawn" else row.asked_of
            title = f"Request {row.get_status_display().lower()}"
            yield Event(row.ended_on, "request", title, row.outcome, by.name)
