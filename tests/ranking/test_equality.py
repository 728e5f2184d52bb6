"""The pure rules and the one statement of SQL say the same of every register."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agencies.code_lists import command_line
from audit.models import product_source_id
from offenders.models import OffenceCode, Offender
from ranking import actions, facts, queries
from ranking.models import Matrix
from ranking.rules import FACTORS, ScoringMatrix, deceased_or_deported, score
from tests.conftest import TODAY
from tests.ranking.registers import CODES, at_every_boundary, keep, register

pytestmark = [pytest.mark.django_db, pytest.mark.services]

# The registers are small as they come; making them smaller takes minutes.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def by_the_rules(on, matrix):
    """Everybody who is ranked, in order, as the pure rules have it: (ref, factors, eighths)."""
    people = dict(Offender.objects.on_the_register().values_list("pk", "ref"))
    memberships = facts.memberships(people)
    found = [
        (score(known, on, matrix), people[pk])
        for pk, known in facts.load(people)
        if not deceased_or_deported(memberships.get(pk, []), on)
    ]
    found.sort(key=lambda one: (-one[0].eighths, -(one[0].latest_offence_on or on.min).toordinal(), one[1].encode()))
    return [(ref, [factor.points for factor in points.factors], points.eighths) for points, ref in found]


def by_the_run(on):
    run = actions.run(as_of=on, by=command_line())
    scores = list(run.scores.select_related("offender").order_by("rank"))
    assert [one.rank for one in scores] == list(range(1, run.people + 1))
    return [(one.offender.ref, [getattr(one, factor) for factor in FACTORS], one.eighths) for one in scores]


def equal_on(on):
    matrix = ScoringMatrix.read(queries.matrix_in_force(on).points)
    assert by_the_run(on) == by_the_rules(on, matrix)


def test_they_agree_at_every_boundary(db):
    keep(at_every_boundary())
    equal_on(TODAY)


@settings(max_examples=40, deadline=None, suppress_health_check=CHECKS, phases=PHASES)
@given(people=register)
def test_rules_and_sql_agree_on_any_register(people, db):
    with transaction.atomic():
        keep(people)
        equal_on(TODAY)
        transaction.set_rollback(True)


@settings(max_examples=10, deadline=None, suppress_health_check=CHECKS, phases=PHASES)
@given(
    people=register,
    numbers=st.lists(st.integers(0, 30), min_size=12, max_size=12),
    grades=st.sets(st.sampled_from("ABCDE"), min_size=1),
)
def test_they_agree_on_any_matrix(people, numbers, grades, db):
    """The points and the grades come from the row in force and not from the code."""
    with transaction.atomic():
        Matrix.objects.create(version=2, in_force_from=TODAY, points=other_matrix(numbers, grades), source="a test")
        keep(people)
        equal_on(TODAY)
        transaction.set_rollback(True)


def other_matrix(n, grades):
    return {
        "confirmed_grades": sorted(grades)[:2],
        "confirmed_sources": [2, 3],
        "believed_grades": sorted(grades),
        "recency": [[n[0], n[1]], [29, n[2]]],
        "frequency": {"within": 90 + n[3], "at_least": [[2, n[4]], [1, n[5]]]},
        "severity": {"within": 180 + n[6], "each_band": 2},
        "intelligence": {"within": 28 + n[7], "well_graded": n[8], "at_least": [[2, n[9]]]},
        "drugs": {"within": 91, "positive_or_reported": n[10], "need": 1},
        "instability": {"need": n[11]},
        "engagement": {"within": 30, "none_kept": 3, "kept_under": [[1, 3, 2]]},
        "most": 60,
        "divided_in_custody": 2,
        "divided_outside_the_area": 4,
    }


def test_the_codes_of_these_registers_have_the_severity_that_they_stand_for(db):
    assert {band: OffenceCode.objects.get(code=code).severity for band, code in CODES.items()} == {b: b for b in CODES}


def test_two_senders_may_use_one_ref(db):
    """Equal in everything, the sender decides; nobody shares a rank."""
    from audit.models import Source
    from tests.factories import OffenderFactory

    OffenderFactory(ref="A", source_id=product_source_id())
    OffenderFactory(ref="A", source=Source.objects.create(name="Elsewhere"))
    assert [ref for ref, *_ in by_the_run(TODAY)] == ["A", "A"]


def test_they_agree_on_the_demonstration_register(db):
    """139 people of the published register and its additions, on days before, in and after its year."""
    from exchange.demo.loader import load

    load(command_line())
    for on in (TODAY - timedelta(600), TODAY - timedelta(45), TODAY, TODAY + timedelta(200)):
        equal_on(on)
