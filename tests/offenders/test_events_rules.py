"""What may have happened, and what may follow on it: tables at, above and below each boundary, whole grids."""

from datetime import date

import pytest

from enforcement.models import Resolution, TestResult, WarrantKind
from enforcement.rules import RESOLVED_BY, wrong_resolution, wrong_results
from offenders.events.rules import FOLLOWS, STEPS, Step, before_birth, steps_from, wrong_day, wrong_next
from offenders.models import Disposal, RequestStatus

TODAY, BORN = date(2019, 3, 31), date(1990, 5, 3)


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        (date(2019, 3, 31), False),
        (date(2019, 4, 1), True),
        (date(2000, 5, 3), False),
        (date(2000, 5, 2), True),
        (date(1990, 5, 2), True),
    ],
)
def test_nobody_is_arrested_in_the_future_or_under_ten(on, wrong):
    assert bool(wrong_day(on, born=BORN, today=TODAY)) is wrong


def test_who_is_born_on_29_february_turns_ten_on_28_in_a_common_year():
    assert not wrong_day(date(2018, 2, 28), born=date(2008, 2, 29), today=TODAY)
    assert wrong_day(date(2018, 2, 27), born=date(2008, 2, 29), today=TODAY)


@pytest.mark.parametrize(
    ("on", "wrong"), [(TODAY, False), (date(2019, 4, 1), True), (BORN, False), (date(1990, 5, 2), True)]
)
def test_nothing_is_noted_before_birth_or_of_the_future(on, wrong):
    assert bool(before_birth(on, born=BORN, today=TODAY)) is wrong


# Each row: what stands, and by its first letters what may follow: the whole grid, by hand.
GRID = {
    "charged": {"cautioned", "taken_into_consideration", "no_further_action", "not_guilty"},
    "summonsed": {"charged", "taken_into_consideration", "no_further_action", "not_guilty"},
    "cautioned": set(),
    "conditional_caution": {"charged", "summonsed"},
    "penalty_notice": {"charged", "summonsed"},
    "community_resolution": {"charged", "summonsed"},
    "taken_into_consideration": set(),
    "no_further_action": {"charged", "summonsed", "released_under_investigation", "bailed"},
    "released_under_investigation": {
        "charged", "summonsed", "cautioned", "conditional_caution", "penalty_notice", "community_resolution",
        "taken_into_consideration", "no_further_action", "bailed",
    },
    "bailed": {
        "charged", "summonsed", "cautioned", "conditional_caution", "penalty_notice", "community_resolution",
        "taken_into_consideration", "no_further_action", "released_under_investigation",
    },
    "not_guilty": set(),
}  # fmt: skip


@pytest.mark.parametrize("was", Disposal.values)
@pytest.mark.parametrize("becomes", Disposal.values)
def test_the_whole_grid_of_disposals(was, becomes):
    assert (wrong_next(was, becomes) == "") is (becomes in GRID[was])


def test_every_disposal_has_a_row():
    assert set(FOLLOWS) == set(Disposal)


# status: (whoever was asked, whoever asked)
REQUESTS = {
    "asked": ({"accept", "refuse"}, {"withdraw"}),
    "accepted": ({"refuse", "finish"}, {"withdraw"}),
    "done": (set(), set()),
    "refused": (set(), set()),
    "withdrawn": (set(), set()),
}


@pytest.mark.parametrize("status", RequestStatus.values)
def test_the_whole_grid_of_a_request(status):
    answers, takes_back = REQUESTS[status]
    assert set(steps_from(status, asked=False, was_asked=True)) == answers
    assert set(steps_from(status, asked=True, was_asked=False)) == takes_back
    assert steps_from(status, asked=False, was_asked=False) == []


def test_each_step_leads_to_one_status():
    assert {step: {to for (_, s), to in STEPS.items() if s is step} for step in Step} == {
        Step.ACCEPT: {"accepted"},
        Step.REFUSE: {"refused"},
        Step.FINISH: {"done"},
        Step.WITHDRAW: {"withdrawn"},
    }


ENDS = {
    "warrant": {"arrested", "surrendered", "cancelled"},
    "named_suspect": {"arrested", "interviewed", "eliminated"},
    "recall": {"returned", "surrendered", "rescinded"},
}


@pytest.mark.parametrize("kind", WarrantKind.values)
@pytest.mark.parametrize("how", Resolution.values)
def test_the_whole_grid_of_how_a_marker_ends(kind, how):
    wrong = wrong_resolution(kind, date(2019, 3, 10), date(2019, 3, 10), how, today=TODAY)
    assert ("resolved_how" not in wrong) is (how in ENDS[kind])
    assert set(RESOLVED_BY) == set(WarrantKind)


@pytest.mark.parametrize(
    ("on", "wrong"),
    [(date(2019, 3, 9), True), (date(2019, 3, 10), False), (TODAY, False), (date(2019, 4, 1), True)],
)
def test_a_marker_ends_between_its_issue_and_today(on, wrong):
    assert ("resolved_on" in wrong_resolution("warrant", date(2019, 3, 10), on, "arrested", today=TODAY)) is wrong


@pytest.mark.parametrize("opiates", TestResult.values)
@pytest.mark.parametrize("cocaine", TestResult.values)
def test_refusing_and_not_coming_are_of_the_whole_test(opiates, cocaine):
    whole = {"refused", "failed_to_attend"}
    stands = opiates == cocaine or not whole & {opiates, cocaine}
    assert (wrong_results(opiates, cocaine) == "") is stands
