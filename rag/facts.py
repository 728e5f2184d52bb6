"""Reading the facts that the rules ask for: the same few queries for one person and for a chunk of a thousand."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, Q

from audit.months import add_months
from audit.prepared import Day, Ids, Rows, prepared
from cohorts.members import members_on
from cohorts.models import Membership
from contacts.models import Appointment
from enforcement.models import DrugTest, Warrant
from offenders.models import Contact, CustodySpell, Disposal, IntelligenceReport, Offence, Offender
from rag import rules
from rag.models import DecidedBy, Decision, Judgement
from rag.rule_sets import thresholds

CHUNK = 1000
Row = TypeVar("Row")
Read = Callable[[list[int], date, date], Iterator[tuple[int, Any]]]


def load(
    offender_ids: Iterable[int] | None,
    on: date,
    *,
    only: Collection[str] = (),
    limits: rules.Thresholds | None = None,
) -> Iterator[tuple[int, rules.Facts]]:
    """The facts of these people as of a day, or of all its members; in the order given, without the withdrawn.

    Facts of later days are left in the database, and so is what is older than any rule looks back. `only` names the
    kinds of facts to read where not all are asked for; `limits` are the rules of the day, where they are read already.
    """
    since = add_months(on, -(limits or thresholds(on)).horizon_months)
    ids = _members(on) if offender_ids is None else iter(offender_ids)
    read = {name: READ[name] for name in only or READ}
    while chunk := list(islice(ids, CHUNK)):
        yield from _load_chunk(chunk, on, since, read)


def _members(on: date) -> Iterator[int]:
    return members_on(on).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _load_chunk(
    chunk: list[int], on: date, since: date, reads: Mapping[str, Read]
) -> Iterator[tuple[int, rules.Facts]]:
    known = set(_on_the_register(people=chunk))
    wanted = [pk for pk in chunk if pk in known]
    found = {name: _by_person(read(wanted, on, since)) for name, read in reads.items()}
    for pk in wanted:
        yield pk, rules.Facts(**{name: tuple(people.get(pk, ())) for name, people in found.items()})


@prepared
def _on_the_register(people: Ids) -> Rows:
    return Offender.objects.on_the_register().filter(pk__in=people).values_list("pk", flat=True)


def _by_person(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    people: dict[int, list[Row]] = defaultdict(list)
    for pk, row in rows:
        people[pk].append(row)
    return people


def _made(rows: Iterable[Any], make: Callable[..., Row]) -> Iterator[tuple[int, Row]]:
    """Of rows that begin with their person."""
    for pk, *row in rows:
        yield pk, make(*row)


@prepared
def _spells(people: Ids, on: Day, since: Day) -> Rows:
    lasting = Q(released_on=None) | Q(released_on__gt=since)
    spells = CustodySpell.objects.filter(lasting, offender__in=people, admitted_on__lte=on)
    return spells.values_list("offender_id", "id", "admitted_on", "released_on", "engagement", "establishment")


def _custody(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Spell]]:
    return _made(_spells(people=ids, on=on, since=since), rules.Spell)


@prepared
def _warrants(people: Ids, on: Day) -> Rows:
    markers = Warrant.objects.in_force(on).filter(offender__in=people)
    return markers.values_list("offender_id", "id", "kind", "issued_on", "resolved_on")


def _wanted(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Marker]]:
    return _made(_warrants(people=ids, on=on), rules.Marker)


@prepared
def _offences(people: Ids, on: Day) -> Rows:
    offences = Offence.objects.filter(arrest__offender__in=people, arrest__arrested_on__lte=on)
    return offences.values_list(
        "arrest__offender_id", "arrest_id", "arrest__arrested_on", "offence_code__severity", "disposal"
    )


def _arrests(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Arrest]]:
    """Of any day: an arrest is compared with the one before, however long ago. One without offences is none."""
    made: dict[tuple[int, int, date], list[rules.Offence]] = defaultdict(list)
    positive = Disposal.positive()
    for pk, arrest, day, severity, disposal in _offences(people=ids, on=on):
        made[pk, arrest, day].append(rules.Offence(severity, disposal in positive, disposal in Disposal.to_come()))
    for (pk, arrest, day), rows in made.items():
        yield pk, rules.Arrest(arrest, day, tuple(rows))


@prepared
def _received(people: Ids, on: Day, since: Day) -> Rows:
    reports = IntelligenceReport.objects.filter(offender__in=people, received_on__gt=since, received_on__lte=on)
    return reports.values_list("offender_id", "id", "received_on", "kind", "intelligence_grade", "source_grade")


def _reports(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Report]]:
    return _made(_received(people=ids, on=on, since=since), rules.Report)


@prepared
def _tested(people: Ids, on: Day, since: Day) -> Rows:
    tests = DrugTest.objects.filter(offender__in=people, tested_on__gt=since, tested_on__lte=on)
    return tests.values_list("offender_id", "id", "tested_on", "regime", "opiates", "cocaine")


def _tests(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.DrugTest]]:
    return _made(_tested(people=ids, on=on, since=since), rules.DrugTest)


@prepared
def _due(people: Ids, on: Day, since: Day) -> Rows:
    due = Contact.objects.filter(offender__in=people, due_on__gt=since, due_on__lte=on)
    return due.values_list("offender_id", "id", "due_on", "agency__code", "outcome", "agency__name")


def _appointments(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Appointment]]:
    return _made(_due(people=ids, on=on, since=since), rules.Appointment)


@prepared
def _waiting(people: Ids, on: Day, since: Day) -> Rows:
    waiting = Appointment.objects.without_outcome(on).filter(offender__in=people, due_on__gt=since)
    return waiting.values_list("offender_id", "id", "due_on", "agency__code", "agency__name")


def _booked(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Booked]]:
    return _made(_waiting(people=ids, on=on, since=since), rules.Booked)


@prepared
def _judged(people: Ids, on: Day, since: Day) -> Rows:
    made = Judgement.objects.filter(offender__in=people, made_on__gt=since, made_on__lte=on)
    return made.values_list("offender_id", "id", "made_on", "agency__name", "direction")


def _judgements(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Judged]]:
    return _made(_judged(people=ids, on=on, since=since), rules.Judged)


@prepared
def _decided(people: Ids, on: Day) -> Rows:
    by_panel = ExpressionWrapper(Q(decided_by=DecidedBy.PANEL), output_field=BooleanField())
    decisions = Decision.objects.filter(offender__in=people, effective_on__lte=on).annotate(by_panel=by_panel)
    return decisions.values_list("offender_id", "id", "ref", "effective_on", "status", "by_panel")


def _decisions(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Decided]]:
    """Of any day: a decision holds until the next."""
    return _made(_decided(people=ids, on=on), rules.Decided)


@prepared
def _stays(people: Ids, on: Day) -> Rows:
    stays = Membership.objects.filter(offender__in=people, selected_on__lte=on)
    return stays.values_list("offender_id", "selected_on", "deselected_on")


def _memberships(ids: list[int], on: date, since: date) -> Iterator[tuple[int, rules.Stay]]:
    return _made(_stays(people=ids, on=on), rules.Stay)


READ: dict[str, Read] = {
    "custody": _custody,
    "wanted": _wanted,
    "arrests": _arrests,
    "reports": _reports,
    "tests": _tests,
    "appointments": _appointments,
    "booked": _booked,
    "judgements": _judgements,
    "decisions": _decisions,
    "memberships": _memberships,
}
