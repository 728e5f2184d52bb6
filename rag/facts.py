"""Reading the facts that the rules ask for: the same few queries for one person and for a chunk of a thousand."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from audit.months import add_months
from cohorts.members import members_on
from cohorts.models import Membership
from enforcement.models import DrugTest, Warrant
from offenders.models import Contact, CustodySpell, Disposal, IntelligenceReport, Offence, Offender
from rag import rules
from rag.models import DecidedBy, Decision, Judgement
from rag.rule_sets import thresholds

CHUNK = 1000
Row = TypeVar("Row")
Read = Callable[[list[int], date, date], Iterator[tuple[int, Any]]]


def load(
    offender_ids: Iterable[int] | None, on: date, *, only: Collection[str] = ()
) -> Iterator[tuple[int, rules.Facts]]:
    """The facts of these people as of a day, or of all its members; in the order given, without the withdrawn.

    Facts of later days are left in the database, and so is what is older than any rule looks back. `only` names the
    kinds of facts to read where not all are asked for.
    """
    since = add_months(on, -thresholds(on).horizon_months)
    ids = _members(on) if offender_ids is None else iter(offender_ids)
    read = {name: READ[name] for name in only or READ}
    while chunk := list(islice(ids, CHUNK)):
        yield from _load_chunk(chunk, on, since, read)


def _members(on: date) -> Iterator[int]:
    return members_on(on).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _load_chunk(
    chunk: list[int], on: date, since: date, reads: Mapping[str, Read]
) -> Iterator[tuple[int, rules.Facts]]:
    known = set(Offender.objects.on_the_register().filter(pk__in=chunk).values_list("pk", flat=True))
    wanted = [pk for pk in chunk if pk in known]
    found = {name: _by_person(read(wanted, on, since)) for name, read in reads.items()}
    for pk in wanted:
        yield pk, rules.Facts(**{name: tuple(people.get(pk, ())) for name, people in found.items()})


def _by_person(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    people: dict[int, list[Row]] = defaultdict(list)
    for pk, row in rows:
        people[pk].append(row)
    return people


def _made(rows: QuerySet[Any], make: Callable[..., Row], *fields: str) -> Iterator[tuple[int, Row]]:
    for pk, *row in rows.values_list("offender_id", *fields):
        yield pk, make(*row)


def _custody(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Spell]]:
    lasting = Q(released_on=None) | Q(released_on__gt=since)
    spells = CustodySpell.objects.filter(lasting, offender__in=ids, admitted_on__lte=on)
    return _made(spells, rules.Spell, "id", "admitted_on", "released_on", "engagement", "establishment")


def _wanted(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Marker]]:
    markers = Warrant.objects.in_force(on).filter(offender__in=ids)
    return _made(markers, rules.Marker, "id", "kind", "issued_on", "resolved_on")


def _arrests(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Arrest]]:
    """Of any day: an arrest is compared with the one before, however long ago. One without offences is none."""
    offences = Offence.objects.filter(arrest__offender__in=ids, arrest__arrested_on__lte=on)
    made: dict[tuple[int, int, date], list[rules.Offence]] = defaultdict(list)
    positive = Disposal.positive()
    for pk, arrest, day, severity, disposal in offences.values_list(
        "arrest__offender_id", "arrest_id", "arrest__arrested_on", "offence_code__severity", "disposal"
    ):
        made[pk, arrest, day].append(rules.Offence(severity, disposal in positive))
    for (pk, arrest, day), rows in made.items():
        yield pk, rules.Arrest(arrest, day, tuple(rows))


def _reports(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Report]]:
    reports = IntelligenceReport.objects.filter(offender__in=ids, received_on__gt=since, received_on__lte=on)
    return _made(reports, rules.Report, "id", "received_on", "kind", "intelligence_grade", "source_grade")


def _tests(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.DrugTest]]:
    tests = DrugTest.objects.filter(offender__in=ids, tested_on__gt=since, tested_on__lte=on)
    return _made(tests, rules.DrugTest, "id", "tested_on", "regime", "opiates", "cocaine")


def _appointments(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Appointment]]:
    due = Contact.objects.filter(offender__in=ids, due_on__gt=since, due_on__lte=on)
    return _made(due, rules.Appointment, "id", "due_on", "agency__code", "outcome", "agency__name")


def _judgements(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Judged]]:
    made = Judgement.objects.filter(offender__in=ids, made_on__gt=since, made_on__lte=on)
    return _made(made, rules.Judged, "id", "made_on", "agency__name", "direction")


def _decisions(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Decided]]:
    """Of any day: a decision holds until the next."""
    decisions = Decision.objects.filter(offender__in=ids, effective_on__lte=on)
    by_panel = ExpressionWrapper(Q(decided_by=DecidedBy.PANEL), output_field=BooleanField())
    decisions = decisions.annotate(by_panel=by_panel)
    return _made(decisions, rules.Decided, "id", "ref", "effective_on", "status", "by_panel")


def _memberships(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Stay]]:
    stays = Membership.objects.filter(offender__in=ids, selected_on__lte=on)
    return _made(stays, rules.Stay, "selected_on", "deselected_on")


READ: dict[str, Read] = {
    "custody": _custody,
    "wanted": _wanted,
    "arrests": _arrests,
    "reports": _reports,
    "tests": _tests,
    "appointments": _appointments,
    "judgements": _judgements,
    "decisions": _decisions,
    "memberships": _memberships,
}
