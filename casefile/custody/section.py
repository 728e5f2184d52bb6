"""What the section "Supervision and custody" of a person's page shows, and what its reader may do there."""

from typing import Any

from agencies.categories import Category, Level
from casefile.person.identity import Identity, current_supervisions
from casefile.register.reader import Reader
from offenders.custody.queries import Release, expected_of
from offenders.custody.rules import CATEGORY_OF, PartKind
from offenders.models import CustodySpell, LicenceCondition, Offender, OrderType
from offenders.policies import View
from offenders.writing import may_correct

CUSTODY, SUPERVISION, ENGAGEMENT = Category.CUSTODY, Category.SUPERVISION, Category.ENGAGEMENT
WRITER = "created_by__agency"


def load(reader: Reader, bar: Identity) -> dict[str, Any]:
    """Each part for who knows of its category; its content for who reads it."""
    lens, person = reader.lens, bar.person
    return {
        "custody_whole": lens.reads(CUSTODY),
        "supervision_whole": lens.reads(SUPERVISION),
        "adds_custody": _adds(reader, CUSTODY),
        "adds_supervision": _adds(reader, SUPERVISION),
        **(_custody(reader, person) if lens.knows_of(CUSTODY) else {}),
        **(_supervisions(reader, person) if lens.knows_of(SUPERVISION) else {}),
        **(_visits(reader, person) if lens.reads(ENGAGEMENT) and lens.knows_of(CUSTODY) else {}),
    }


def _adds(reader: Reader, category: Category) -> bool:
    return reader.lens.how is not None and reader.lens.levels.level(category) >= Level.ADD


def _theirs(reader: Reader, category: Category, row: Any) -> bool:
    lens = reader.lens
    return lens.how is not None and may_correct(View(lens.how, lens.levels), category, row, reader.user)


def _custody(reader: Reader, person: Offender) -> dict[str, Any]:
    spells = person.custody_spells.filter(admitted_on__lte=reader.on).select_related(WRITER, "source")
    found = [(spell, _theirs(reader, CUSTODY, spell)) for spell in spells.order_by("-admitted_on", "-pk")]
    expected = expected_of(person, reader.on)
    history = person.expected_releases.select_related(WRITER) if reader.lens.reads(CUSTODY) else []
    return {
        "spells": found,
        "open_spell": next((spell for spell, _ in found if _is_open(spell)), None),
        "expected": expected,
        "expected_theirs": expected is not None and _theirs(reader, CUSTODY, expected.expected),
        "expected_before": [row for row in history if row.ended_on is not None],
        "plan_parts": _parts(reader, expected) if expected and reader.lens.reads(CUSTODY) else None,
        "has_plan": reader.lens.reads(CUSTODY) and (expected is not None or person.release_plans.exists()),
    }


def _is_open(spell: CustodySpell) -> bool:
    return spell.released_on is None


def _parts(reader: Reader, release: Release) -> tuple[int, int]:
    """How many parts of the plan are done and written, of those that the reader reads."""
    kinds = [kind.value for kind in PartKind if reader.lens.reads(CATEGORY_OF[kind])]
    done = list(release.plan.parts.filter(kind__in=kinds).values_list("done_on", flat=True)) if release.plan else []
    return sum(day is not None for day in done), len(done)


def _supervisions(reader: Reader, person: Offender) -> dict[str, Any]:
    rows = person.supervisions.filter(started_on__lte=reader.on).select_related(WRITER, "source")
    conditions: dict[int, list[tuple[LicenceCondition, bool]]] = {}
    if reader.lens.reads(SUPERVISION):
        for row in person.licence_conditions.select_related("condition", WRITER):
            conditions.setdefault(row.supervision_id, []).append((row, _theirs(reader, SUPERVISION, row)))
    return {
        "supervisions": [
            (row, _theirs(reader, SUPERVISION, row), conditions.get(row.pk, []), row.order_type == OrderType.LICENCE)
            for row in rows.order_by("-started_on", "-pk")
        ],
        "current": {row.pk for row in current_supervisions(person, reader.on)},
    }


def _visits(reader: Reader, person: Offender) -> dict[str, Any]:
    rows = person.prison_visits.select_related("agency", WRITER)
    return {
        "visits": [(row, _theirs(reader, ENGAGEMENT, row)) for row in rows],
        "shows_visits": True,
        "adds_visits": _adds(reader, ENGAGEMENT),
    }
