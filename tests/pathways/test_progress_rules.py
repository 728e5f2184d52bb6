"""How far somebody has come, how long services let people wait, and what became of a need. By hand."""

from datetime import date
from fractions import Fraction

import pytest

from pathways.rules.progress import Line, Move, Step, lines, move, share, trail, within
from pathways.rules.waits import Around, Asked, Stage, became, in_words, median, stage, waited_within, waits

BEDFORDSHIRE, PRESTON = 1, 2
ON = date(2019, 3, 31)
THREE_QUARTERS = Fraction(75, 100)


def step(on, level="F", need=True, theme="accommodation", of=BEDFORDSHIRE):
    return Step(on, theme, of, level, need)


SEPTEMBER, DECEMBER, MARCH = date(2018, 9, 10), date(2018, 12, 3), date(2019, 3, 4)
STREET, SOFA, TENANT = ("F", True), ("E", True), ("A", False)
FAMILY = ("B", False)


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (STREET, TENANT, Move.MET),
        (TENANT, STREET, Move.CAME),
        (STREET, SOFA, Move.STILL_NEED),
        (STREET, STREET, Move.STILL_NEED),
        (TENANT, FAMILY, Move.STILL_NONE),
        (TENANT, TENANT, Move.STILL_NONE),
    ],
)
def test_a_need_goes_comes_or_stays(before, now, found):
    assert move(step(SEPTEMBER, *before), step(MARCH, *now)) is found


def test_nothing_and_once():
    assert move(None, None) is Move.NEVER
    assert move(None, step(MARCH)) is Move.ONCE
    assert move(step(MARCH), step(MARCH)) is Move.ONCE
    assert Line("accommodation").move is Move.NEVER
    assert Line("accommodation", (step(MARCH),)).move is Move.ONCE


def test_two_themes_are_not_compared():
    assert move(step(SEPTEMBER), step(MARCH, theme="victims")) is Move.NOT_COMPARABLE


def test_from_the_first_to_the_latest_whatever_lies_between():
    """Ryan: street homeless, then a tenancy, then sofa surfing: still a need, and it was none between."""
    way = trail([step(MARCH, *SOFA), step(DECEMBER, *TENANT), step(SEPTEMBER, *STREET)])
    line = Line("accommodation", way)
    assert [one.level for one in line.steps] == ["F", "A", "E"]
    assert (line.move, line.another_letter, line.between_sets) == (Move.STILL_NEED, True, False)


def test_of_two_levels_of_a_day_the_one_that_stands_is_the_step():
    """The rows come as they stand: of two of one day a need first (spec/ranking.md)."""
    way = trail([step(MARCH, *SOFA), step(MARCH, *TENANT), step(SEPTEMBER, *STREET)])
    assert [one.level for one in way] == ["F", "E"]


def test_between_two_sets_the_need_alone_is_compared():
    """Preston's accommodation has no letters: 0 is no need, and says nothing of F."""
    line = Line("accommodation", (step(SEPTEMBER, *STREET), step(MARCH, "0", False, of=PRESTON)))
    assert (line.move, line.between_sets, line.another_letter) == (Move.MET, True, False)
    same = Line("accommodation", (step(SEPTEMBER, *STREET), step(MARCH, "1", True, of=PRESTON)))
    assert (same.move, same.another_letter) == (Move.STILL_NEED, False)


def test_a_line_for_each_pathway_of_today_then_for_what_only_a_set_before_had():
    rows = [
        step(MARCH, "0", False, theme="victims", of=PRESTON),
        step(SEPTEMBER, *STREET),
        step(SEPTEMBER, "A", False, theme="lifestyle"),
    ]
    found = lines(rows, ["accommodation", "victims", "health"])
    assert [(line.theme, line.carried_on, line.move) for line in found] == [
        ("accommodation", True, Move.ONCE),
        ("victims", True, Move.ONCE),
        ("health", True, Move.NEVER),
        ("lifestyle", False, Move.ONCE),
    ]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (DECEMBER, MARCH, (DECEMBER, MARCH)),  # what stood on the first day, and on the last
        (date(2018, 12, 2), MARCH, (SEPTEMBER, MARCH)),  # the day before, September's stood
        (DECEMBER, date(2019, 3, 3), (DECEMBER, DECEMBER)),  # the day before March's
        (date(2018, 1, 1), ON, (SEPTEMBER, MARCH)),  # nothing stood: the first in the period
        (date(2018, 1, 1), SEPTEMBER, (SEPTEMBER, SEPTEMBER)),
        (date(2018, 1, 1), date(2018, 9, 9), None),
    ],
)
def test_where_a_period_began_and_ended(start, end, days):
    steps = [step(SEPTEMBER), step(DECEMBER), step(MARCH)]
    before, now = within(steps, start, end)
    assert (before and (before.on, now.on)) == days


@pytest.mark.parametrize(
    ("stable", "needs", "unknown", "words", "reached", "asked"),
    [
        (5, 3, 0, "5 of 8", False, 6),  # 62.5%
        (6, 2, 0, "6 of 8", True, 6),  # 75% exactly
        (7, 1, 0, "7 of 8", True, 6),
        (8, 0, 0, "8 of 8", True, 6),
        (0, 8, 0, "0 of 8", False, 6),
        (5, 2, 0, "5 of 7", False, 6),  # three quarters of seven are 5.25
        (6, 1, 0, "6 of 7", True, 6),
        (7, 0, 1, "7 of 8", None, 6),
        (0, 0, 0, "0 of 0", None, 0),
    ],
)
def test_the_stabilised_share(stable, needs, unknown, words, reached, asked):
    levels = [False] * stable + [True] * needs + [None] * unknown
    found = share({f"Pathway {n}": need for n, need in enumerate(levels)}, THREE_QUARTERS)
    assert (found.words, found.reached, found.asked) == (words, reached, asked)
    assert len(found.missing) == unknown


def test_the_share_is_the_schemes_own_number():
    assert share({"One": False, "Two": True}, Fraction(1, 2)).reached is True
    assert share({"One": False, "Two": True}, Fraction(51, 100)).reached is False


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], None),
        ([9], 9),
        ([20, 10], 15),
        ([10, 21], Fraction(31, 2)),
        ([3, 40, 10], 10),
        ([1, 2, 4, 100], 3),
        ([0, 0], 0),
    ],
)
def test_the_median(days, found):
    assert median(days) == found


@pytest.mark.parametrize(("days", "words"), [([], ""), ([9], "9"), ([10, 21], "15.5"), ([0], "0"), ([10, 20], "15")])
def test_the_median_in_words(days, words):
    assert in_words(median(days)) == words


REFERRED = date(2019, 3, 1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(REFERRED), Stage.WAITING),
        (Asked(REFERRED, "accepted", date(2019, 3, 5)), Stage.WAITING),
        (Asked(REFERRED, "waiting_list", date(2019, 3, 5)), Stage.WAITING),
        (Asked(REFERRED, "accepted", date(2019, 3, 5), ON), Stage.STARTED),
        (Asked(REFERRED, "accepted", date(2019, 3, 5), date(2019, 4, 1)), Stage.WAITING),  # not known on the day
        (Asked(REFERRED, "refused", ON), Stage.REFUSED),
        (Asked(REFERRED, "refused", date(2019, 4, 1)), Stage.WAITING),
        (Asked(REFERRED, over_on=ON), Stage.OVER),
        (Asked(REFERRED, over_on=date(2019, 4, 1)), Stage.WAITING),
        (Asked(REFERRED, "accepted", date(2019, 3, 5), date(2019, 3, 9), ON), Stage.STARTED),
        (Asked(REFERRED, "refused", date(2019, 3, 5), over_on=ON), Stage.REFUSED),
    ],
)
def test_what_a_day_knows_of_a_referral(asked, found):
    assert stage(asked, ON) is found


def test_waiting_times_by_hand():
    """Referred on 1 March: one began on the 15th, one on the 22nd, one waits since 20 March, one was refused."""
    rows = [
        Asked(REFERRED, "accepted", date(2019, 3, 5), date(2019, 3, 15)),
        Asked(REFERRED, "accepted", date(2019, 3, 11), date(2019, 3, 22)),
        Asked(date(2019, 3, 20)),
        Asked(REFERRED, "refused", date(2019, 3, 4)),
        Asked(REFERRED, over_on=date(2019, 3, 30)),
        Asked(date(2019, 4, 1)),
    ]
    found = waits(rows, ON)
    assert (found.to_answer, found.to_start, found.so_far) == ((4, 10, 3), (14, 21), (11,))
    assert (found.refused, found.over, found.number) == (1, 1, 5)
    assert median(found.to_start) == Fraction(35, 2)
    assert waits([], ON).number == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(ON), True),
        (Asked(date(2019, 4, 1)), False),
        (Asked(date(2018, 6, 1)), True),  # it still waits
        (Asked(date(2018, 6, 1), "accepted", date(2018, 6, 2), date(2019, 1, 1)), True),
        (Asked(date(2018, 6, 1), "accepted", date(2018, 6, 2), date(2018, 12, 31)), False),
        (Asked(date(2018, 6, 1), "refused", date(2018, 12, 31)), False),
        (Asked(date(2018, 6, 1), "refused", date(2019, 1, 1)), True),
        (Asked(date(2018, 6, 1), "waiting_list", date(2018, 7, 1)), True),
        (Asked(date(2018, 6, 1), over_on=date(2018, 12, 31)), False),
        (Asked(date(2018, 6, 1), over_on=date(2019, 1, 1)), True),
    ],
)
def test_who_waited_on_a_day_of_the_quarter(asked, found):
    assert waited_within(asked, date(2019, 1, 1), ON) is found


def around(*steps, ends_on=date(2019, 2, 1), result="completed"):
    return Around(date(2018, 12, 3), ends_on, result, steps)


@pytest.mark.parametrize(
    ("done", "counts"),
    [
        (around(step(SEPTEMBER, *STREET), step(MARCH, *TENANT)), (1, 1, 1, 0, 0)),
        (around(step(SEPTEMBER, *STREET), step(MARCH, *SOFA)), (1, 1, 0, 1, 0)),
        (around(step(SEPTEMBER, *STREET)), (1, 1, 0, 0, 1)),
        (around(step(SEPTEMBER, *TENANT), step(MARCH, *TENANT)), (1, 0, 0, 0, 0)),  # no need to begin with
        (around(step(MARCH, *STREET)), (1, 0, 0, 0, 0)),  # nobody said so before it began
        (around(), (1, 0, 0, 0, 0)),
        (around(step(DECEMBER, *STREET), step(MARCH, *TENANT)), (1, 1, 1, 0, 0)),  # on the day it began
        (around(step(SEPTEMBER, *STREET), step(date(2019, 1, 9), *TENANT)), (1, 1, 0, 0, 1)),  # while it went on
        (around(step(SEPTEMBER, *STREET), step(date(2019, 2, 1), *TENANT)), (1, 1, 1, 0, 0)),  # on the day it ended
        (around(step(SEPTEMBER, *STREET), step(MARCH, *TENANT), ends_on=None, result=""), (1, 1, 0, 0, 1)),
        (around(step(SEPTEMBER, *STREET), step(MARCH, *TENANT), step(ON, *SOFA)), (1, 1, 0, 1, 0)),  # the last one
        (around(step(SEPTEMBER, *STREET), step(date(2019, 4, 1), *TENANT)), (1, 1, 0, 0, 1)),  # after the day
        (around(step(DECEMBER, *STREET), ends_on=DECEMBER, result="not_started"), (1, 1, 0, 0, 1)),  # is not after it
    ],
)
def test_the_need_before_and_after(done, counts):
    found = became([done], ON)
    assert (
        found.number, found.with_need, found.no_need_after, found.need_after, found.not_assessed_after
    ) == counts  # fmt: skip


def test_of_nobody_nothing_became():
    assert became([], ON).number == 0
    assert became([around()], date(2018, 12, 2)).number == 0
