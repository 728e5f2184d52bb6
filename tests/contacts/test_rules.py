"""Tables at, above and below each boundary: status, series, standard, misses, the text to copy."""

from datetime import date, time, timedelta

import pytest

from contacts.rules import entering, misses, series, standards, status, weeks
from contacts.rules.status import Status

MON = date(2019, 3, 25)
SUN = date(2019, 3, 31)

# Worked out by hand: "1" where an appointment may go from the row's status to the column's.
#                       booked kept acc unacc cancelled moved
GRID = {
    Status.BOOKED: "011111",
    Status.KEPT: "001100",
    Status.MISSED_ACCEPTABLE: "010100",
    Status.MISSED_UNACCEPTABLE: "011000",
    Status.CANCELLED: "000000",
    Status.REARRANGED: "000000",
}


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize(("column", "then"), list(enumerate(Status)))
def test_every_way_between_two_statuses(now, column, then):
    assert status.may_become(now, then) is (GRID[now][column] == "1")


def test_one_status_is_open_and_three_are_outcomes():
    assert [s for s in Status if status.is_open(s)] == [Status.BOOKED]
    assert {s for s in Status if status.has_outcome(s)} == set(list(Status)[1:4])


@pytest.mark.parametrize(
    ("day", "monday"),
    [(MON, MON), (MON - timedelta(1), date(2019, 3, 18)), (SUN, MON), (SUN + timedelta(1), date(2019, 4, 1))],
)
def test_a_week_runs_from_monday_to_sunday(day, monday):
    assert weeks.monday_of(day) == monday
    assert weeks.week_of(day) == (monday, monday + timedelta(6))


GOOD_FRIDAY, EASTER_MONDAY = date(2019, 4, 19), date(2019, 4, 22)
HOLIDAYS = {GOOD_FRIDAY: "Good Friday", EASTER_MONDAY: "Easter Monday"}


def days(book=False, **pattern):
    found = series.days_of(series.Pattern(**pattern), HOLIDAYS, book_holidays=book, on=SUN)
    return found.days, found.holidays


class TestSeries:
    def test_weekly_until_a_day_which_is_in_it(self):
        booked, holidays = days(days=[0, 3], starts_on=date(2019, 4, 1), until_on=date(2019, 4, 8))
        assert booked == [date(2019, 4, 1), date(2019, 4, 4), date(2019, 4, 8)]
        assert holidays == {}

    def test_from_the_middle_of_a_week(self):
        booked, _ = days(days=[0, 3], starts_on=date(2019, 4, 2), until_on=date(2019, 4, 7))
        assert booked == [date(2019, 4, 4)]

    def test_fortnightly_counts_from_the_week_of_the_first_day(self):
        booked, _ = days(days=[1, 4], starts_on=date(2019, 4, 4), number=4, fortnightly=True, book=True)
        assert booked == [date(2019, 4, 5), date(2019, 4, 16), GOOD_FRIDAY, date(2019, 4, 30)]

    def test_a_bank_holiday_that_is_left_out_is_said_and_made_up_at_the_end(self):
        booked, holidays = days(days=[4], starts_on=date(2019, 4, 12), number=2)
        assert booked == [date(2019, 4, 12), date(2019, 4, 26)]
        assert holidays == {GOOD_FRIDAY: "Good Friday"}

    def test_a_bank_holiday_that_is_booked_is_said_as_well(self):
        booked, holidays = days(days=[4], starts_on=date(2019, 4, 12), number=2, book=True)
        assert booked == [date(2019, 4, 12), GOOD_FRIDAY]
        assert holidays == {GOOD_FRIDAY: "Good Friday"}

    def test_no_further_ahead_than_a_year(self):
        booked, _ = days(days=[1], starts_on=date(2020, 3, 24), until_on=date(2020, 12, 31))
        assert booked == [date(2020, 3, 24), date(2020, 3, 31)]

    def test_a_day_of_the_week_named_twice_is_one(self):
        assert len(days(days=[2, 2], starts_on=date(2019, 4, 1), number=3)[0]) == 3


ROW = standards.SchemeRow
DEFAULT = ROW(4, 1, date(2018, 4, 1))


class TestStandard:
    @pytest.mark.parametrize(
        ("rows", "cohorts", "rag", "asked"),
        [
            ([DEFAULT], [], "", (4, 1)),
            ([ROW(4, 1, SUN + timedelta(1))], [], "", None),
            ([ROW(4, 1, SUN)], [], "", (4, 1)),
            ([DEFAULT, ROW(5, 1, SUN)], [], "", (5, 1)),
            ([DEFAULT, ROW(2, 0, MON, status="GREEN")], ["BD"], "GREEN", (2, 0)),
            ([DEFAULT, ROW(2, 0, MON, status="GREEN")], ["BD"], "RED", (4, 1)),
            ([DEFAULT, ROW(2, 0, MON, status="GREEN"), ROW(3, 1, MON, cohort="BD")], ["BD"], "GREEN", (3, 1)),
            ([ROW(3, 1, MON, cohort="BD"), ROW(1, 0, MON, cohort="BD", status="GREEN")], ["BD"], "GREEN", (1, 0)),
            ([ROW(3, 1, MON, cohort="BD"), ROW(5, 2, MON, cohort="HI")], ["BD", "HI"], "", (5, 2)),
            ([ROW(3, 1, MON, cohort="BD")], ["HI"], "", None),
        ],
    )
    def test_of_the_scheme(self, rows, cohorts, rag, asked):
        found = standards.of_scheme(rows, cohorts, rag, SUN)
        assert (found and (found.weekly, found.at_home)) == asked

    def test_of_the_person_the_last_decision_that_counts(self):
        rows = [standards.OwnRow(3, 1, MON), standards.OwnRow(2, 1, SUN + timedelta(1))]
        assert standards.of_person(rows, MON - timedelta(1)) is None
        assert standards.of_person(rows, MON) == standards.Standard(3, 1, own=True)
        assert standards.of_person(rows, SUN).weekly == 3
        assert standards.of_person(rows, SUN + timedelta(1)).weekly == 2

    @pytest.mark.parametrize(
        ("now", "weekly", "at_home", "wrong"),
        [
            ((4, 1), 3, 1, False),
            ((4, 1), 2, 1, True),
            ((4, 1), 5, 1, False),
            ((4, 1), 7, 1, False),
            ((4, 1), 4, 1, True),
            ((4, 1), 4, 0, False),
            ((1, 1), 0, 0, False),
            ((4, 1), 3, 4, True),
            ((4, 1), 4, 4, False),
        ],
    )
    def test_lowered_in_steps(self, now, weekly, at_home, wrong):
        assert bool(standards.what_is_wrong(standards.Standard(*now), weekly, at_home)) is wrong

    @pytest.mark.parametrize(
        ("decided", "counts"), [(MON, MON), (MON + timedelta(1), date(2019, 4, 1)), (SUN, date(2019, 4, 1))]
    )
    def test_a_decision_counts_from_a_monday(self, decided, counts):
        assert standards.counts_from(decided) == counts

    def week(self, kept, asked=(2, 1), inside=(), on=SUN):
        standard = standards.Standard(*asked) if asked else None
        return standards.week(MON, [standards.Kept(day, home) for day, home in kept], standard, inside, on)

    @pytest.mark.parametrize(
        ("kept", "short", "home_short", "met"),
        [
            ([], 2, 1, False),
            ([(MON, False)], 1, 1, False),
            ([(MON, False), (SUN, False)], 0, 1, False),
            ([(MON, True), (SUN, False)], 0, 0, True),
            ([(MON - timedelta(1), True), (MON, True)], 1, 0, False),
            ([(SUN + timedelta(1), True), (MON, True)], 1, 0, False),
            ([(MON, True)] * 3, 0, 0, True),
        ],
    )
    def test_a_week_against_what_was_kept(self, kept, short, home_short, met):
        week = self.week(kept)
        assert (week.short, week.home_short, week.met) == (short, home_short, met)

    @pytest.mark.parametrize(
        ("spell", "custody"),
        [
            ((date(2019, 3, 1), None), True),
            ((SUN, None), True),
            ((SUN + timedelta(1), None), False),
            ((date(2019, 3, 1), MON), False),
            ((date(2019, 3, 1), MON + timedelta(1)), True),
        ],
    )
    def test_in_a_week_with_a_day_in_custody_nothing_is_asked(self, spell, custody):
        week = self.week([], inside=[spell])
        assert (week.custody, week.asked, week.short) == (custody, not custody, 0 if custody else 2)

    def test_without_a_standard_nothing_is_asked(self):
        week = self.week([], asked=None)
        assert (week.asked, week.short, week.home_short, week.met) == (False, 0, 0, False)

    def test_what_lies_after_today_is_not_counted_and_a_week_is_over_after_its_sunday(self):
        assert self.week([(SUN, True)], on=SUN - timedelta(1)).kept == 0
        assert self.week([], on=SUN).running
        assert not self.week([], on=SUN + timedelta(1)).running

    def test_this_week_and_the_last_four(self):
        assert standards.mondays(SUN) == [MON - timedelta(weeks=n) for n in range(5)]


def rule(number, under="licence", within=12, follows="warning", start=date(2018, 1, 1), end=None):
    return misses.Rule(under, number, within, follows, "", "local practice", start, end)


FIRST, SECOND = rule(1), rule(2, follows="consider_recall")


class TestMisses:
    def follows(self, days, under=("licence",), rules=(FIRST, SECOND), day=SUN):
        return [v.rule.follows for v in misses.what_follows(day, days, under, rules)]

    def test_the_first(self):
        assert self.follows([SUN]) == ["warning"]

    def test_the_second_within_the_months(self):
        assert self.follows([MON, SUN]) == ["consider_recall"]

    def test_the_third_is_at_least_the_second(self):
        assert self.follows([MON, MON, SUN]) == ["consider_recall"]

    @pytest.mark.parametrize(
        ("first", "follows"), [(date(2018, 3, 31), "warning"), (date(2018, 4, 1), "consider_recall")]
    )
    def test_the_window_leaves_out_the_day_twelve_months_before(self, first, follows):
        assert self.follows([first, SUN]) == [follows]

    def test_a_later_miss_does_not_count(self):
        assert self.follows([SUN, SUN + timedelta(1)]) == ["warning"]

    def test_under_nothing_nothing_follows(self):
        assert self.follows([MON, SUN], under=()) == []

    def test_a_rule_of_another_sort_does_not_hold(self):
        assert self.follows([SUN], under=("order",)) == []

    def test_under_both_both(self):
        rules = (FIRST, rule(1, under="order", follows="consider_breach"))
        assert self.follows([SUN], under=("order", "licence"), rules=rules) == ["warning", "consider_breach"]

    @pytest.mark.parametrize(
        ("start", "end", "holds"),
        [
            (SUN, None, True),
            (SUN + timedelta(1), None, False),
            (MON, SUN, False),
            (MON, SUN + timedelta(1), True),
        ],
    )
    def test_a_rule_holds_from_a_day_until_a_day(self, start, end, holds):
        assert bool(self.follows([SUN], rules=(rule(1, start=start, end=end),))) is holds

    def test_the_misses_that_were_counted_are_said(self):
        verdict = misses.what_follows(SUN, [SUN, MON], ["licence"], [SECOND])[0]
        assert verdict.counted == [MON, SUN]

    @pytest.mark.parametrize(
        ("outcomes", "run"),
        [
            ([], 0),
            (["missed_unacceptable"], 1),
            (["missed_unacceptable", "missed_unacceptable"], 2),
            (["kept", "missed_unacceptable", "missed_unacceptable"], 0),
            (["missed_unacceptable", "missed_acceptable", "missed_unacceptable"], 2),
            (["missed_unacceptable", "kept", "missed_unacceptable"], 1),
        ],
    )
    def test_in_a_row(self, outcomes, run):
        assert misses.missed_in_a_row(outcomes) == run


def test_the_text_to_copy_has_a_line_a_field_and_leaves_out_what_is_empty():
    facts = entering.Facts(
        "X404652",
        date(2019, 3, 5),
        time(9, 30),
        "Office",
        "Probation",
        "D. Khan",
        "Luton office",
        "Kept",
        "Came early.",
    )
    assert entering.text_of(entering.ContactType("CAIR", "IOM review"), facts).splitlines() == [
        "CRN: X404652",
        "Contact type: CAIR: IOM review",
        "Date: 05/03/2019",
        "Start time: 09:30",
        "How: Office",
        "Location: Luton office",
        "With: D. Khan, Probation",
        "Outcome: Kept",
        "Notes:",
        "Came early.",
    ]
    bare = entering.Facts("", date(2019, 3, 5), None, "Telephone", "Housing")
    assert entering.text_of(entering.ContactType("", "Ordinary appointment"), bare).splitlines() == [
        "Contact type: Ordinary appointment",
        "Date: 05/03/2019",
        "How: Telephone",
        "With: Housing",
        "Notes:",
        "IOM contact, telephone.",
    ]
