"""Who is under 18 on a day, and whether an officer of youth justice is missing."""

from datetime import date, timedelta

import pytest

from offenders.young import eighteenth, is_young, needs_youth_justice, youngest_adult_born

ON = date(2019, 3, 31)


@pytest.mark.parametrize(
    ("born", "young"),
    [
        (date(2001, 3, 30), False),
        (date(2001, 3, 31), False),  # 18 today
        (date(2001, 4, 1), True),
        (date(2010, 1, 1), True),
    ],
)
def test_under_18_ends_on_the_eighteenth_birthday(born, young):
    assert is_young(born, ON) is young


def test_of_a_birthday_on_29_february_the_28th_counts():
    assert eighteenth(date(2000, 2, 29)) == date(2018, 2, 28)
    assert [is_young(date(2000, 2, 29), date(2018, 2, day)) for day in (27, 28)] == [True, False]


@pytest.mark.parametrize("on", [date(2018, 2, 27) + timedelta(days=n) for n in range(4)]
                         + [date(2020, 2, 27) + timedelta(days=n) for n in range(4)] + [ON])  # fmt: skip
def test_a_list_counts_as_one_person_is_counted(on):
    for n in range(-5, 6):
        born = youngest_adult_born(on) + timedelta(days=n)
        assert is_young(born, on) is (born > youngest_adult_born(on))


@pytest.mark.parametrize(
    ("born", "kinds", "needs"),
    [
        (date(2003, 1, 1), set(), True),
        (date(2003, 1, 1), {"police", "probation"}, True),
        (date(2003, 1, 1), {"police", "youth_justice"}, False),
        (date(2001, 3, 31), set(), False),
    ],
)
def test_needs_youth_justice(born, kinds, needs):
    assert needs_youth_justice(born, ON, frozenset(kinds)) is needs
