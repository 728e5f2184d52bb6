"""The day of a release and the plan for it, at, above and below each boundary; worked out by hand."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from agencies.categories import Category
from audit.bank_holidays import bank_holidays
from offenders.custody.rules import (
    CATEGORY_OF,
    TRANSITIONS,
    PartKind,
    PlanStatus,
    is_within_first_hours,
    may_go,
    missing,
    plan_due_on,
    warnings,
)

ON = date(2019, 3, 31)  # a Sunday


def codes(day, on=ON):
    return [warning.code for warning in warnings(day, on, bank_holidays())]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, ["past"]),
        (0, ["within_14"]),
        (1, ["within_14"]),
        (13, ["within_14"]),
        (14, ["within_14"]),
        (15, ["within_28"]),
        (27, ["within_28"]),
        (28, ["within_28"]),
        (29, []),
    ],
)
def test_both_bounds_are_inclusive(days, said):
    day = ON + timedelta(days=days)
    assert [code for code in codes(day) if code in ("past", "within_14", "within_28")] == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 5, 9), []),  # Thursday
        (date(2019, 5, 10), ["friday"]),
        (date(2019, 5, 11), ["weekend"]),
        (date(2019, 5, 12), ["weekend"]),
        (date(2019, 5, 13), []),  # Monday
        (date(2019, 5, 5), ["weekend", "before_holiday"]),  # Sunday before Early May
        (date(2019, 5, 6), ["bank_holiday"]),
        (date(2019, 5, 7), []),
        (date(2019, 4, 17), []),  # Wednesday in Holy Week
        (date(2019, 4, 18), ["before_holiday"]),  # Maundy Thursday
        (date(2019, 4, 19), ["bank_holiday", "friday"]),  # Good Friday
        (date(2019, 4, 22), ["bank_holiday"]),
        (date(2019, 12, 24), ["before_holiday"]),
        (date(2019, 12, 25), ["bank_holiday", "before_holiday"]),
        (date(2019, 12, 26), ["bank_holiday"]),
    ],
)
def test_what_is_shut(day, said):
    assert codes(day, on=day - timedelta(days=60)) == said


@pytest.mark.parametrize(
    ("day", "informed"),
    [
        (date(2023, 12, 8), False),  # the last Friday before the Act
        (date(2023, 12, 15), True),
        (date(2024, 3, 28), True),  # Thursday before Good Friday
        (date(2023, 12, 14), False),  # a Thursday
        (date(2023, 12, 16), False),  # a Saturday
    ],
)
def test_the_act_of_2023_is_said_as_information(day, informed):
    found = [warning for warning in warnings(day, day, bank_holidays()) if warning.info]
    assert [warning.code for warning in found] == (["may_be_earlier"] if informed else [])
    assert all("may" in warning.words for warning in found)


def test_a_plan_is_due_28_days_before():
    assert plan_due_on(date(2019, 4, 28)) == ON


# Written out by hand: from each status, where a plan may go.
MAY = {
    ("not_written", "draft"),
    ("draft", "agreed"),
    ("draft", "fallen_away"),
    ("agreed", "draft"),
    ("agreed", "carried_out"),
    ("agreed", "fallen_away"),
}


@pytest.mark.parametrize(("now", "to"), list(product(PlanStatus, PlanStatus)))
def test_the_whole_grid_of_a_plan(now, to):
    assert may_go(now, to) is ((now.value, to.value) in MAY)


def test_every_status_stands_in_the_table():
    assert set(TRANSITIONS) == set(PlanStatus)


@pytest.mark.parametrize(
    ("due_at", "within"),
    [
        (datetime(2019, 4, 30, 23, 59), False),
        (datetime(2019, 5, 1, 0, 0), True),
        (datetime(2019, 5, 4, 17, 0), True),
        (datetime(2019, 5, 5, 0, 0), False),
    ],
)
def test_a_first_appointment_is_within_72_hours(due_at, within):
    assert is_within_first_hours(due_at, date(2019, 5, 1)) is within


def test_each_part_has_its_category():
    assert set(CATEGORY_OF) == set(PartKind)
    assert CATEGORY_OF[PartKind.PRESCRIPTION] == Category.TREATMENT
    assert CATEGORY_OF[PartKind.MEDICINE] == Category.HEALTH


ALL = frozenset(Category)


@pytest.mark.parametrize(
    ("there", "readable", "needed"),
    [
        ((), ALL, ["meets", "sleeps", "appointment"]),
        (("meets", "sleeps"), ALL, ["appointment"]),
        (("meets", "sleeps", "appointment"), ALL, []),
        ((), ALL - {Category.PATHWAYS}, ["meets", "appointment"]),
        (("travel", "phone", "prescription"), ALL, ["meets", "sleeps", "appointment"]),
    ],
)
def test_what_is_missing_is_said_as_far_as_the_reader_reads(there, readable, needed):
    assert [kind.value for kind in missing(set(there), readable)] == needed
