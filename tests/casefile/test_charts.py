"""The drawings' arithmetic, worked out by hand."""

from datetime import date

from casefile.person import charts

MARCH = date(2019, 3, 31)


def test_the_strip_shows_what_held_at_each_months_end():
    decisions = [(date(2018, 12, 31), "AMBER"), (date(2019, 2, 28), "GREEN"), (date(2019, 3, 31), "RED")]
    boxes = charts.strip(decisions, MARCH, months=5)
    assert [(box.initial, box.letters) for box in boxes] == [("N", "–"), ("D", "A"), ("J", "A"), ("F", "G"), ("M", "R")]


def test_this_month_is_as_of_today():
    decisions = [(date(2019, 1, 1), "GREEN"), (date(2019, 3, 20), "BLUE")]
    assert [box.letters for box in charts.strip(decisions, date(2019, 3, 19), months=2)] == ["G", "G"]
    assert [box.letters for box in charts.strip(decisions, date(2019, 3, 20), months=2)] == ["G", "B"]


def test_a_leap_february_ends_on_the_29th():
    boxes = charts.strip([(date(2020, 2, 29), "RED")], date(2020, 3, 31), months=2)
    assert [box.letters for box in boxes] == ["R", "R"]


def test_offences_a_year_stand_on_one_floor_and_the_tallest_is_84_high():
    days = [date(2017, 5, 1)] * 4 + [date(2019, 1, 2)] * 2
    chart = charts.years(days, MARCH, marked=date(2018, 1, 1))
    assert [(bar.year, bar.count, bar.height, bar.y) for bar in chart.bars] == [
        (2017, 4, 84.0, 28.0),
        (2018, 0, 0.0, 112.0),
        (2019, 2, 42.0, 70.0),
    ]
    assert [bar.after for bar in chart.bars] == [False, False, True]
    assert chart.mark == 43.0  # 6 + one step of 44, less half of the gap of 14


def test_what_is_after_today_or_too_long_ago_is_not_drawn():
    chart = charts.years([date(2005, 1, 1), date(2019, 4, 1), date(2018, 1, 1)], MARCH, marked=date(2005, 1, 1))
    assert [bar.year for bar in chart.bars] == list(range(2012, 2020))
    assert sum(bar.count for bar in chart.bars) == 1 and chart.mark is None


def test_nothing_is_no_chart():
    assert charts.years([], MARCH, marked=None) is None
    assert charts.years([date(2019, 4, 1)], MARCH, marked=None) is None
