"""The ledger: the demonstration's register counted by hand, and each kind of coming and going at its edges."""

import csv
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from django.conf import settings as here
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.rules.facts import Membership
from reporting.rules.ledger import CODE, REFERRER, Quarter, ledger, quarters, quarters_between

Q4 = Quarter(date(2019, 1, 1))
YEAR = quarters(date(2019, 3, 31))


def time(on, off=None, code="1", cohort="BD", ref="M1"):
    return Membership(on, off, code if off else None, cohort, ref)


def line(*times):
    return ledger({7: times}, [Q4])[0]


def counted(found):
    """At the start, new, returning, left, at the end: and the last is what the others come to."""
    start, new, returning, left, end = map(found.count, ("at_start", "new", "returning", "left", "at_end"))
    assert start + new + returning - left == end
    return start, new, returning, left, end


def test_the_quarters_up_to_a_day():
    assert [one.start for one in YEAR] == [date(2018, 4, 1), date(2018, 7, 1), date(2018, 10, 1), date(2019, 1, 1)]
    assert quarters(date(2019, 4, 1), 1) == [Quarter(date(2019, 4, 1))]


def test_the_demonstrations_register():
    """Counted in memberships.csv by hand: nobody of it comes twice or moves; 94 are on at the end (B1)."""
    folder = here.BASE_DIR / "exchange/demo/bedfordshire_2018_19"
    people = defaultdict(list)
    with (folder / "memberships.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            on, off = date.fromisoformat(row["selected_on"]), row["deselected_on"]
            off = date.fromisoformat(off) if off else None
            if on <= date(2019, 3, 31):
                off = off if off and off <= date(2019, 3, 31) else None
                people[row["offender_ref"]].append(
                    Membership(on, off, row["deselection_code"] if off else None, row["cohort"], row["ref"])
                )
    found = ledger(people, YEAR)
    assert [counted(one) for one in found] == [
        (100, 1, 0, 2, 99),
        (99, 3, 0, 0, 102),
        (102, 19, 0, 16, 105),
        (105, 12, 0, 23, 94),
    ]
    assert [one.count("continuing") for one in found] == [98, 99, 86, 82]
    assert [one.middle_days for one in found] == [1172, None, 827, 784]
    assert [one.by(CODE) for one in found] == [
        {"1": 2},
        {},
        {"1": 4, "2": 2, "3": 4, "5": 1, "6A": 5},
        {"1": 10, "2": 2, "3": 8, "6A": 3},
    ]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([time(date(2018, 12, 31))], (1, 0, 0, 0, 1)),
        ([time(date(2019, 1, 1))], (0, 1, 0, 0, 1)),  # the first day of the quarter
        ([time(date(2019, 3, 31))], (0, 1, 0, 0, 1)),
        ([time(date(2019, 4, 1))], (0, 0, 0, 0, 0)),
        ([time(date(2018, 1, 1), date(2018, 12, 31))], (0, 0, 0, 0, 0)),
        ([time(date(2018, 1, 1), date(2019, 1, 1))], (1, 0, 0, 1, 0)),
        ([time(date(2018, 1, 1), date(2019, 3, 31))], (1, 0, 0, 1, 0)),
        ([time(date(2018, 1, 1), date(2019, 4, 1))], (1, 0, 0, 0, 1)),
        ([time(date(2019, 1, 5), date(2019, 2, 5))], (0, 1, 0, 1, 0)),
        ([time(date(2017, 1, 1), date(2018, 1, 1)), time(date(2019, 1, 5), ref="M2")], (0, 0, 1, 0, 1)),
    ],
)
def test_one_person_in_a_quarter(times, expected):
    assert counted(line(*times)) == expected


def test_a_move_is_neither_new_nor_left():
    found = line(time(date(2018, 1, 1), date(2019, 2, 1), "6C"), time(date(2019, 2, 1), cohort="HI", ref="M2"))
    assert (counted(found), found.count("moved")) == ((1, 0, 0, 0, 1), 1)


def test_who_continues_and_on_which_cohorts_each_was():
    """On two at once, then on one alone: at the start on both; the move to High Impact is of 1 February."""
    times = [time(date(2018, 1, 1), date(2019, 2, 1), "6C"), time(date(2018, 3, 1), cohort="DV", ref="M2"),
             time(date(2019, 2, 1), cohort="HI", ref="M3")]  # fmt: skip
    found = line(*times)
    assert (found.count("continuing"), found.count("left")) == (1, 0)
    assert [one.cohorts for one in found.entries["at_start"]] == [("BD", "DV")]
    assert [(one.day, one.cohorts) for one in found.entries["moved"]] == [(date(2019, 2, 1), ("DV", "HI"))]
    gone = line(time(date(2018, 1, 1), date(2019, 1, 1)))
    assert (gone.count("at_start"), gone.count("continuing")) == (1, 0)
    assert [(one.person, one.day, one.cohorts, one.days) for one in gone.entries["left"]] == [
        (7, date(2019, 1, 1), ("BD",), 365)
    ]


def test_the_quarters_between_two_days():
    found = quarters_between(date(2018, 6, 30), date(2019, 1, 1))
    assert [one.start for one in found] == [date(2018, 4, 1), date(2018, 7, 1), date(2018, 10, 1), date(2019, 1, 1)]
    assert found[0].name == "April to June 2018"
    assert quarters_between(date(2019, 1, 1), date(2019, 3, 31)) == [Quarter(date(2019, 1, 1))]


def test_days_and_who_referred():
    found = ledger(
        {
            1: [time(date(2019, 1, 1), date(2019, 1, 11), ref="A")],
            2: [time(date(2019, 1, 1), date(2019, 1, 31), ref="B")],
            3: [time(date(2019, 1, 2), date(2019, 2, 21), ref="C")],
        },
        [Q4],
        {"A": "Prison", "B": "Prison", "C": "Police"},
    )[0]
    assert (sorted(one.days for one in found.entries["left"]), found.middle_days) == ([10, 30, 50], 30)
    assert found.by(REFERRER) == {"Prison": 2, "Police": 1}
    assert line().middle_days is None


DAYS = st.dates(date(2017, 1, 1), date(2019, 6, 30))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(st.lists(st.tuples(DAYS, DAYS, st.booleans()), max_size=6))
def test_the_end_of_a_quarter_is_the_start_of_the_next(held):
    times = [
        time(min(one, two), None if ongoing else max(one, two), ref=str(n))
        for n, (one, two, ongoing) in enumerate(held)
        if one != two
    ]
    found = ledger({7: times}, YEAR)
    for before, after in pairwise(found):
        assert counted(before)[-1] == counted(after)[0]
        assert after.count("continuing") <= after.count("at_start")
