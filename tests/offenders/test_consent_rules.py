"""How a consent stands, when two collide, and whom its page is for: at, above and below each boundary."""

from datetime import date, timedelta

import pytest

from agencies.categories import Level
from agencies.rules import Term
from offenders.consent.rules import WORDS, Days, Reach, State, overlap, reach, state

DAY = timedelta(days=1)
GIVEN, UNTIL = date(2019, 1, 10), date(2019, 3, 31)
DAYS = Days(GIVEN, UNTIL)


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (GIVEN - DAY, State.NOT_YET),
        (GIVEN, State.IN_FORCE),
        (UNTIL - 29 * DAY, State.IN_FORCE),
        (UNTIL - 28 * DAY, State.RUNS_OUT),
        (UNTIL - 27 * DAY, State.RUNS_OUT),
        (UNTIL - DAY, State.RUNS_OUT),
        (UNTIL, State.RAN_OUT),
        (UNTIL + DAY, State.RAN_OUT),
    ],
)
def test_how_a_consent_stands_on_a_day(on, stands):
    assert state(DAYS, on) is stands


@pytest.mark.parametrize("on", [GIVEN - DAY, GIVEN, UNTIL - 28 * DAY, UNTIL, date(2100, 1, 1)])
def test_without_an_end_it_stands_from_the_day_it_was_given(on):
    assert state(Days(GIVEN), on) is (State.NOT_YET if on < GIVEN else State.IN_FORCE)


@pytest.mark.parametrize("on", [GIVEN - DAY, GIVEN, GIVEN + 20 * DAY, UNTIL, UNTIL + DAY])
@pytest.mark.parametrize("withdrawn", [GIVEN, GIVEN + 20 * DAY, UNTIL])
def test_withdrawn_is_withdrawn_whatever_the_day(withdrawn, on):
    assert state(Days(GIVEN, UNTIL, withdrawn), on) is State.WITHDRAWN


def test_what_stands_opens_something_and_what_is_over_nothing():
    assert {s for s in State if s.stands} == {State.IN_FORCE, State.RUNS_OUT}
    assert {s for s in State if s.over} == {State.RAN_OUT, State.WITHDRAWN}
    assert set(WORDS) == set(State)


@pytest.mark.parametrize(
    ("other", "collides"),
    [
        (Days(UNTIL), False),  # from the day on which the first ends
        (Days(UNTIL - DAY), True),
        (Days(GIVEN - 5 * DAY, GIVEN), False),
        (Days(GIVEN - 5 * DAY, GIVEN + DAY), True),
        (Days(GIVEN + DAY, UNTIL - DAY), True),
        (Days(GIVEN - DAY), True),
        (DAYS, True),
        (Days(GIVEN, UNTIL, GIVEN), False),  # withdrawn on the day it was given: it stood on no day
        (Days(GIVEN + DAY, None, GIVEN + DAY), False),
        (Days(GIVEN - 5 * DAY, None, GIVEN), False),
        (Days(GIVEN - 5 * DAY, None, GIVEN + DAY), True),
    ],
)
def test_when_two_would_stand_on_one_day(other, collides):
    assert overlap(DAYS, other) is collides
    assert overlap(other, DAYS) is collides


def test_the_rule_of_overlap_is_the_databases():
    """Each pair of spans of a few days: both would stand on some day, or neither does."""
    first = date(2019, 1, 1)
    ends = [None, *range(6)]
    spans = [(a, b) for a in range(5) for b in ends if b is None or b >= a]
    for a, b in spans:
        for c, d in spans:
            shared = set(range(a, 9 if b is None else b)) & set(range(c, 9 if d is None else d))
            one, other = (Days(first + x * DAY, None if y is None else first + y * DAY) for x, y in ((a, b), (c, d)))
            assert overlap(one, other) is bool(shared), (a, b, c, d)


@pytest.mark.parametrize("involved", [True, False])
@pytest.mark.parametrize("if_consent", [True, False])
@pytest.mark.parametrize("level", Level)
def test_whom_the_page_of_consents_is_for(level, if_consent, involved):
    """The whole grid. By consent alone: one's own, while involved. Else as far as one reads in one's own right."""
    expected = {
        Level.NONE: Reach.NOTHING,
        Level.FLAG: Reach.NOTHING,
        Level.READ: Reach.WHOLE,
        Level.ADD: Reach.WHOLE,
        Level.MANAGE: Reach.RECORDS,
    }[level]
    if if_consent:
        expected = Reach.OWN if involved else Reach.NOTHING
    assert reach(level, Term(Level.READ, if_consent=if_consent), involved=involved) is expected
