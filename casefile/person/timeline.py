"""What happened to one person, newest first, as far as the reader may know: one query a kind, whatever its length."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from agencies.categories import Category
from audit.prepared import Number, Rows, prepared
from casefile.custody import told as custody_told
from casefile.events import told
from casefile.lens import Lens
from casefile.person.event import Event
from cohorts.models import Membership
from contacts.models import ContactNote
from documents.models import Document
from offenders.models import Arrest, Contact, CustodySpell, Offence, Offender, Supervision
from pathways.models import PathwayAssessment
from rag.models import Decision, Judgement, Status
from rag.visible import ADVICE

KINDS = {
    "arrest": "Arrests",
    "warrant": "Wanted",
    "custody": "Custody",
    "supervision": "Supervision",
    "appointment": "Appointments",
    "test": "Drug tests",
    "intelligence": "Intelligence",
    "note": "Notes",
    "request": "Requests to agencies",
    "pathway": "Pathways",
    "rag": "RAG and judgements",
    "cohort": "Cohorts",
    "document": "Documents",
}
Source = Callable[[Offender, Lens], Iterator[Event]]


def events(person: Offender, on: date, lens: Lens) -> list[Event]:
    """Everything up to a day, newest first."""
    found = [event for source in SOURCES for event in source(person, lens) if event.on <= on]
    order = list(KINDS)
    return sorted(found, key=lambda event: (-event.on.toordinal(), order.index(event.kind), event.title, event.text))


def _arrests(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.knows_of(Category.OFFENDING):
        return
    if not lens.reads(Category.OFFENDING):
        for day in person.arrests.values_list("arrested_on", flat=True):
            yield Event(day, "arrest", "Arrested", agency="Police", bad=True)
        return
    said: dict[int, list[str]] = defaultdict(list)
    for o in _offences_of(person=person.pk):
        words = f"{o.offence_code.name} ({o.offence_code_id}), {o.get_disposal_display().lower()}, {o.area.name}"
        said[o.arrest_id].append(words)
    for arrest in _arrests_of(person=person.pk):
        yield Event(arrest.arrested_on, "arrest", "Arrested", "; ".join(said[arrest.pk]), "Police", bad=True)


@prepared
def _arrests_of(person: Number) -> Rows:
    return Arrest.objects.filter(offender=person)


@prepared
def _offences_of(person: Number) -> Rows:
    offences = Offence.objects.filter(arrest__offender=person).select_related("offence_code", "area")
    return offences.order_by("arrest", "pk")


def _custody(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.knows_of(Category.CUSTODY):
        return
    whole = lens.reads(Category.CUSTODY)
    for row in _spells_of(person=person.pk):
        where = f"{row.establishment}, {row.get_reason_display().lower()}" if whole else ""
        yield Event(row.admitted_on, "custody", "Taken into custody", where, "Prison")
        if row.released_on:
            poor = "engagement before release poor" if whole and row.engagement == "poor" else ""
            yield Event(
                row.released_on,
                "custody",
                "Released",
                poor or (row.establishment if whole else ""),
                "Prison",
                bool(poor),
            )


@prepared
def _spells_of(person: Number) -> Rows:
    return CustodySpell.objects.filter(offender=person)


@prepared
def _supervised(person: Number) -> Rows:
    return Supervision.objects.filter(offender=person)


@prepared
def _contacts_of(person: Number) -> Rows:
    return Contact.objects.filter(offender=person).select_related("agency", "said")


@prepared
def _unplanned_of(person: Number) -> Rows:
    return ContactNote.objects.unplanned().filter(offender=person).select_related("agency")


@prepared
def _assessed(person: Number) -> Rows:
    rows = PathwayAssessment.objects.filter(offender=person).select_related("level__pathway")
    return rows.order_by("assessed_on", "level__pathway__position", "ref")


@prepared
def _decisions_of(person: Number) -> Rows:
    return Decision.objects.filter(offender=person).select_related("proposal")


@prepared
def _judgements_of(person: Number) -> Rows:
    return Judgement.objects.filter(offender=person).select_related("agency")


@prepared
def _memberships_of(person: Number) -> Rows:
    return Membership.objects.filter(offender=person).select_related("cohort", "deselection_code")


@prepared
def _documents_of(person: Number) -> Rows:
    return Document.objects.filter(offender=person).select_related("agency")


def _supervision(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.knows_of(Category.SUPERVISION):
        return
    for row in _supervised(person=person.pk):
        what = row.get_order_type_display().lower() if lens.reads(Category.SUPERVISION) else ""
        yield Event(row.started_on, "supervision", "Supervision began", what, row.get_provider_display())
        if row.ended_on:
            yield Event(row.ended_on, "supervision", "Supervision ended", what, row.get_provider_display())


def _appointments(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.reads(Category.ENGAGEMENT):
        return
    yield from _unplanned(person)
    for row in _contacts_of(person=person.pk):
        said = f": {row.said.text}" if hasattr(row, "said") else ""
        title = "Kept an appointment" if row.outcome == "kept" else "Missed an appointment"
        how = (
            "" if row.outcome == "kept" else ", acceptable" if row.outcome == "missed_acceptable" else ", unacceptable"
        )
        yield Event(
            row.due_on,
            "appointment",
            title,
            f"{row.get_kind_display().lower()}{how}{said}",
            row.agency.name,
            bad=row.outcome == "missed_unacceptable",
        )


def _unplanned(person: Offender) -> Iterator[Event]:
    for row in _unplanned_of(person=person.pk):
        words = f"{row.get_kind_display().lower()}: {row.text}"
        yield Event(row.happened_on, "appointment", "Contact", words, row.agency.name)


def _pathways(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.reads(Category.PATHWAYS):
        return
    for day, together in groupby(_assessed(person=person.pk), _day):
        said: dict[bool, list[str]] = {True: [], False: []}
        for row in together:
            letter = f" ({row.level.letter})" if row.level.letter and lens.letter(row.level) else ""
            said[row.level.need].append(f"{row.level.pathway.name}{letter}")
        parts = [
            f"need: {', '.join(said[True])}" if said[True] else "",
            f"no need: {', '.join(said[False])}" if said[False] else "",
        ]
        yield Event(day, "pathway", "Pathways assessed", "; ".join(filter(None, parts)))


def _day(row: PathwayAssessment) -> date:
    return row.assessed_on


def _rag(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.knows_of(Category.SCHEME):
        return
    whole = lens.reads(Category.SCHEME)
    for row in _decisions_of(person=person.pk):
        status = lens.decided(row)
        words = str(Status(status).label) if status in Status.values else ADVICE.get(status, "")
        reason = row.reason if whole and lens.reads(Category.OFFENDING) else ""
        by = row.get_decided_by_display() if whole else ""
        yield Event(row.effective_on, "rag", f"Decided {words}", reason, by)
    if not whole:  # a flag is that it exists, its date and status (spec/access.md, section 2)
        return
    for judgement in _judgements_of(person=person.pk):
        bad = judgement.direction == "increase"
        # Free text may name an arrest or a warrant: for readers of those, and for the agency that wrote it.
        reason = judgement.reason if lens.reads(Category.OFFENDING) or judgement.agency == lens.user.agency else ""
        yield Event(judgement.made_on, "rag", judgement.get_direction_display(), reason, judgement.agency.name, bad)


def _cohorts(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.knows_of(Category.SCHEME):
        return
    for row in _memberships_of(person=person.pk):
        name = lens.cohort(row.cohort)
        referrer = lens.referrer(row) if lens.reads(Category.SCHEME) else ""
        by = f"referred by {referrer}" if referrer else ""
        yield Event(row.selected_on, "cohort", f"Selected: {name}", by, "")
        if row.deselected_on:
            code = str(row.deselection_code) if lens.reads(Category.SCHEME) else ""
            yield Event(row.deselected_on, "cohort", f"Deselected: {name}", code, "")


def _documents(person: Offender, lens: Lens) -> Iterator[Event]:
    """That one was filed, for who may know of it; what it is, for who reads the part that it is filed under."""
    for row in _documents_of(person=person.pk):
        if lens.reads(Category(row.category)):
            yield Event(row.dated_on, "document", row.get_kind_display(), row.title, row.agency.name)
        elif lens.knows_of(Category(row.category)):
            yield Event(row.dated_on, "document", "A document")


SOURCES: list[Source] = [
    _arrests,
    told.warrants,
    _custody,
    custody_told.expected,
    custody_told.visits,
    _supervision,
    _appointments,
    told.tests,
    told.intelligence,
    told.notes,
    told.requests,
    _pathways,
    _rag,
    _cohorts,
    _documents,
]
