"""Every definition of the measure at, above and below its boundary (spec/evaluation.md)."""

from datetime import date
from fractions import Fraction

import pytest

from reporting.rules import custody, deselection, figures, period, sample
from reporting.rules.counts import count, counted, scale
from reporting.rules.episodes import episodes
from reporting.rules.facts import Membership, Person, Proved, Spell
from reporting.rules.period import NotAYear, Period
from reporting.rules.verdict import judge

YEAR = Period(date(2018, 4, 1), date(2019, 3, 31))


def day(text):
    return date.fromisoformat(text) if text else None


def held(*times, code="1"):
    """Memberships from "2018-01-01 2018-06-01" (no second day: still on it), each with a ref of its own."""
    made = []
    for number, text in enumerate(times):
        on, off = ([*text.split(), None])[:2]
        made.append(Membership(day(on), day(off), code if off else None, "BD", f"M{number}"))
    return tuple(made)


def spells(*texts):
    return tuple(Spell(*(day(part) for part in ([*text.split(), None])[:2])) for text in texts)


def arrests(*days, burglary=False):
    return tuple(Proved(day(text), burglary) for text in days)


def person(memberships=(), inside=(), proved=()):
    return Person(1, "T1", "Luton", tuple(memberships), tuple(inside), tuple(proved))


# the period


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2018-04-01", "2019-03-31", True),
        ("2018-01-01", "2018-12-31", True),
        ("2018-04-15", "2019-04-14", True),
        ("2015-03-01", "2016-02-29", True),  # a leap day at the end is its last day
        ("2015-03-01", "2016-02-28", False),
        ("2016-02-29", "2017-02-27", True),  # 29 February plus twelve months is 28 February
        ("2016-02-29", "2017-02-28", False),
        ("2018-04-01", "2019-03-30", False),
        ("2018-04-01", "2019-04-01", False),
        ("2018-04-01", "2020-03-31", False),
        ("2019-03-31", "2018-04-01", False),
        ("2018-04-01", "9999-12-31", False),
    ],
)
def test_a_period_is_exactly_twelve_whole_months(start, end, right):
    if right:
        assert period.year(day(start), day(end)) == Period(day(start), day(end))
    else:
        with pytest.raises(NotAYear, match="12 whole months"):
            period.year(day(start), day(end))


@pytest.mark.parametrize(
    ("today", "starts"), [("2019-03-31", 2018), ("2019-03-30", 2017), ("2019-04-01", 2018), ("2019-12-31", 2018)]
)
def test_the_last_whole_financial_year_may_end_today(today, starts):
    assert period.last_whole_financial_year(day(today)).start == date(starts, 4, 1)


def test_a_period_is_named_as_the_field_names_it():
    assert YEAR.name == "2018-19"
    assert period.year(date(2018, 1, 1), date(2018, 12, 31)).name == "2018"
    assert period.year(date(1999, 4, 1), date(2000, 3, 31)).name == "1999-00"


# episodes


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        (["2017-01-01 2017-06-01", "2017-06-01 2017-09-01"], ["2017-01-01"]),  # touch
        (["2017-01-01 2017-06-01", "2017-05-01 2017-09-01"], ["2017-01-01"]),  # overlap
        (["2017-01-01 2017-06-01", "2017-06-02 2017-09-01"], ["2017-01-01", "2017-06-02"]),  # a day between
        (["2017-01-01", "2018-01-01"], ["2017-01-01"]),  # the first has not ended
        # A short one inside a long one does not end it.
        (["2017-01-01 2017-12-01", "2017-02-01 2017-03-01", "2017-11-01 2018-01-01"], ["2017-01-01"]),
        (["2017-01-01 2017-01-01"], ["2017-01-01"]),
    ],
)
def test_memberships_that_touch_or_overlap_are_one_episode(times, starts):
    for order in (times, list(reversed(times))):
        assert [str(episode.selected_on) for episode in episodes(held(*order))] == starts


@pytest.mark.parametrize(
    ("memberships", "code"),
    [
        # The one that ends last, though it began first.
        ([("2017-01-01", "2018-06-01", "1", "A"), ("2017-02-01", "2018-05-01", "2", "B")], "1"),
        # Of two that end together the one selected last.
        ([("2017-01-01", "2018-06-01", "1", "B"), ("2017-02-01", "2018-06-01", "2", "A")], "2"),
        # Of two that are alike the greater ref.
        ([("2017-01-01", "2018-06-01", "1", "M2"), ("2017-01-01", "2018-06-01", "2", "M10")], "1"),
        # No end is last.
        ([("2017-01-01", None, None, "A"), ("2017-02-01", "2018-06-01", "2", "B")], None),
    ],
)
def test_an_episodes_code_is_that_of_the_membership_that_ends_last(memberships, code):
    made = [Membership(day(on), day(off), given, given or "none", ref) for on, off, given, ref in memberships]
    [episode] = episodes(made)
    assert episode.code == code
    assert episode.cohort == (code or "none")


# custody


@pytest.mark.parametrize(
    ("inside", "days"),
    [
        (["2019-01-01 2019-01-11"], 10),  # the day of release is not covered
        (["2019-01-01 2019-01-01"], 0),
        (["2019-01-01 2019-01-11", "2019-01-05 2019-01-15"], 14),  # an overlap counts once
        (["2019-01-01 2019-01-20", "2019-01-05 2019-01-08"], 19),
        (["2019-01-01 2019-01-11", "2019-01-11 2019-01-15"], 14),
        (["2018-12-01 2019-01-11"], 10),  # from the first day on
        (["2019-01-25"], 7),  # an open spell, up to the last day
        (["2018-01-01 2019-01-01"], 0),
        (["2019-02-01 2019-03-01"], 0),
    ],
)
def test_days_in_custody(inside, days):
    assert custody.days(spells(*inside), date(2019, 1, 1), date(2019, 2, 1)) == days


@pytest.mark.parametrize(
    ("arrested", "counts"),
    [
        ("2018-05-31", True),
        ("2018-06-01", True),  # the arrest that led to the admission
        ("2018-06-02", False),
        ("2018-06-29", False),
        ("2018-06-30", True),  # the day of release
        ("2018-07-01", True),
        ("2018-08-01", True),  # admitted that day, still inside
        ("2018-08-02", False),
        ("2030-01-01", False),
        ("2018-07-10", True),  # between two spells that touch: strictly inside neither
    ],
)
def test_an_arrest_in_prison_is_not_counted(arrested, counts):
    inside = spells("2018-06-01 2018-06-30", "2018-08-01", "2018-07-05 2018-07-10", "2018-07-10 2018-07-20")
    assert bool(counted(person(inside=inside, proved=arrests(arrested)))) is counts


@pytest.mark.parametrize(("days", "pounds"), [(178, 12195), (119, 8152), (0, 0), (1, 68), (365, 25007)])
def test_the_cost_of_days_in_custody_is_cut_to_whole_pounds(days, pounds):
    assert custody.cost(days) == pounds


# who is in the sample


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        (["2017-01-01"], "counted"),
        (["2017-01-01 2018-04-01"], "nowhere"),  # deselected on the first day
        (["2017-01-01 2018-04-02"], "counted"),
        (["2018-04-01"], "counted"),
        (["2018-10-01"], "counted"),  # exactly six months by 1 April
        (["2018-10-02"], "under_six_months"),
        (["2019-03-31"], "under_six_months"),  # selected on the last day
        (["2019-04-01"], "nowhere"),
        (["2018-08-31 2019-02-28"], "counted"),  # six months from 31 August is 28 February
        (["2018-08-31 2019-02-27"], "under_six_months"),
        (["2018-01-01 2018-07-01"], "counted"),
        (["2018-01-01 2018-06-30"], "under_six_months"),
        # The latest selected counts, though an earlier one would do.
        (["2017-01-01 2018-06-01", "2019-01-01"], "under_six_months"),
        # Moving on to another cohort does not restart it.
        (["2017-01-01 2018-12-01", "2018-12-01"], "counted"),
        # An episode that was over by the first day leaves the one before it over, too.
        (["2010-01-01 2011-01-01", "2017-01-01 2018-03-01"], "nowhere"),
        # One that begins after the period is not the latest of the period.
        (["2017-01-01 2018-12-01", "2019-06-01"], "counted"),
        ([], "nowhere"),
    ],
)
def test_who_is_counted(times, verdict):
    found = judge(person(held(*times)), YEAR)
    assert (found.excluded or ("counted" if found.all_offences else "nowhere")) == verdict


def test_selected_on_the_eve_of_a_leap_day():
    leap = Period(date(2019, 9, 1), date(2020, 8, 31))
    # From 29 February to 31 August are six months and two days; from 1 March to 1 September six whole months.
    assert judge(person(held("2020-02-29")), leap).excluded is None
    assert judge(person(held("2020-03-01")), leap).excluded is None
    assert judge(person(held("2020-03-02")), leap).excluded == "under_six_months"


@pytest.mark.parametrize(
    ("memberships", "gone"),
    [
        ([("2017-01-01", "2019-03-31", "6B", "A")], True),  # on the last day
        ([("2017-01-01", "2019-04-01", "6B", "A")], False),
        ([("2017-01-01", "2019-03-31", "6A", "A")], False),
        ([("2017-01-01", None, None, "A")], False),
        # The one selected last decides.
        ([("2016-01-01", "2018-06-01", "6B", "A"), ("2017-01-01", "2018-07-01", "1", "B")], False),
        ([("2016-01-01", "2018-12-01", "1", "A"), ("2017-01-01", "2018-07-01", "6B", "B")], True),
        # Of two selected on one day the one that ends last; no end is last.
        ([("2017-01-01", "2018-06-01", "6B", "A"), ("2017-01-01", "2018-07-01", "1", "B")], False),
        ([("2017-01-01", "2018-06-01", "1", "A"), ("2017-01-01", "2018-07-01", "6B", "B")], True),
        ([("2017-01-01", "2018-07-01", "6B", "A"), ("2017-01-01", None, None, "B")], False),
        # One selected after the period says nothing of it.
        ([("2017-01-01", "2018-07-01", "6B", "A"), ("2019-04-01", None, None, "B")], True),
    ],
)
def test_deceased_or_deported(memberships, gone):
    made = [Membership(day(on), day(off), code, "BD", ref) for on, off, code, ref in memberships]
    assert (judge(person(made), YEAR).excluded == "deceased_or_deported") is gone


def test_the_first_reason_that_holds_is_the_one():
    inside = spells("2018-04-01 2019-03-31")
    gone = Membership(date(2019, 1, 1), date(2019, 2, 1), "6B")
    assert judge(person([gone], inside), YEAR).excluded == sample.DECEASED_OR_DEPORTED
    assert judge(person(held("2019-01-01"), inside), YEAR).excluded == sample.UNDER_SIX_MONTHS
    assert judge(person(held("2017-01-01"), inside), YEAR).excluded == sample.OVER_HALF_IN_CUSTODY


@pytest.mark.parametrize(
    ("year", "inside", "out"),
    [
        (YEAR, ["2018-04-01 2018-09-30"], False),  # 182 of 365 days
        (YEAR, ["2018-04-01 2018-10-01"], True),  # 183
        (YEAR, ["2017-01-01 2018-09-30"], False),  # days before the period do not count
        (YEAR, ["2018-04-01 2018-08-01", "2018-05-01 2018-09-30"], False),  # an overlap counts once
        (YEAR, ["2018-10-01"], False),  # 1 October to 31 March: 182
        (YEAR, ["2018-09-30"], True),
        (Period(date(2019, 4, 1), date(2020, 3, 31)), ["2019-04-01 2019-10-01"], False),  # 183 of 366: exactly half
        (Period(date(2019, 4, 1), date(2020, 3, 31)), ["2019-04-01 2019-10-02"], True),
    ],
)
def test_more_than_half_of_the_year_in_custody(year, inside, out):
    found = judge(person(held("2017-01-01"), spells(*inside)), year)
    assert (found.excluded == sample.OVER_HALF_IN_CUSTODY) is out


# the two counts


def counts_of(selected, *days, off=None):
    [episode] = episodes(held(f"{selected} {off}" if off else selected))
    return count(list(arrests(*days)), episode, YEAR)


@pytest.mark.parametrize(
    ("selected", "arrested", "before", "after"),
    [
        ("2017-06-15", "2016-06-14", 0, 0),
        ("2017-06-15", "2016-06-15", 1, 0),
        ("2017-06-15", "2017-06-14", 1, 0),
        ("2017-06-15", "2017-06-15", 0, 0),  # of the day of selection, before the period: in neither
        ("2017-06-15", "2018-03-31", 0, 0),
        ("2017-06-15", "2018-04-01", 0, 1),
        ("2017-06-15", "2019-03-31", 0, 1),
        ("2017-06-15", "2019-04-01", 0, 0),
        ("2018-04-01", "2018-03-31", 1, 0),
        ("2018-04-01", "2018-04-01", 0, 1),
        ("2016-02-29", "2015-02-28", 1, 0),  # twelve months before a leap day
        ("2016-02-29", "2015-02-27", 0, 0),
    ],
)
def test_before_and_after(selected, arrested, before, after):
    found = counts_of(selected, arrested)
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize(
    ("selected", "factor"),
    [
        ("2018-03-31", 1),
        ("2018-04-01", 1),  # on the first day: nothing to scale
        ("2018-04-02", Fraction(12, 11)),
        ("2018-05-01", Fraction(12, 11)),
        ("2018-09-01", Fraction(12, 7)),
        ("2018-09-02", 2),
        ("2018-10-01", 2),
    ],
)
def test_someone_selected_in_the_year_is_scaled_to_twelve_months(selected, factor):
    assert scale(day(selected), YEAR) == factor


def test_a_scaled_count_stays_exact():
    after = [counts_of("2018-09-01", "2018-10-01").after for _ in range(7)]
    assert after[0] == Fraction(12, 7)
    assert sum(after) == 12


def test_an_arrest_before_selection_in_the_year_is_before():
    found = counts_of("2018-09-01", "2018-08-31", "2018-09-01")
    assert (found.before, found.after) == (1, Fraction(12, 7))


def test_someone_deselected_in_the_year_is_counted_to_its_end():
    assert counts_of("2017-01-01", "2019-03-01", off="2018-12-01").after == 1


def test_a_new_burglar_is_not_a_historic_one():
    new = judge(person(held("2017-06-01"), proved=arrests("2018-06-01", burglary=True)), YEAR)
    old = judge(person(held("2017-06-01"), proved=arrests("2017-05-01", burglary=True)), YEAR)
    assert (new.new_burglar, new.historic_burglar) == (True, False)
    assert (old.new_burglar, old.historic_burglar) == (False, True)


# rounding and rows


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-57, 2), -29),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(12, 7), 2),
        (Fraction(10**30 + 1, 2), (10**30 + 2) // 2),  # no float comes near it
        (7, 7),
    ],
)
def test_a_half_is_rounded_away_from_zero(value, whole):
    assert figures.rounded(value) == whole


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(26, 39, 67), (67, 92, 73), (1, 8, 13), (-57, 200, -29), (0, 5, 0), (0, 0, None), (5, 0, None)],
)
def test_a_percentage_of_nothing_is_none(part, whole, shown):
    assert figures.percent(part, whole) == shown


def test_the_row_of_nobody():
    empty = figures.row(figures.sums([]))
    percentages = {"decrease_pct", "reoffenders_decrease_pct", "reduced_pct"}
    assert {key for key, value in empty.items() if value is None} == percentages
    assert all(empty[key] == 0 for key in empty.keys() - percentages)


def test_scaled_sums_are_rounded_once():
    # Four people with 12/7 each: 48/7 is 6.86, where four twos would be 8.
    exact = figures.sums(counts_of("2018-09-01", "2018-10-01") for _ in range(4))
    assert figures.row(exact)["after"] == 7


def test_no_offences_before_and_none_after_is_unchanged():
    exact = figures.sums([counts_of("2017-01-01"), counts_of("2017-01-01", "2018-05-01")])
    assert (exact.reduced, exact.unchanged, exact.increased) == (0, 1, 1)


def test_each_cost_is_the_exact_sum_times_the_unit():
    exact = figures.Sums(before=3, after=Fraction(12, 7))
    # 12/7 x 5,930 = 10,165.71; 9/7 x 5,930 = 7,624.29
    assert figures.cost(exact, Fraction(5930)) == {"unit": 5930, "before": 17790, "after": 10166, "saved": 7624}


# after deselection


@pytest.mark.parametrize(
    ("off", "there"),
    [
        ("2017-04-01", False),  # its year ended on the first day: not after it
        ("2017-04-02", True),
        ("2018-04-01", True),  # its year ended with the period
        ("2018-04-02", False),
    ],
)
def test_whose_year_after_deselection_ended_in_the_period(off, there):
    assert bool(judge(person(held(f"2016-01-01 {off}")), YEAR).after_deselection) is there


def test_a_year_from_a_leap_day_ends_on_28_february():
    year = Period(date(2016, 3, 1), date(2017, 2, 28))
    assert deselection.followed_episode(person(held("2015-01-01 2016-02-29")), year)


def test_of_several_episodes_the_one_deselected_last():
    found = judge(person(held("2016-01-01 2017-05-01", "2017-06-01 2017-09-01")), YEAR).after_deselection
    assert str(found.deselected_on) == "2017-09-01"


def test_the_year_after_deselection_beside_the_year_before_selection():
    found = judge(
        person(
            held("2016-02-29 2017-06-01", code="2"),
            spells("2015-02-20 2015-03-10", "2015-03-05 2015-03-20", "2018-05-30 2018-07-01"),
            arrests("2015-02-27", "2015-02-28", "2016-02-28", "2016-02-29", "2017-06-01", "2018-05-31", "2018-06-01"),
        ),
        YEAR,
    ).after_deselection
    # 27 February 2015 is too early, 28 February is in prison; 31 May 2018 is in prison, 1 June is a year later.
    assert (found.offences_before, found.offences_after) == (1, 1)
    # 28 February to 19 March 2015 are 20 days; 30 and 31 May 2018 are two.
    assert (found.custody_days_before, found.custody_days_after) == (20, 2)
    assert (found.custody_cost_before, found.custody_cost_after) == (1370, 137)
    assert found.code == "2"


def test_a_selection_in_the_first_year_of_the_calendar_is_no_error():
    assert judge(person(held("0001-01-15")), YEAR).all_offences.before == 0
