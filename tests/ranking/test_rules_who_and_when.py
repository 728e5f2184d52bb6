"""Who is left out of a ranking, and which day a night's run is for (spec/ranking.md). The day is 31 March 2019."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ranking.rules import Membership, day_just_ended, deceased_or_deported

DAY = date(2019, 3, 31)


def ago(days):
    return DAY - timedelta(days=days)


def member(selected, deselected=None, code=None, ref="1"):
    return Membership(ref, ago(selected), None if deselected is None else ago(deselected), code)


@pytest.mark.parametrize(
    ("memberships", "gone"),
    [
        ([], False),
        ([member(100)], False),
        ([member(100, 0, "6B")], True),  # ended by the day: on the day itself, too
        ([member(100, -1, "6B")], False),  # tomorrow
        ([member(100, 50, "5")], False),
        ([member(100, 50, "6B"), member(40)], False),  # selected again: alive
        ([member(100, 50, "6B"), member(-1)], True),  # a selection of tomorrow is not known today
        ([member(100, 50, "1"), member(100, 40, "6B")], True),  # of several selected on one day the one that ends last
        ([member(100, 40, "1"), member(100, 50, "6B")], False),
        ([member(100, 50, "6B"), member(100)], False),  # no end is last
        ([member(200, 10, "1"), member(100, 50, "6B")], True),  # the latest selected, not the latest ended
        ([member(100, 50, "6B", "a"), member(100, 50, "1", "B")], True),  # then the greater ref, byte by byte
        ([member(100, 50, "6B", "B"), member(100, 50, "1", "a")], False),
    ],
)
def test_deceased_or_deported_by_the_day(memberships, gone):
    assert deceased_or_deported(memberships, DAY) is gone


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2019, 1, 15, 3, 30, tzinfo=UTC), date(2019, 1, 14)),
        (datetime(2019, 1, 15, 3, 29, tzinfo=UTC), date(2019, 1, 13)),  # due yesterday, late by a day
        (datetime(2019, 3, 31, 3, 30, tzinfo=UTC), date(2019, 3, 30)),  # the clocks went forward at 1:00
        (datetime(2019, 10, 27, 3, 30, tzinfo=UTC), date(2019, 10, 26)),  # the clocks went back
        (datetime(2019, 7, 1, 22, 59, tzinfo=UTC), date(2019, 6, 30)),
        (datetime(2019, 7, 1, 23, 30, tzinfo=UTC), date(2019, 6, 30)),  # half past midnight of 2 July in London
        (datetime(2020, 3, 1, 9, 0, tzinfo=UTC), date(2020, 2, 29)),
    ],
)
def test_a_night_is_for_the_day_just_ended_when_it_was_due(now, day):
    assert day_just_ended(now) == day
