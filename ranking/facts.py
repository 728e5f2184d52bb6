"""The facts of people as the scoring rules take them: for the person page, and to hold rules and SQL together.

Each kind is one prepared read, so that one person costs as many indexed reads as there are kinds, at any size.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps

from audit.prepared import Ids, Rows, prepared
from enforcement.models import DrugTest, TestResult
from offenders.models import Contact, CustodySpell, Disposal, IntelligenceReport, Offence, Offender, Outcome
from pathways.models import PathwayAssessment
from ranking.rules import DrugTestTaken, Facts, Level, Membership, Report, Spell

ByPerson = dict[int, list[Any]]


def load(offender_ids: Iterable[int]) -> Iterator[tuple[int, Facts]]:
    """Each person's facts, in a fixed number of queries."""
    ids = list(offender_ids)
    offences = _by_person(_offences(people=ids))
    tests = _by_person(_tests(people=ids), _test)
    contacts = _by_person(_contacts(people=ids))
    reports = _by_person(_reports(people=ids), Report)
    levels = _by_person(_levels(people=ids), Level)
    spells = _by_person(_spells(people=ids), Spell)
    for pk, resident in _people(people=ids):
        known = Facts(
            offences=tuple(offences[pk]),
            reports=tuple(reports[pk]),
            tests=tuple(tests[pk]),
            levels=tuple(levels[pk]),
            kept=tuple(day for day, outcome in contacts[pk] if outcome == Outcome.KEPT),
            missed=tuple(day for day, outcome in contacts[pk] if outcome == Outcome.MISSED_UNACCEPTABLE),
            custody=tuple(spells[pk]),
            resident=resident,
        )
        yield pk, known


def memberships(offender_ids: Iterable[int]) -> dict[int, list[Membership]]:
    """Each person's memberships, for who is left out; the room of cohorts lies above this one."""
    model = apps.get_model("cohorts", "Membership")
    rows = model._default_manager.filter(offender__in=list(offender_ids))
    columns = ("offender", "ref", "selected_on", "deselected_on", "deselection_code_id")
    return _by_person(rows.values_list(*columns), Membership)


def _by_person(rows: Iterable[tuple[Any, ...]], make: Callable[..., Any] = lambda *values: values) -> ByPerson:
    found: ByPerson = defaultdict(list)
    for pk, *values in rows:
        found[pk].append(make(*values))
    return found


def _test(tested_on: Any, opiates: str, cocaine: str) -> DrugTestTaken:
    return DrugTestTaken(tested_on, TestResult.POSITIVE in (opiates, cocaine))


@prepared
def _people(people: Ids) -> Rows:
    return Offender.objects.filter(pk__in=people).order_by().values_list("pk", "resident")


@prepared
def _offences(people: Ids) -> Rows:
    proved = Offence.objects.filter(arrest__offender__in=people, disposal__in=sorted(Disposal.positive())).order_by()
    return proved.values_list("arrest__offender", "arrest__arrested_on", "offence_code__severity")


@prepared
def _tests(people: Ids) -> Rows:
    rows = DrugTest.objects.filter(offender__in=people).order_by()
    return rows.values_list("offender", "tested_on", "opiates", "cocaine")


@prepared
def _contacts(people: Ids) -> Rows:
    return Contact.objects.filter(offender__in=people).order_by().values_list("offender", "due_on", "outcome")


@prepared
def _reports(people: Ids) -> Rows:
    rows = IntelligenceReport.objects.filter(offender__in=people).order_by()
    return rows.values_list("offender", "received_on", "kind", "intelligence_grade", "source_grade")


@prepared
def _levels(people: Ids) -> Rows:
    rows = PathwayAssessment.objects.filter(offender__in=people).order_by()
    return rows.values_list("offender", "level__pathway__theme", "assessed_on", "level__need")


@prepared
def _spells(people: Ids) -> Rows:
    rows = CustodySpell.objects.filter(offender__in=people).order_by()
    return rows.values_list("offender", "admitted_on", "released_on")
