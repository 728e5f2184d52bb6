"""Exceptions by name, the pure part: how long a grant runs, who stays named, how a restriction is lifted."""

from datetime import date, timedelta
from itertools import product

import pytest

from offenders.exceptions import rules
from offenders.exceptions.rules import State, Step

TODAY = date(2019, 3, 31)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "before", "problem"),
    [
        (TODAY, None, "after today"),
        (TODAY - DAY, None, "after today"),
        (TODAY + DAY, None, None),
        (date(2019, 9, 30), None, None),  # six months from 31 March: September has 30 days
        (date(2019, 10, 1), None, "until 30 September 2019"),
        (date(2019, 5, 1), date(2019, 5, 1), "ends now"),
        (date(2019, 5, 2), date(2019, 5, 1), None),
        (date(2019, 4, 30), date(2019, 5, 1), "ends now"),
        (date(2019, 10, 1), date(2019, 5, 1), "6 months at most"),
    ],
)
def test_a_grant_runs_for_six_months_at_most(until, before, problem):
    found = rules.until_problem(until, TODAY, before)
    assert (found is None) if problem is None else (problem in found)


@pytest.mark.parametrize(("days", "soon"), [(0, False), (1, True), (28, True), (29, False)])
def test_a_grant_ends_soon_within_28_days(days, soon):
    assert rules.ends_soon(TODAY + days * DAY, TODAY) is soon


@pytest.mark.parametrize(
    ("named", "acting", "enough"), [({1, 2}, {2}, True), ({1}, {2}, False), (set(), {2}, False), ({1}, set(), False)]
)
def test_somebody_who_can_act_is_named(named, acting, enough):
    assert (rules.names_problem(named, acting) is None) is enough


# The whole grid: where a restriction stands, and the step that is tried.
LEADS_TO = {
    ("standing", "ask"): "lifting",
    ("lifting", "keep"): "standing",
    ("lifting", "lift"): "lifted",
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_every_step_from_every_state(state, step):
    assert rules.STEPS.get((state, step)) == LEADS_TO.get((state.value, step.value))


@pytest.mark.parametrize(
    ("asked", "lifted", "state"),
    [(False, False, "standing"), (True, False, "lifting"), (True, True, "lifted"), (False, True, "lifted")],
)
def test_where_a_restriction_stands(asked, lifted, state):
    assert rules.state(asked=asked, lifted=lifted) == state
