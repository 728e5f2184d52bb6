"""The steps of a version from its draft to its day: the whole grid, and the days at their edges."""

from datetime import date

import pytest

from agencies.drafts.rules import STEPS, State, Step, wrong_day

ALLOWED = {
    ("draft", "propose"): "proposed",
    ("draft", "withdraw"): "withdrawn",
    ("proposed", "send_back"): "draft",
    ("proposed", "agree"): "agreed",
    ("proposed", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", list(Step))
def test_every_step_from_every_state(state, step):
    assert STEPS.get((state, step)) == ALLOWED.get((state.value, step.value))


TODAY = date(2019, 3, 31)


@pytest.mark.parametrize(
    ("day", "latest", "allowed"),
    [
        (date(2019, 3, 30), date(2018, 4, 1), False),
        (date(2019, 3, 31), date(2018, 4, 1), True),
        (date(2019, 4, 1), date(2018, 4, 1), True),
        (date(2019, 4, 30), date(2019, 5, 1), False),
        (date(2019, 5, 1), date(2019, 5, 1), True),  # of one day the greater number counts
        (date(2019, 5, 2), date(2019, 5, 1), True),
    ],
)
def test_it_counts_from_today_or_later_and_not_before_the_latest_that_is_agreed(day, latest, allowed):
    assert (wrong_day(day, TODAY, latest) == "") == allowed
