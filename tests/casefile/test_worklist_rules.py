"""Bands, lengths, keys and how long something may be put off: at, above and below each boundary."""

from datetime import date

import pytest

from audit.code_lists import rows
from casefile.worklist.rules import Band, Fact, Length, Line, band, check_until, counted, key_of, place, reassess_by
from casefile.worklist.thresholds import LIST

ON = date(2019, 3, 31)
WEEK, MONTH, LONGEST = Length(7), Length(1, "months"), Length(3, "months")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2019, 3, 30), Band.OVERDUE),
        (date(2019, 3, 31), Band.WEEK),
        (date(2019, 4, 6), Band.WEEK),
        (date(2019, 4, 7), Band.MONTH),
        (date(2019, 4, 30), Band.MONTH),  # the last day of the month that 31 March plus one month is
        (date(2019, 5, 1), Band.LATER),
    ],
)
def test_a_line_stands_in_the_band_of_the_day_it_is_due(due, expected):
    assert band(due, ON, WEEK, MONTH) is expected


@pytest.mark.parametrize(
    ("length", "after", "before", "words"),
    [
        (Length(1), date(2019, 4, 1), date(2019, 3, 30), "1 day"),
        (Length(28), date(2019, 4, 28), date(2019, 3, 3), "28 days"),
        (Length(1, "months"), date(2019, 4, 30), date(2019, 2, 28), "1 month"),
        (Length(3, "months"), date(2019, 6, 30), date(2018, 12, 31), "3 months"),
    ],
)
def test_lengths(length, after, before, words):
    assert (length.after(ON), length.before(ON), length.words) == (after, before, words)


@pytest.mark.parametrize(
    ("until", "may"),
    [(ON, False), (date(2019, 4, 1), True), (date(2019, 6, 30), True), (date(2019, 7, 1), False)],
)
def test_it_is_put_off_from_tomorrow_to_three_months(until, may):
    assert (check_until(until, ON, LONGEST) == "") is may


def line(due=ON, name="wanted", identity=(1, 2)):
    return Line(name, Fact(7, due, "Wanted", "since", "/", "Open", identity))


def test_a_key_names_the_fact_and_its_version_and_nothing_else():
    assert line().key == key_of("wanted", (1, 2)) == "wanted-1-2"
    assert key_of("rag_review", ("selected", date(2019, 3, 1))) == "rag-review-selected-2019-03-01"


def test_by_day_then_by_severity_then_by_name():
    earlier, later = line(date(2019, 3, 30)), line(date(2019, 3, 31))
    assert place(earlier, 5, "Z") < place(later, 0, "A")
    assert place(later, 0, "Z") < place(later, 1, "A")
    assert place(later, 1, "A") < place(later, 1, "B")


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "No things need"), (1, "One thing needs"), (9, "Nine things need"), (10, "10 things need"),
     (1234, "1,234 things need")],
)  # fmt: skip
def test_how_many(number, said):
    assert counted(number) == said


def test_each_threshold_has_its_words_and_a_source():
    listed = list(rows(LIST))
    assert len({row["code"] for row in listed}) == len(listed)
    assert all(row["words"] and row["source"] and row["unit"] in ("days", "months") for row in listed)
    assert all(int(row["number"]) >= 1 for row in listed)


RELEASE = date(2019, 5, 10)


@pytest.mark.parametrize(
    ("booked", "expected", "due", "says"),
    [
        (None, None, None, ""),
        # 28 days before 10 May are 12 April.
        (None, RELEASE, date(2019, 4, 12), "release expected on 10 May 2019, to be reassessed 28 days before"),
        (date(2019, 4, 1), None, date(2019, 4, 1), "booked for 1 April 2019; no release is expected yet"),
        (date(2019, 4, 1), RELEASE, date(2019, 4, 1), "booked for 1 April 2019; release expected on 10 May 2019"),
        (date(2019, 5, 9), RELEASE, date(2019, 5, 9), "booked for 9 May 2019; release expected on 10 May 2019"),
        (RELEASE, RELEASE, date(2019, 4, 12), "booked for 10 May 2019 only: to be reassessed 28 days before"),
        (date(2019, 5, 11), RELEASE, date(2019, 4, 12), "release is expected on 10 May 2019, and the reassessment is "
         "booked for 11 May 2019 only: to be reassessed 28 days before"),
    ],
)  # fmt: skip
def test_a_reassessment_is_on_the_booked_day_while_that_is_before_the_release(booked, expected, due, says):
    day, why = reassess_by(booked, expected, Length(28))
    assert day == due
    assert says in why
