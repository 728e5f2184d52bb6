"""Age bands, days and groups that are too small to say nothing of one person."""

from datetime import date

import pytest

from reporting.rules.groups import age_band, born_by, days_on, in_small_groups

ON = date(2019, 3, 31)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2019, 3, 31), "under 18"),
        (date(2001, 4, 1), "under 18"),
        (date(2001, 3, 31), "18 to 24"),
        (date(1994, 4, 1), "18 to 24"),
        (date(1994, 3, 31), "25 to 34"),
        (date(1984, 4, 1), "25 to 34"),
        (date(1984, 3, 31), "35 to 44"),
        (date(1974, 4, 1), "35 to 44"),
        (date(1974, 3, 31), "45 and over"),
        (date(1900, 1, 1), "45 and over"),
    ],
)
def test_age_bands(born, band):
    assert age_band(born, ON) == band


@pytest.mark.parametrize(
    ("on", "age", "born"),
    [
        (date(2018, 2, 28), 18, date(2000, 2, 29)),  # born on 29 February, of age on 28
        (date(2018, 2, 27), 18, date(2000, 2, 27)),
        (date(2020, 2, 29), 18, date(2002, 2, 28)),
        (date(2020, 2, 28), 20, date(2000, 2, 28)),  # a leap year has the day itself
    ],
)
def test_the_29th_of_february(on, age, born):
    assert born_by(on, age) == born


@pytest.mark.parametrize(
    ("spells", "days"),
    [
        ([], 0),
        ([(date(2019, 3, 21), None)], 10),
        ([(date(2019, 3, 22), None)], 0),  # nine days: told in tens
        ([(date(2019, 3, 1), date(2019, 3, 31))], 30),
        ([(date(2019, 3, 1), date(2019, 3, 21)), (date(2019, 3, 11), None)], 30),  # each day once
        ([(date(2019, 1, 1), date(2019, 1, 11)), (date(2019, 3, 21), None)], 20),
        ([(date(2019, 3, 1), None), (date(2019, 3, 5), date(2019, 3, 8))], 30),
        ([(date(2019, 3, 21), date(2020, 1, 1))], 10),
        ([(date(2019, 4, 1), None)], 0),
    ],
)
def test_days_on_the_scheme(spells, days):
    assert days_on(spells, ON) == days


def test_groups_of_fewer_than_five():
    groups = dict.fromkeys(range(4), "four") | dict.fromkeys(range(10, 15), "five") | {20: "one"}
    assert in_small_groups(groups) == {0, 1, 2, 3, 20}
    assert in_small_groups({}) == frozenset()
