"""What some people's pathways come to, worked out by hand; and that what is not shown cannot be worked out."""

from datetime import date
from fractions import Fraction

import pytest

from pathways.rules.progress import Step
from reporting.rules.pathways import ASSESSED, MEMBERS, MISSING, NOT_ASSESSED, REACHED, SHORT, Asked, count
from reporting.rules.suppression import Showing
from reporting.rules.withholding import bounds, withhold

NOW, BEFORE = 1, 2
START, END = date(2018, 4, 1), date(2019, 3, 31)
EARLIER, SEPTEMBER, MARCH = date(2018, 1, 8), date(2018, 9, 10), date(2019, 3, 4)
HOME, WORK, MONEY, DRUGS = THEMES = ("accommodation", "ete", "finance", "drugs_alcohol")
# Of four pathways three are three quarters.
LEVELS = {(NOW, theme, letter): letter == "D" for theme in THEMES for letter in "AD"}
ASKED = Asked(THEMES, NOW, LEVELS, Fraction(3, 4), START, END)


def step(on, theme, level, of=NOW):
    return Step(on, theme, of, level, level == "D")


def rows(*steps):
    """As a queryset has them: the latest first, of a day the need first."""
    return sorted(steps, key=lambda one: (one.on, one.need), reverse=True)


def four(on, home, work, money, drugs):
    return [step(on, theme, level) for theme, level in zip(THEMES, (home, work, money, drugs), strict=True)]


# Ryan 2 of 4, then 3; Jade 4 of 4; Lee 2 of 4 (his need of a home came back); Mo once, and not of money; Amy never.
PEOPLE = {
    1: rows(*four(EARLIER, "D", "D", "A", "A"), *four(MARCH, "A", "D", "A", "A")),
    2: rows(*four(SEPTEMBER, "A", "A", "A", "A"), *four(MARCH, "A", "A", "A", "A")),
    3: rows(*four(SEPTEMBER, "A", "D", "D", "A"), *four(MARCH, "D", "A", "D", "A")),
    4: rows(step(MARCH, HOME, "D"), step(MARCH, WORK, "A"), step(MARCH, DRUGS, "D")),
}


@pytest.fixture
def counted():
    return count(PEOPLE, 5, ASKED).values


def test_how_many_were_assessed(counted):
    assert (counted[MEMBERS], counted[ASSESSED], counted[NOT_ASSESSED]) == (5, 4, 1)


@pytest.mark.parametrize(
    ("theme", "need", "none", "never"), [(HOME, 2, 2, 1), (WORK, 1, 3, 1), (MONEY, 1, 2, 2), (DRUGS, 1, 3, 1)]
)
def test_the_needs_by_the_latest_of_each(theme, need, none, never, counted):
    found = (counted[theme, "need"], counted[theme, "none"], counted[theme, "never"])
    assert found == (need, none, never)
    assert counted[theme, "assessed"] == need + none
    assert (counted["level", theme, NOW, "D"], counted["level", theme, NOW, "A"]) == (need, none)


@pytest.mark.parametrize(
    ("theme", "met", "came", "still_need", "still_none", "once"),
    [
        (HOME, 1, 1, 0, 1, 1),
        (WORK, 1, 0, 1, 1, 1),
        (MONEY, 0, 0, 1, 2, 0),
        (DRUGS, 0, 0, 0, 3, 1),
    ],
)
def test_what_became_of_the_needs(theme, met, came, still_need, still_none, once, counted):
    names = ("met", "came", "still_need", "still_none", "once")
    assert [counted[theme, name] for name in names] == [met, came, still_need, still_none, once]


def test_the_stabilised_shares(counted):
    """Ryan 3 of 4 and Jade 4 of 4 reach three quarters, Lee's 2 of 4 does not; of Mo and Amy nobody can say."""
    assert [counted["share", n] for n in range(5)] == [0, 0, 1, 1, 1]
    assert (counted[REACHED], counted[SHORT], counted[MISSING]) == (2, 1, 2)


def test_a_period_begins_with_what_stood_and_ends_with_its_last_day():
    asked = Asked(THEMES, NOW, LEVELS, Fraction(3, 4), date(2018, 10, 1), date(2019, 3, 3))
    found = count(PEOPLE, 5, asked).values
    # Before 4 March nobody was assessed again; Mo not at all.
    assert (found[ASSESSED], found[HOME, "once"], found[HOME, "met"], found[HOME, "need"]) == (3, 3, 0, 1)


def test_another_set_is_compared_by_theme_and_is_no_assessment_of_todays():
    """Ana was said homeless by the set before, and not since; her lifestyle is a pathway of that set alone."""
    ana = rows(step(SEPTEMBER, HOME, "D", BEFORE), step(SEPTEMBER, "lifestyle", "D", BEFORE),
               *four(MARCH, "A", "A", "A", "A")[1:])  # fmt: skip
    levels = {**LEVELS, (BEFORE, HOME, "D"): True}
    found = count({1: ana}, 1, Asked(THEMES, NOW, levels, Fraction(3, 4), START, END)).values
    assert (found[HOME, "need"], found["level", HOME, BEFORE, "D"], found["older", "lifestyle"]) == (1, 1, 1)
    assert (found[MISSING], found[REACHED]) == (1, 0)
    moved = rows(step(SEPTEMBER, HOME, "D", BEFORE), step(MARCH, HOME, "A"))
    assert count({1: moved}, 1, ASKED).values[HOME, "met"] == 1


def test_of_nobody_there_is_nothing():
    found = count({}, 0, ASKED).values
    assert set(found.values()) == {0}


def test_the_lines_add_up():
    found = count(PEOPLE, 5, ASKED)
    for line in found.lines:
        assert sum(found.values[part] for part in line.parts) == found.values[line.total], line


def test_a_need_that_would_give_the_other_away_is_not_shown():
    """Of 12 assessed 9 have a need: the 3 are "fewer than 5", so that 9 is not shown beside 12."""
    people = {n: [step(MARCH, HOME, "D" if n < 9 else "A")] for n in range(12)}
    found = count(people, 12, Asked((HOME,), NOW, LEVELS, Fraction(3, 4), START, END))
    showing = withhold(found.values, found.lines)
    assert showing[HOME, "none"] is Showing.FEW
    assert Showing.HIDDEN in (showing[HOME, "need"], showing[HOME, "assessed"])


@pytest.mark.parametrize("times", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("more", [0, 3, 40])
def test_what_is_not_shown_cannot_be_worked_out_of_all_the_tables_together(times, more):
    """Few stays anything from none to four; what is not shown is one of five numbers at least."""
    people = {100 * n + who: steps for n in range(times) for who, steps in PEOPLE.items()}
    found = count(people, 5 * times + more, ASKED)
    showing = withhold(found.values, found.lines)
    for key, (low, high) in bounds(found.values, showing, found.lines).items():
        if showing[key] is Showing.SHOWN:
            assert found.values[key] >= 5, key
        else:
            assert (low, high) == (0, 4) if showing[key] is Showing.FEW else high - low >= 4, key
