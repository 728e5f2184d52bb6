"""Which rankings keep everybody's scores: a table at, above and below each bound."""

from datetime import date

import pytest

from ranking.rules import Night, kept_whole
from ranking.rules.keeping import LAST_NIGHTS, LAST_PANEL, MONTH_END, NAMED

ON = date(2019, 3, 31)
NEWEST = Night(100, date(2019, 3, 30))


def kept(*others, panels=(), nights=35, months=3, on=ON):
    return kept_whole([NEWEST, *others], on, nights=nights, months=months, panels=panels)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2019, 2, 24), LAST_NIGHTS),  # 34 days before the newest, which is the 35th night
        (date(2019, 2, 23), None),
        (date(2019, 3, 29), LAST_NIGHTS),
        (date(2019, 4, 2), LAST_NIGHTS),  # of a day to come: asked for by hand, and newer than the newest
    ],
)
def test_all_of_the_last_nights(day, why):
    later = Night(2, date(2019, 2, 28))  # so that none of these is its month's last
    assert kept(Night(1, day), later).get(1) == why


def test_nights_are_counted_from_the_newest_ranking_and_not_from_today():
    """Where no ranking could be made for half a year, the pages show the last one, and measure from those before."""
    assert kept(Night(1, date(2019, 2, 24)), on=date(2019, 9, 30))[1] == LAST_NIGHTS


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2019, 1, 31), MONTH_END),  # March, February, January
        (date(2019, 1, 30), MONTH_END),  # the 31st has none: the last that there is
        (date(2018, 12, 31), None),
    ],
)
def test_the_last_of_each_of_so_many_months(day, why):
    assert kept(Night(1, day)).get(1) == why


def test_within_a_month_only_its_last():
    found = kept(Night(1, date(2019, 1, 30)), Night(2, date(2019, 1, 31)))
    assert (found.get(1), found.get(2)) == (None, MONTH_END)


@pytest.mark.parametrize(
    ("panel", "why"),
    [(date(2018, 11, 9), None), (date(2018, 11, 10), LAST_PANEL), (date(2018, 11, 11), LAST_PANEL)],
)
def test_what_an_areas_last_panel_is_measured_from(panel, why):
    """The ranking of the panel's day, or of the latest day before that has one."""
    assert kept(Night(1, date(2018, 11, 10)), Night(2, date(2018, 12, 10)), panels=[panel]).get(1) == why


def test_of_a_day_the_one_finished_last():
    found = kept(Night(1, date(2019, 3, 29)), Night(2, date(2019, 3, 29), current=False))
    assert set(found) == {100, 1}


def test_what_a_kept_one_names_as_what_rising_is_measured_from():
    named = Night(1, date(2018, 10, 3), current=False)
    assert kept(named, Night(2, date(2019, 3, 1), risen_since=1)).get(1) == NAMED
    assert kept(named, Night(2, date(2018, 10, 20), risen_since=1)).get(1) is None, "one that is not kept names nobody"


def test_before_the_first_ranking_there_is_nothing_to_keep():
    assert kept_whole([], ON, nights=35, months=3) == {}
