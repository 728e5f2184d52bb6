"""The facts of people as the scoring rules take them: for the person page, and to hold rules and SQL together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from enforcement.models import DrugTest, TestResult
from offenders.models import Contact, CustodySpell, Disposal, IntelligenceReport, Offence, Offender, Outcome
from pathways.models import PathwayAssessment
from ranking.rules import DrugTestTaken, Facts, Level, Membership, Report, Spell

Rows = dict[int, list[Any]]


def load(offender_ids: Iterable[int]) -> Iterator[tuple[int, Facts]]:
    """Each person's facts, in a fixed number of queries."""
    ids = list(offender_ids)
    offences, tests, contacts = _offences(ids), _tests(ids), _contacts(ids)
    reports = _rows(IntelligenceReport, ids, Report, "received_on", "kind", "intelligence_grade", "source_grade")
    levels = _rows(PathwayAssessment, ids, Level, "level__pathway", "assessed_on", "level__need")
    spells = _rows(CustodySpell, ids, Spell, "admitted_on", "released_on")
    for pk, resident in Offender.objects.filter(pk__in=ids).values_list("pk", "resident"):
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
    columns = ("ref", "selected_on", "deselected_on", "deselection_code_id")
    return _rows(model, list(offender_ids), Membership, *columns)


def _rows(model: type[Model], ids: list[int], make: Callable[..., Any], *columns: str) -> Rows:
    found: Rows = defaultdict(list)
    for pk, *values in model._default_manager.filter(offender__in=ids).values_list("offender", *columns):
        found[pk].append(make(*values))
    return found


def _offences(ids: list[int]) -> Rows:
    found: Rows = defaultdict(list)
    proved = Offence.objects.filter(arrest__offender__in=ids, disposal__in=Disposal.positive())
    columns = ("arrest__offender", "arrest__arrested_on", "offence_code__severity")
    for pk, day, severity in proved.values_list(*columns):
        found[pk].append((day, severity))
    return found


def _tests(ids: list[int]) -> Rows:
    def test(tested_on: Any, opiates: str, cocaine: str) -> DrugTestTaken:
        return DrugTestTaken(tested_on, TestResult.POSITIVE in (opiates, cocaine))

    return _rows(DrugTest, ids, test, "tested_on", "opiates", "cocaine")


def _contacts(ids: list[int]) -> Rows:
    return _rows(Contact, ids, lambda day, outcome: (day, outcome), "due_on", "outcome")
